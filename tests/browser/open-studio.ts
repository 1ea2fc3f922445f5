import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';

export const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(executablePath);
export const root = new URL('../../', import.meta.url).pathname;
/** Pictures of every page, to look at. */
const pictures = process.env['PICTURES'];

export interface Studio {
  page: Page;
  /** the link that signs in */
  link: string;
  /** what the browser complained about */
  problems: string[];
  /** Goes to an address of the page: `/?view=sources`. */
  go(address: string): Promise<void>;
  /** JSON of the API, asked for as the page does. */
  api<T>(path: string): Promise<T>;
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Serves a folder from a home of its own, and opens the page in Chromium once `least` documents are there. */
export async function openStudio(folder: string, least: number): Promise<Studio> {
  const home = mkdtempSync(join(tmpdir(), 'atelier-browser-'));
  const cli = join(root, 'packages/cli/bin/atelier.js');
  const server = spawn(process.execPath, [cli, 'up', folder, '--port', '0', '--home', home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let link = '';
  for await (const line of createInterface({ input: server.stdout })) {
    link = /http:\/\/\S+/.exec(line)?.[0] ?? '';
    if (link !== '') break;
  }
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(link);

  const api = async <T>(path: string): Promise<T> =>
    (await page.evaluate(async (address) => await (await fetch(address)).json(), path)) as T;
  for (let total = 0; total < least; await new Promise((resolve) => setTimeout(resolve, 300))) {
    ({ total } = await api<{ total: number }>('/api/documents?limit=0'));
  }

  return {
    page,
    link,
    problems,
    api,
    async go(address) {
      await page.goto(new URL(address, link).href);
    },
    async picture(name) {
      if (pictures === undefined) return;
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
    async close() {
      await browser.close();
      server.kill('SIGTERM');
      await once(server, 'exit');
      rmSync(home, { recursive: true, force: true });
    },
  };
}
