import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EmbedderState } from '@atelier/knowledge';
import type { JobView } from '../../service/atelier.ts';
import { callWith } from '../../testing/client.fixture.ts';
import { indexed, startServer, type TestServer } from '../../testing/server.fixture.ts';

const key = 'sk-secret-of-the-test';
let api: Server;
let server: TestServer;
/** The model is not to be had until then. */
let isUp = false;
const keys = new Set<string | undefined>();

beforeAll(async () => {
  api = createServer((request, response) => {
    keys.add(request.headers.authorization);
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const { input } = JSON.parse(body) as { input: string[] };
      const data = input.map((text, index) => ({ index, embedding: [text.length, 1, 0] }));
      response.writeHead(isUp ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isUp ? { data } : { error: `wrong key ${key}` }));
    });
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  server = await startServer({
    environment: {
      ATELIER_EMBEDDER_KIND: 'openai',
      ATELIER_EMBEDDER_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}/v1`,
      ATELIER_EMBEDDER_MODEL: 'test-embedder',
      ATELIER_EMBEDDER_KEY: key,
    },
  });
  await indexed(server);
});
afterAll(async () => {
  await server.stop();
  api.close();
  api.closeAllConnections();
});

const state = async () => (await callWith(server)('/api/embedder')).json as EmbedderState;

/** Starts what a path starts, and waits for its end. */
async function finished(path: string): Promise<JobView> {
  const { status, json } = await callWith(server)(path, { method: 'POST' });
  expect(status).toBe(202);
  for (;;) {
    const job = await server.running.atelier.job((json as { job: string }).job);
    if (job.status !== 'queued' && job.status !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('an embedder that refuses leaves search as it was, and the job says why, without the key', async () => {
  const { status, error } = await finished('/api/embedder/switch');
  expect([status, error?.code]).toEqual(['failed', 'embedder_refused']);
  expect(JSON.stringify(error)).not.toContain(key);
  expect(await state()).toMatchObject({
    embedder: expect.stringContaining('test-embedder'),
    serving: 'atelier-words-256-1',
    shadow: null,
    words_alone: false,
  });
});

test('when it can be had it takes over, and its key stands in no file of the home and no answer', async () => {
  isUp = true;
  const { status } = await finished('/api/embedder/switch?force=true');
  expect(status).toBe('done');
  const after = await state();
  expect(after).toMatchObject({ serving: after.embedder, shadow: null, waiting: 0, report: { switched: true } });
  const found = await callWith(server)('/api/search', { method: 'POST', body: { query: 'marrow donors' } });
  expect(JSON.stringify(found.json)).toContain('leave.md');
  expect([...keys]).toEqual([`Bearer ${key}`]);
  const files = readdirSync(server.settings.home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((file) => readFileSync(file).toString('latin1').includes(key))).toEqual([]);
  expect(JSON.stringify(after)).not.toContain(key);
});
