import { expect, test } from 'vitest';
import { s3Kind } from './s3-kind.ts';

test('spellings of one place are one uri', async () => {
  const uris = await Promise.all(
    ['s3://papers/Jahr 2024/', 's3://papers/Jahr%202024', 'S3://papers/Jahr%202024//'].map((location) =>
      s3Kind.identify(location),
    ),
  );
  expect(uris).toEqual(Array.from({ length: 3 }, () => ({ uri: 's3://papers/Jahr%202024' })));
  expect(await s3Kind.identify('s3://papers/100% sure')).toEqual({ uri: 's3://papers/100%25%20sure' });
});

test('what cannot be a bucket is refused', async () => {
  for (const location of ['s3://', 's3:///key', 's3://a b/c', 's3://user:pass@host/c']) {
    await expect(s3Kind.identify(location)).rejects.toMatchObject({ code: 'source_invalid' });
  }
});

test('a key without its secret is refused before anything is asked', () => {
  const context = { uri: 's3://papers', settings: s3Kind.settings.parse({}), secrets: { accessKeyId: 'ann' } };
  const rest = { readers: undefined as never, excludes: () => false, cache: '' };
  expect(() => s3Kind.open({ ...context, ...rest })).toThrow(expect.objectContaining({ code: 'source_invalid' }));
});

test('endpoints are addresses, and limits are numbers', () => {
  const accepts = (settings: object) => s3Kind.settings.safeParse(settings).success;
  expect(accepts({ endpoint: 'https://minio.example.org:9000', maxFileMb: 5 })).toBe(true);
  expect(accepts({ endpoint: 'file:///etc/passwd' })).toBe(false);
  expect(accepts({ maxFileMb: 0 })).toBe(false);
  expect(accepts({ region: 'evil.example.org/' })).toBe(false);
  expect(accepts({ unknown: 1 })).toBe(false);
});
