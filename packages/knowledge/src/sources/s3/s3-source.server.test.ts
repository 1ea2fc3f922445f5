import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createReaderPool } from '../../read/reader-pool.ts';
import { describeSource } from '../source.conformance.ts';
import { startMoto, whyNoMoto, type MotoServer } from '../testing/moto-server.ts';
import { s3Kind } from './s3-kind.ts';

const missing = await whyNoMoto();
const why = missing === null ? '' : ` (left out: ${missing})`;

/** A bucket on a server that checks signatures, with a key that may read it and one that may write it. */
describe.skipIf(missing !== null)(`S3 with signatures that are checked${why}`, { timeout: 60_000 }, () => {
  let moto: MotoServer;
  let reader: Record<string, string>;
  let writer: AwsClient;
  let buckets = 0;

  beforeAll(async () => {
    moto = await startMoto();
    const root = new AwsClient({ accessKeyId: 'root', secretAccessKey: 'root', retries: 0 });
    writer = new AwsClient({
      ...(await newKey(root, 'writer', 's3:*')),
      service: 's3',
      region: 'us-east-1',
      retries: 0,
    });
    reader = await newKey(root, 'reader', ['s3:ListBucket', 's3:GetObject']);
    // From here on every request is checked.
    await fetch(`${moto.endpoint}/moto-api/reset-auth`, { method: 'POST', body: '0' });
  }, 120_000);
  afterAll(async () => await moto?.stop());

  const newKey = async (root: AwsClient, user: string, actions: string | string[]) => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
    const iam = async (fields: Record<string, string>) => {
      const response = await root.fetch(moto.endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ Version: '2010-05-08', UserName: user, ...fields }).toString(),
        aws: { service: 'iam', region: 'us-east-1' },
      });
      return await response.text();
    };
    await iam({ Action: 'CreateUser' });
    await iam({ Action: 'PutUserPolicy', PolicyName: 'all', PolicyDocument: JSON.stringify(policy) });
    const answer = await iam({ Action: 'CreateAccessKey' });
    const field = (name: string) => new RegExp(`<${name}>(.*)</${name}>`).exec(answer)?.[1] ?? '';
    return { accessKeyId: field('AccessKeyId'), secretAccessKey: field('SecretAccessKey') };
  };

  const write = async (method: string, path: string, body?: string) => {
    const response = await writer.fetch(`${moto.endpoint}${path}`, { method, ...(body === undefined ? {} : { body }) });
    if (!response.ok) throw new Error(await response.text());
  };
  const newBucket = async () => {
    const bucket = `papers-${(buckets += 1)}`;
    await write('PUT', `/${bucket}`);
    return bucket;
  };
  const open = (bucket: string, { secrets = reader, endpoint = moto.endpoint } = {}) => {
    const readers = createReaderPool({ processes: 1 });
    onTestFinished(() => readers.close());
    const settings = s3Kind.settings.parse({ endpoint, region: 'us-east-1' });
    const source = s3Kind.open({ uri: `s3://${bucket}`, settings, secrets, readers, excludes: () => false, cache: '' });
    onTestFinished(async () => await source.close?.());
    return source;
  };
  const itemsOf = (bucket: string, options?: { secrets: Record<string, string> }) =>
    Array.fromAsync(open(bucket, options).list(new AbortController().signal, new Map()));

  describeSource('a bucket', async () => {
    const bucket = await newBucket();
    const own = { endpoint: moto.endpoint };
    return {
      source: open(bucket, own),
      reopen: () => open(bucket, own),
      put: (name, text) => write('PUT', `/${bucket}/notes/${name}.txt`, text),
      remove: (name) => write('DELETE', `/${bucket}/notes/${name}.txt`),
      breakOff: () => write('DELETE', `/${bucket}/notes/first.txt`).then(() => write('DELETE', `/${bucket}`)),
    };
  });

  test('a key that wants escapes is found by its signature', async () => {
    const bucket = await newBucket();
    // This server computes signatures over half-decoded paths, so of the escapes only some can be tried on it.
    await write('PUT', `/${bucket}/a%23b%3Fc.md`, 'The number and the question.');
    const [item] = await itemsOf(bucket);
    expect(item?.uri).toBe(`s3://${bucket}/a%23b%3Fc.md`);
    const opened = await open(bucket).open(item!, new AbortController().signal);
    expect((await opened.read()).document?.text).toBe('The number and the question.');
  });

  test('more than a page is listed whole, and of versions only the current ones', async () => {
    const bucket = await newBucket();
    const versioning = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
    await write('PUT', `/${bucket}?versioning`, versioning);
    for (let index = 0; index < 1005; index += 1) await write('PUT', `/${bucket}/${index}.md`, 'old');
    await write('PUT', `/${bucket}/0.md`, 'new words');
    await write('DELETE', `/${bucket}/1.md`);
    const items = await itemsOf(bucket);
    expect(items).toHaveLength(1004);
    const first = items.find(({ uri }) => uri.endsWith('/0.md'));
    expect((await open(bucket).open(first!, new AbortController().signal)).bytes).toBe('new words'.length);
  });

  test('a wrong key, a wrong secret and no bucket are told apart', async () => {
    const bucket = await newBucket();
    const failing = async (name: string, secrets: Record<string, string>) =>
      (await itemsOf(name, { secrets }).catch((error: unknown) => error)) as { code: string; message: string };
    const wrongKey = await failing(bucket, { ...reader, accessKeyId: 'AKIAXXXXXXXXXXXXXXXX' });
    expect(wrongKey).toMatchObject({ code: 'source_refused', message: expect.stringContaining('InvalidAccessKeyId') });
    const wrongSecret = await failing(bucket, { ...reader, secretAccessKey: 'wrong' });
    expect(wrongSecret).toMatchObject({ code: 'source_refused', message: expect.stringContaining('SignatureDoesNot') });
    expect(await failing('papers-none', reader)).toMatchObject({ code: 'source_missing' });
  });
});
