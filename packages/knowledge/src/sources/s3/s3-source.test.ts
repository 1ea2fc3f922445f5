import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { createReaderPool } from '../../read/reader-pool.ts';
import { excludesOf } from '../excludes.ts';
import { describeSource } from '../source.conformance.ts';
import { sendS3Error, startS3Server, type S3Server } from '../testing/s3-server.fixture.ts';
import { createS3Client } from './s3-client.ts';
import { s3Source } from './s3-source.ts';

const signal = new AbortController().signal;
const nothing: ReadonlyMap<string, string> = new Map();

function openSource(
  { endpoint, keys }: S3Server,
  { prefix = '', excludes = [] as string[], maxFileBytes = 1000 } = {},
) {
  const readers = createReaderPool({ processes: 1 });
  onTestFinished(() => readers.close());
  const client = createS3Client({
    bucket: 'papers',
    endpoint: new URL(endpoint),
    region: 'us-east-1',
    pathStyle: true,
    keys,
    pauseMs: 1,
  });
  const source = s3Source({
    client,
    root: { bucket: 'papers', key: prefix },
    place: `s3://papers at ${endpoint}`,
    maxFileBytes,
    readers,
    passwords: [],
    excludes: excludesOf(excludes),
  });
  onTestFinished(async () => await source.close?.());
  return source;
}

type Opened = ReturnType<typeof openSource>;
const itemsOf = (source: Opened) => Array.fromAsync(source.list(signal, nothing));
const urisOf = async (source: Opened) => (await itemsOf(source)).map(({ uri }) => uri);
const failureOf = async (promise: Promise<unknown>) =>
  (await promise.then(String, (error: unknown) => error)) as { code: string; message: string; hint: string };

async function serverWith(...keys: string[]): Promise<S3Server> {
  const server = await startS3Server();
  for (const key of keys) server.objects.set(key, `# ${key}`);
  return server;
}

describeSource('storage that speaks S3', async () => {
  const server = await startS3Server();
  const open = () => openSource(server);
  return {
    source: open(),
    reopen: open,
    put: async (name, text) => void (await Promise.resolve(server.objects.set(`notes/${name}.txt`, text))),
    remove: async (name) => void (await Promise.resolve(server.objects.delete(`notes/${name}.txt`))),
    breakOff: () => server.stop(),
  };
});

test('a listing goes on over all its pages', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `${index}.md`);
  const server = await serverWith(...names);
  expect(await urisOf(openSource(server))).toEqual(names.map((name) => `s3://papers/${name}`));
  expect(server.requests).toHaveLength(4);
});

test('keys may have any characters, and what they hold is fetched', async () => {
  const names = ['a b/c+d.md', '/x.md', 'Größe 50% & <mehr>?#;=.md', "it's (new)!*~.md", 'x//y.md', '日本/語.md'];
  const server = await serverWith(...names, 'up/../z.md');
  const open = async (source: Opened) => {
    const items = await itemsOf(source);
    return await Promise.all(items.map(async (item) => [item.uri, (await source.open(item, signal)).contentHash]));
  };
  const hash = (key: string) => createHash('sha256').update(`# ${key}`).digest('hex');
  const opened = new Map((await open(openSource(server))) as [string, string][]);
  expect(new Set(opened.values())).toEqual(new Set(names.map(hash)));
  expect(opened.has('s3://papers/Gr%C3%B6%C3%9Fe%2050%25%20%26%20%3Cmehr%3E%3F%23%3B%3D.md')).toBe(true);
  // A step of two dots is a name like any other, though what begins with a dot counts as hidden below what was named.
  expect(await open(openSource(server, { prefix: 'up/..' }))).toEqual([['s3://papers/up/../z.md', hash('up/../z.md')]]);
});

test('folders, machinery and what is excluded are left out', async () => {
  const server = await serverWith(
    'a/',
    'a/one.md',
    'a/.hidden/x.md',
    'node_modules/y.md',
    '~$lock.docx',
    'drafts/z.md',
  );
  expect(await urisOf(openSource(server, { excludes: ['drafts/'] }))).toEqual(['s3://papers/a/one.md']);
});

test('a prefix is a folder or one object, not the beginning of a name', async () => {
  const server = await serverWith('a/one.md', 'a/b/two.md', 'ab.md', 'a.md', 'a');
  expect(await urisOf(openSource(server, { prefix: 'a' }))).toEqual([
    's3://papers/a',
    's3://papers/a/b/two.md',
    's3://papers/a/one.md',
  ]);
  expect(await urisOf(openSource(server, { prefix: 'a.md' }))).toEqual(['s3://papers/a.md']);
  // What is excluded is told by the way inside the folder that was named.
  expect(await urisOf(openSource(server, { prefix: 'a', excludes: ['/b/'] }))).toEqual([
    's3://papers/a',
    's3://papers/a/one.md',
  ]);
});

