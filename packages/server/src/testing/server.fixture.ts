import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, type Settings } from '@atelier/foundation';
import { startAtelier, type Running } from '../start.ts';

export interface TestServer {
  /** Holds `handbook/`, `home/` and `studio/`. */
  folder: string;
  handbook: string;
  settings: Settings;
  running: Running;
  url: string;
  token: string;
  stop(): Promise<void>;
}

/** Names that have to be encoded to travel in an address are as real as any. */
export const oddName = 'Größe 100% #1 + more.md';

const documents: Record<string, string> = {
  'leave.md': '# Leave for donors\n\nBone marrow donors get 7 days of paid leave. Blood donors may leave early.\n',
  'notice.md': '# Notice periods\n\nThe notice period is 30 days. It is 90 days for managers.\n',
  [oddName]: '# Sizes\n\nThe largest crate measures 240 centimetres.\n',
};

const page = '<!doctype html><title>Studio</title><script src="/assets/app-1a2b.js"></script>';

/** A real server on a free port, with a home and a small handbook of its own. */
export async function startServer(
  options: { environment?: Record<string, string>; paths?: string[]; studio?: boolean } = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-server-'));
  const [handbook, studio] = [join(folder, 'handbook'), join(folder, 'studio')];
  mkdirSync(handbook);
  for (const [name, text] of Object.entries(documents)) writeFileSync(join(handbook, name), text);
  if (options.studio !== false) makeStudio(studio);
  const settings = settingsFor(join(folder, 'home'), options.environment);
  const running = await startAtelier({ settings, paths: options.paths ?? [handbook], studio });
  return {
    folder,
    handbook,
    settings,
    running,
    url: running.url,
    token: new URL(running.link).searchParams.get('token') ?? '',
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Settings that depend on nothing outside the test. */
export function settingsFor(home: string, environment: Record<string, string> = {}): Settings {
  return loadConfig({
    flags: { home, 'server.port': 0, 'readers.processes': 1 },
    environment: { ATELIER_LOG_LEVEL: 'silent', ATELIER_SERVER_SYNC_SECONDS: '0', ...environment },
  });
}

/** Waits for the first run of every source. */
export async function indexed({ running: { atelier } }: TestServer): Promise<void> {
  for (;;) {
    const runs = (await atelier.sources()).map((source) => source.last_run?.status);
    if (runs.every((status) => status === 'done')) return;
    if (runs.includes('failed')) throw new Error('a source could not be indexed');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function makeStudio(folder: string): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'assets', 'app-1a2b.js'), 'export {};');
  // Must stay out of reach: beside the folder, and of a kind that is not served.
  writeFileSync(join(folder, '..', 'secret.html'), 'secret');
  writeFileSync(join(folder, 'notes.txt'), 'secret');
}
