import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a test sees of storage in memory that answers as S3 does, to requests signed with `keys`. */
export interface S3Server {
  keys: typeof keys;
  endpoint: string;
  objects: Map<string, string>;
  /** Method and path of every request so far. */
  requests: string[];
  /** Answers a request in place of the storage where it returns true; the test's way to let things go wrong. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean;
  stop: () => Promise<void>;
}

const keys = { accessKeyId: 'ann', secretAccessKey: 'wonderland', sessionToken: undefined };
const pageSize = 3;

/** One bucket, `papers`, that lists three objects a page. It goes with the test. */
export async function startS3Server(): Promise<S3Server> {
  const server = createServer((request, response) => {
    storage.requests.push(`${request.method} ${request.url}`);
    if (!storage.intercept(request, response)) answer(request, response, storage.objects);
  });
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const storage: S3Server = {
    endpoint: `http://127.0.0.1:${port}`,
    objects: new Map(),
    requests: [],
    keys,
    intercept: () => false,
    stop,
  };
  onTestFinished(stop);
  return storage;
}

export function sendS3Error(response: ServerResponse, status: number, code: string, extra = ''): true {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>It says ${code}.</Message>${extra}</Error>`);
  return true;
}

function answer(request: IncomingMessage, response: ServerResponse, objects: Map<string, string>): void {
  // Not by URL: that would take away the steps `.` and `..` of keys.
  const [path = '', search = ''] = (request.url ?? '').split('?');
  const [, bucket, ...steps] = path.split('/');
  if (!isSigned(request)) {
    sendS3Error(response, 403, 'SignatureDoesNotMatch');
  } else if (bucket !== 'papers') {
    sendS3Error(response, 404, 'NoSuchBucket');
  } else if (steps.length === 0) {
    response.end(listingOf(objects, new URLSearchParams(search)));
  } else {
    const content = objects.get(decodeURIComponent(steps.join('/')));
    if (content === undefined) sendS3Error(response, 404, 'NoSuchKey');
    else response.end(content);
  }
}

/** AWS's signature (version 4), over what came in as it came in. */
function isSigned({ headers, url = '' }: IncomingMessage): boolean {
  const [path = '', search = ''] = url.split('?');
  const [, scope = '', names = '', signature] =
    /Credential=ann\/(\S+), SignedHeaders=(\S+), Signature=(\w+)$/.exec(headers.authorization ?? '') ?? [];
  const signed = names.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const query = search.split('&').toSorted().join('&');
  const request = ['GET', path, query, signed.join(''), names, String(headers['x-amz-content-sha256'])].join('\n');
  const hash = createHash('sha256').update(request).digest('hex');
  const text = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, hash].join('\n');
  let key: string | Buffer = `AWS4${keys.secretAccessKey}`;
  for (const step of [...scope.split('/'), text]) key = createHmac('sha256', key).update(step).digest();
  return Buffer.from(key).toString('hex') === signature;
}

function listingOf(objects: Map<string, string>, query: URLSearchParams): string {
  const after = query.get('continuation-token') ?? '';
  const size = Number(query.get('max-keys') ?? pageSize);
  const left = [...objects.keys()]
    .filter((key) => key.startsWith(query.get('prefix') ?? '') && encodeURIComponent(key) > after)
    .toSorted((a, b) => (encodeURIComponent(a) < encodeURIComponent(b) ? -1 : 1));
  const page = left.slice(0, size);
  const more = left.length > page.length;
  const contents = page.map((key) => {
    const content = objects.get(key) ?? '';
    const tag = createHash('md5').update(content).digest('hex');
    const encoded = encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
    return `<Contents><Key>${encoded}</Key><ETag>&quot;${tag}&quot;</ETag><Size>${content.length}</Size></Contents>`;
  });
  const next = more ? `<NextContinuationToken>${encodeURIComponent(page.at(-1) ?? '')}</NextContinuationToken>` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>papers</Name><EncodingType>url</EncodingType>
<IsTruncated>${more}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`;
}