test('a busy server is asked again, an ill one not for ever', async () => {
  const server = await serverWith('one.md');
  let busy = 2;
  server.intercept = (_, response) => busy-- > 0 && sendS3Error(response, 503, 'SlowDown');
  expect(await urisOf(openSource(server))).toEqual(['s3://papers/one.md']);
  expect(server.requests).toHaveLength(3);

  server.intercept = (_, response) => sendS3Error(response, 500, 'InternalError');
  const failure = await failureOf(itemsOf(openSource(server)));
  expect(failure.code).toBe('source_unreachable');
  expect(server.requests).toHaveLength(9);
});

test.each([
  [
    'a body that is cut off',
    '<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>one.md</Key>',
    'not what S3',
  ],
  ['no way to go on', '<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>', 'how to go on'],
  [
    'no word about more',
    '<ListBucketResult><Contents><Key>one.md</Key></Contents></ListBucketResult>',
    'whether more follows',
  ],
  ['a page of something else', '<html><body>Please sign in</body></html>', 'not what S3'],
  [
    'the same page for ever',
    '<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>x</NextContinuationToken></ListBucketResult>',
    'again and again',
  ],
])('a listing with %s throws instead of listing less', async (_, body, reason) => {
  const server = await serverWith('one.md', 'two.md', 'three.md', 'yak.md');
  server.intercept = ({ url }, response) => {
    if (!url?.includes('continuation-token')) return false;
    response.end(body);
    return true;
  };
  const failure = await failureOf(itemsOf(openSource(server)));
  expect(failure).toMatchObject({ code: 'source_unreachable', message: expect.stringContaining(reason) });
});

test('a body that breaks off is fetched again, and never taken for whole', async () => {
  const server = await serverWith('one.md');
  let breaks = 1;
  server.intercept = ({ url }, response) => {
    if (!url?.includes('one.md') || breaks-- <= 0) return false;
    response.writeHead(200, { 'content-length': '8' });
    response.write('# on', () => response.destroy());
    return true;
  };
  const source = openSource(server);
  const [item] = await itemsOf(source);
  expect((await source.open(item!, signal)).bytes).toBe(8);
  breaks = 99;
  expect((await failureOf(source.open(item!, signal))).code).toBe('source_unreachable');
});

test('a bucket in another region is asked there from then on', async () => {
  const server = await serverWith('1.md', '2.md', '3.md', '4.md');
  server.intercept = ({ headers }, response) =>
    !headers.authorization?.includes('/eu-west-3/s3/') &&
    sendS3Error(response, 400, 'AuthorizationHeaderMalformed', '<Region>eu-west-3</Region>');
  expect(await urisOf(openSource(server))).toHaveLength(4);
  expect(server.requests).toHaveLength(3);
});

test.each([
  [403, 'AccessDenied', 'source_refused', 's3:ListBucket'],
  [403, 'SignatureDoesNotMatch', 'source_refused', 'secretAccessKey'],
  [400, 'ExpiredToken', 'source_refused', 'expired'],
  [403, 'RequestTimeTooSkewed', 'source_refused', 'clock'],
  [404, 'NoSuchBucket', 'source_missing', 'name'],
])('a refusal %i %s is %s, with what to do', async (status, code, expected, hint) => {
  const server = await serverWith('one.md');
  server.intercept = (_, response) => sendS3Error(response, status, code);
  const failure = await failureOf(itemsOf(openSource(server)));
  expect(failure).toMatchObject({ code: expected, hint: expect.stringContaining(hint) });
  expect(failure.message).toContain(code);
  expect(JSON.stringify(failure)).not.toContain('wonderland');
  expect(server.requests).toHaveLength(1);
});

test('an object that is too large, of no format, or not to be read costs only itself', async () => {
  const server = await serverWith('film.mp4', 'large.md', 'secret.md');
  server.objects.set('large.md', 'x'.repeat(1001));
  server.intercept = ({ url }, response) =>
    url?.includes('secret') === true && sendS3Error(response, 403, 'AccessDenied');
  const source = openSource(server);
  const failures = [];
  for (const item of await itemsOf(source)) failures.push((await failureOf(source.open(item, signal))).code);
  expect(failures).toEqual(['format_unsupported', 'file_too_large', 'permission_denied']);
  expect(server.requests.filter((request) => request.includes('film'))).toEqual([]);
});
