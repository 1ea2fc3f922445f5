import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHomeOwner, tryLockHome } from '@atelier/foundation';
import { startAtelier } from './start.ts';
import { servedAt } from './home/open-home.ts';
import { call } from './testing/client.fixture.ts';
import { indexed, settingsFor, startServer, type TestServer } from './testing/server.fixture.ts';

/** Starts a server for one test. */
async function withServer(work: (server: TestServer) => Promise<void>): Promise<void> {
  const server = await startServer({ paths: [] });
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

test('a home that is served is not served again, and the error says where it is', () =>
  withServer(async ({ settings, url, folder }) => {
    const second = startAtelier({ settings, paths: [], studio: folder });
    await expect(second).rejects.toMatchObject({ code: 'home_in_use', message: expect.stringContaining(url) });
    expect((await call(url, '/healthz')).status).toBe(200);
  }));

test('a port that is taken is named, and the home is let go', () =>
  withServer(async ({ url, folder }) => {
    const port = Number(new URL(url).port);
    const settings = settingsFor(join(folder, 'other-home'));
    settings.server.port = port;
    await expect(startAtelier({ settings, paths: [], studio: folder })).rejects.toMatchObject({
      code: 'port_in_use',
      message: expect.stringContaining(String(port)),
      hint: expect.stringContaining('--port'),
    });
    const lock = tryLockHome(settings.home, 'test');
    expect(lock).not.toBeNull();
    lock?.release();
  }));

test('the home says where it is served, while it is', () =>
  withServer(async (server) => {
    const { settings, url, running } = server;
    expect(servedAt(settings.home)).toBe(url);
    await running.stop();
    expect(servedAt(settings.home)).toBeNull();
    await expect(call(url, '/healthz')).rejects.toThrow('ECONNREFUSED');
  }));

test('what a killed server left behind is not believed', () =>
  withServer(async ({ settings, url, running }) => {
    const owner = readHomeOwner(settings.home);
    await running.stop();
    const file = join(settings.home, 'owner.json');
    writeFileSync(file, JSON.stringify({ ...owner, url }));
    expect(servedAt(settings.home)).toBeNull();
    expect(existsSync(file)).toBe(false);
  }));

test('the token is for the owner of the files alone, and stays over a restart', () =>
  withServer(async ({ settings, running, token, folder }) => {
    const file = join(settings.home, 'token');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(settings.home).mode & 0o777).toBe(0o700);
    expect(readFileSync(file, 'utf8').trim()).toBe(token);
    await running.stop();
    const again = await startAtelier({ settings, paths: [], studio: folder });
    await again.stop();
    expect(new URL(again.link).searchParams.get('token')).toBe(token);
  }));

test('paths that are not there stop the start, and the home is let go', () =>
  withServer(async ({ folder }) => {
    const settings = settingsFor(join(folder, 'other-home'));
    const starting = startAtelier({ settings, paths: [join(folder, 'nowhere')], studio: folder });
    await expect(starting).rejects.toMatchObject({ code: 'path_not_found' });
    const lock = tryLockHome(settings.home, 'test');
    expect(lock).not.toBeNull();
    lock?.release();
  }));

test('a file that is added, changed or deleted while the server runs is soon known', async () => {
  const server = await startServer({ environment: { ATELIER_SERVER_SYNC_SECONDS: '3600' } });
  try {
    await indexed(server);
    const { atelier } = server.running;
    const found = async (query: string) => (await atelier.search({ query })).hits.map((hit) => hit.text.trim());
    const file = join(server.handbook, 'new.md');
    const soon = { timeout: 5000, interval: 50 };
    writeFileSync(file, 'The zeppelin leaves at noon.');
    await expect.poll(() => found('zeppelin'), soon).toEqual(['The zeppelin leaves at noon.']);
    writeFileSync(file, 'The zeppelin leaves at midnight.');
    await expect.poll(() => found('zeppelin'), soon).toEqual(['The zeppelin leaves at midnight.']);
    rmSync(file);
    await expect.poll(() => found('zeppelin'), soon).toEqual([]);
  } finally {
    await server.stop();
  }
});
