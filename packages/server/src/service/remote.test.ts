import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { AtelierError } from '@atelier/foundation';
import type { AskEvent } from '@atelier/knowledge';
import { oddName, startServer, indexed, type TestServer } from '../testing/server.fixture.ts';
import type { Atelier } from './atelier.ts';
import { openAtelier } from './open-atelier.ts';
import { remoteAtelier } from './remote.ts';

const never = new AbortController().signal;
const question = 'How many days of paid leave do bone marrow donors get?';

describe('beside a running server', () => {
  let server: TestServer;
  let local: Atelier;
  let remote: Atelier;
  beforeAll(async () => {
    server = await startServer();
    await indexed(server);
    local = server.running.atelier;
    // The home is locked by the server, so this can only work over HTTP.
    remote = await openAtelier({ settings: server.settings, command: 'atelier test', access: 'write' });
  });
  afterAll(() => server.stop());

  const untimed = <Result extends object>(result: Result) => ({ ...result, took_ms: 0 });

  test('search gives what the server itself finds', async () => {
    for (const request of [{ query: 'notice period' }, { query: 'days', limit: 1 }, { query: 'leave', as: ['a'] }]) {
      expect(untimed(await remote.search(request))).toEqual(untimed(await local.search(request)));
    }
  });

  test('ask gives the same answer and the same events', async () => {
    const events: Record<'local' | 'remote', AskEvent[]> = { local: [], remote: [] };
    const ask = (atelier: Atelier, heard: AskEvent[]) =>
      atelier.ask({ question }, { signal: never, onEvent: (event) => heard.push(event) });
    const here = await ask(local, events.local);
    const there = await ask(remote, events.remote);
    expect(there.refused).toBe(false);
    expect(untimed(there)).toEqual(untimed(here));
    expect(events.remote.map(({ event }) => event)).toEqual(events.local.map(({ event }) => event));
    expect(events.remote.slice(0, -1)).toEqual(events.local.slice(0, -1));
  });

  test('documents and sources are the same, under every name', async () => {
    expect(await remote.sources()).toEqual(await local.sources());
    const all = await local.documents({});
    expect(await remote.documents({})).toEqual(all);
    expect(await remote.documents({ limit: 1, offset: 2 })).toEqual(await local.documents({ limit: 1, offset: 2 }));
    for (const { document, uri } of all.documents) {
      const shown = await local.document(document);
      expect(await remote.document(document)).toEqual(shown);
      expect(await remote.document(uri)).toEqual(shown);
      expect(await remote.document(uri, shown.version_id)).toEqual(shown);
    }
    expect(all.documents.map(({ uri }) => uri)).toContain(pathToFileURL(join(server.handbook, oddName)).href);
  });

  test.each<[code: string, attempt: (atelier: Atelier) => Promise<unknown>]>([
    ['document_not_found', (atelier) => atelier.document('doc_none')],
    ['source_not_found', (atelier) => atelier.syncSource('src_none')],
    ['job_not_found', (atelier) => atelier.job('job_none')],
    ['question_empty', (atelier) => atelier.ask({ question: '' }, { signal: never })],
    ['path_not_found', (atelier) => atelier.addSource({ location: join(server.folder, 'nowhere') })],
  ])('%s is the same error', async (code, attempt) => {
    const errors = await Promise.all(
      [local, remote].map((atelier) => attempt(atelier).then(String, (error: unknown) => error)),
    );
    expect(errors.map((error) => AtelierError.is(error) && error.toJSON())).toEqual([
      expect.objectContaining({ code }),
      expect.objectContaining({ code }),
    ]);
    expect((errors[1] as AtelierError).toJSON()).toEqual((errors[0] as AtelierError).toJSON());
  });

  test('a relative path counts from the folder of the one who asks, not of the server', async () => {
    const more = join(server.folder, 'more');
    mkdirSync(more);
    writeFileSync(join(more, 'parking.md'), '# Parking\n\nVisitors park in row 12.\n');
    const here = process.cwd();
    onTestFinished(() => process.chdir(here));
    // The server runs in this process: leave, so that it looks from elsewhere when the request arrives.
    process.chdir(server.folder);
    const adding = remote.addSource({ location: 'more' });
    process.chdir(here);
    const { source, job } = await adding;
    const progress: string[] = [];
    expect(await remote.waitForJob(job, ({ message }) => progress.push(message))).toMatchObject({
      status: 'done',
      result: { added: 1 },
    });
    expect(relative(here, more)).not.toBe('more');
    expect((await remote.sources()).at(-1)?.uri).toBe(pathToFileURL(more).href);

    const removed = await remote.removeDocument(pathToFileURL(join(more, 'parking.md')).href);
    expect((await remote.waitForJob(removed.job)).status).toBe('done');
    expect((await remote.search({ query: 'parking row 12' })).hits).toEqual([]);
    expect(await remote.removeSource(source)).toMatchObject({ removed: true, documents: 0 });
  });
});

test('when the server has gone, the home is opened in this process', async () => {
  const server = await startServer();
  try {
    await indexed(server);
    const served = await server.running.atelier.search({ query: 'notice period' });
    await server.running.stop();
    const opened = await openAtelier({ settings: server.settings, command: 'atelier test', access: 'write' });
    const { hits } = await opened.search({ query: 'notice period' });
    await opened.close();
    expect(hits).toEqual(served.hits);
  } finally {
    await server.stop();
  }
});

describe('a server that fails', () => {
  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  async function failing(reply: (response: ServerResponse) => void): Promise<Atelier> {
    const server = createServer((request, response) => {
      request.resume();
      reply(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return remoteAtelier(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'token');
  }
  const askError = (atelier: Atelier, signal = never) =>
    atelier.ask({ question }, { signal }).then(String, (error: unknown) => error);

  test('which is killed in the middle of an answer has broken off', async () => {
    const remote = await failing((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: passages\ndata: {"hits":[]}\n\n');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await askError(remote)).toMatchObject({ code: 'answer_broken_off' });
  });

  test('which ends its stream without an end has broken off', async () => {
    const remote = await failing((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('event: passages\ndata: {"hits":[]}\n\nevent: done\ndata: {"que');
    });
    expect(await askError(remote)).toMatchObject({ code: 'answer_broken_off' });
  });

  test('which is no longer there is unreachable', async () => {
    const remote = await failing((response) => response.destroy());
    await expect(remote.sources()).rejects.toMatchObject({ code: 'server_unreachable', hint: expect.any(String) });
  });

  test('which answers with anything else than ours is named with its status', async () => {
    const remote = await failing((response) => response.writeHead(503).end('<h1>Busy</h1>'));
    await expect(remote.sources()).rejects.toMatchObject({
      code: 'server_error',
      message: expect.stringContaining('503'),
    });
  });

  test.each(['before', 'during'])('whoever leaves %s the answer gets the abort, not an error', async (when) => {
    const leaving = new AbortController();
    const remote = await failing((response) => {
      if (when === 'during') {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('event: passages\ndata: {"hits":[]}\n\n');
      }
      setTimeout(() => leaving.abort(), 20);
    });
    expect(await askError(remote, leaving.signal)).toMatchObject({ name: 'AbortError' });
  });
});
