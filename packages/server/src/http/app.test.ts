import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, callWith } from '../testing/client.fixture.ts';
import { startServer, type TestServer } from '../testing/server.fixture.ts';

let server: TestServer;
let send: ReturnType<typeof callWith>;
beforeAll(async () => {
  server = await startServer({ paths: [] });
  send = callWith(server);
});
afterAll(() => server.stop());

describe('a request that is not valid', () => {
  test.each([
    ['/api/search', '{"query": ', 'JSON'],
    ['/api/search', '', 'JSON'],
    ['/api/search', '"leave"', 'object'],
    ['/api/search', {}, '"query"'],
    ['/api/search', { query: 7 }, '"query"'],
    ['/api/search', { query: 'leave', limit: 'ten' }, '"limit"'],
    ['/api/search', { query: 'leave', limit: 0 }, '"limit"'],
    ['/api/search', { query: 'leave', limit: 1.5 }, '"limit"'],
    ['/api/search', { query: 'leave', limit: 101 }, '"limit"'],
    ['/api/search', { query: 'leave', limt: 3 }, '"limt"'],
    ['/api/search', { query: 'leave', filter: 'type:pdf' }, '"filter"'],
    ['/api/search', { query: 'leave', per_document: 0 }, '"per_document"'],
    ['/api/search', { query: 'leave', as: 'group:hr' }, '"as"'],
    ['/api/search', { query: 'leave', as: ['group:hr', 7] }, '"as.1"'],
    ['/api/search', { query: 'x'.repeat(100_001) }, '"query"'],
    ['/api/ask', {}, '"question"'],
    ['/api/ask', { question: null }, '"question"'],
    ['/api/ask', { question: 'Leave?', model: 'x' }, '"model"'],
    ['/api/sources', {}, '"location"'],
    ['/api/sources', { location: '' }, '"location"'],
    ['/api/sources', { location: '/', access: [''] }, '"access.0"'],
  ])('POST %s %j names what is wrong', async (path, body, named) => {
    const { status, json } = await send(path, { method: 'POST', body });
    expect(status).toBe(400);
    expect(json).toEqual({
      error: {
        code: 'request_invalid',
        message: expect.stringContaining(named),
        hint: expect.stringContaining('/docs'),
      },
    });
  });

  test.each(['/api/documents?limit=-1', '/api/documents?limit=many', '/api/documents?offset=-3'])(
    'GET %s names what is wrong',
    async (path) => {
      const { status, json } = await send(path);
      expect(status).toBe(400);
      expect(json).toMatchObject({
        error: { code: 'request_invalid', message: expect.stringMatching(/^"(?:limit|offset)"/) },
      });
    },
  );

  test('a body that does not say that it is JSON is refused in our words', async () => {
    const { status, json } = await send('/api/search', {
      method: 'POST',
      body: 'query=leave',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(status).toBe(415);
    expect(json).toMatchObject({ error: { code: 'media_type_refused', hint: expect.stringContaining('/docs') } });
  });

  test.each([
    ['which says its length', false],
    ['which comes in chunks', true],
  ])('a body over 1 MB %s is too large', async (_how, chunked) => {
    const body = JSON.stringify({ query: 'x'.repeat(1024 * 1024) });
    const { status, json } = await send('/api/search', { method: 'POST', body, chunked });
    expect(status).toBe(413);
    expect(json).toMatchObject({ error: { code: 'request_too_large', hint: expect.any(String) } });
  });

  test('who has no token is not asked for the body', async () => {
    const { status } = await call(server.url, '/api/search', { method: 'POST', body: 'x'.repeat(2 * 1024 * 1024) });
    expect(status).toBe(401);
  });

  test('a body in chunks that fits is read', async () => {
    const { status, json } = await send('/api/search', { method: 'POST', body: { query: 'x' }, chunked: true });
    expect(status).toBe(409);
    expect(json).toMatchObject({ error: { code: 'nothing_indexed' } });
  });
});

test.each([
  ['GET', '/api/nothing'],
  ['GET', '/api'],
  ['GET', '/api/search'],
  ['POST', '/api/nothing'],
  ['DELETE', '/api/nothing/at/all'],
  ['PUT', '/api/documents/doc_1'],
  ['POST', '/'],
  ['DELETE', '/assets/app-1a2b.js'],
  ['GET', '/docs/more'],
  ['OPTIONS', '/api/search'],
])('%s %s is not there, in our shape', async (method, path) => {
  const { status, json } = await send(path, { method });
  expect(status).toBe(404);
  expect(json).toEqual({
    error: {
      code: 'not_found',
      message: expect.stringContaining(path),
      hint: expect.stringContaining('/docs'),
    },
  });
});

test.each([
  ['GET', '/api/documents/doc_00000000000000000000000000', 'document_not_found'],
  ['DELETE', '/api/documents/doc_00000000000000000000000000', 'document_not_found'],
  ['GET', '/api/documents/%E0%A4%A', 'document_not_found'],
  ['POST', '/api/sources/src_none/sync', 'source_not_found'],
  ['DELETE', '/api/sources/src_none', 'source_not_found'],
  ['GET', '/api/jobs/job_none', 'job_not_found'],
])('%s %s: %s', async (method, path, code) => {
  const { status, json } = await send(path, { method });
  expect(status).toBe(404);
  expect(json).toMatchObject({ error: { code, message: expect.any(String) } });
});

test('a source that is not there is not found', async () => {
  const path = `${server.folder}/nowhere`;
  const { status, json } = await send('/api/sources', { method: 'POST', body: { location: path } });
  expect(status).toBe(404);
  expect(json).toMatchObject({ error: { code: 'path_not_found', message: expect.stringContaining(path) } });
});

/** Every endpoint of the API. One that is added must be added here, and so in the reference. */
const endpoints = [
  'GET /api/me',
  'POST /api/session',
  'DELETE /api/session',
  'GET /api/users',
  'POST /api/users',
  'PATCH /api/users/{user}',
  'DELETE /api/users/{user}',
  'POST /api/users/{user}/token',
  'GET /api/source-kinds',
  'GET /api/documents/{id}/pages/{page}',
  'POST /api/search',
  'POST /api/ask',
  'GET /api/documents',
  'GET /api/documents/{id}',
  'DELETE /api/documents/{id}',
  'GET /api/documents/{id}/tables',
  'POST /api/tables/query',
  'GET /api/sources',
  'POST /api/sources',
  'GET /api/sources/{id}/runs',
  'POST /api/sources/{id}/sync',
  'DELETE /api/sources/{id}',
  'POST /api/reconcile',
  'GET /api/jobs/{id}',
  'GET /api/questions',
  'POST /api/questions',
  'DELETE /api/questions/{id}',
  'POST /api/questions/run',
  'GET /api/questions/runs',
  'GET /api/embedder',
  'POST /api/embedder/switch',
  'GET /api/adapt/search',
  'POST /api/adapt/search',
  'DELETE /api/adapt/search',
  'POST /api/search/click',
  'DELETE /api/search/clicks',
];

interface OpenApi {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<
    string,
    Record<string, { security: unknown; responses: Record<string, unknown>; parameters?: unknown }>
  >;
  components: { securitySchemes: Record<string, unknown> };
}

describe('the reference', () => {
  test('/openapi.json lists every endpoint with its answers, errors and security', async () => {
    const { status, json } = await send('/openapi.json');
    expect(status).toBe(200);
    const api = json as OpenApi;
    expect(api.openapi).toBe('3.1.0');
    expect(api.info.title).toBe('Atelier');
    const listed = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
    );
    expect(listed.map(({ name }) => name).toSorted()).toEqual(endpoints.toSorted());
    for (const { name, operation } of listed) {
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['400', '401', '404']));
      expect(Object.keys(operation.responses).some((code) => code.startsWith('2'))).toBe(true);
      expect(operation.security).toEqual(name.endsWith('/api/session') ? undefined : [{ token: [] }]);
      if (name.includes('{id}')) {
        expect(operation.parameters).toContainEqual(
          expect.objectContaining({ name: 'id', in: 'path', required: true }),
        );
      }
    }
    expect(api.components.securitySchemes).toEqual({ token: { type: 'http', scheme: 'bearer' } });
  });

  test('every reference within /openapi.json leads somewhere', async () => {
    const { json, text } = await send('/openapi.json');
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) {
      expect(reference).toMatch(/^#\//);
      let place: unknown = json;
      for (const name of reference.slice(2).split('/')) place = (place as Record<string, unknown>)[name];
      expect({ reference, leadsTo: typeof place }).toEqual({ reference, leadsTo: 'object' });
    }
  });

  test('/docs is a page that names every endpoint', async () => {
    const { status, headers, text } = await send('/docs');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/html/);
    for (const endpoint of endpoints) {
      const [method, path] = endpoint.split(' ');
      expect(text).toContain(`<b>${method}</b> ${path}`);
    }
    expect(text).not.toContain('<script');
    expect(text).not.toContain('undefined');
    expect(text).toContain('<code>limit</code> (query, optional, integer)');
  });

  test('/docs has a policy that lets its own style through and nothing else', async () => {
    const { headers, text } = await send('/docs');
    const style = /<style>(.*)<\/style>/s.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
    expect(policy).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});
