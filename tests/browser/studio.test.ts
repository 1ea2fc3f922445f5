import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const root = new URL('../../', import.meta.url).pathname;
/** Pictures of every page, to look at. */
const pictures = process.env['PICTURES'];

describe.skipIf(!existsSync(executablePath))(
  `the page in Chromium (skipped where ${executablePath} is missing)`,
  () => {
    const home = mkdtempSync(join(tmpdir(), 'atelier-browser-'));
    const problems: string[] = [];
    let server: ChildProcess;
    let browser: Browser;
    let page: Page;
    let link = '';

    beforeAll(async () => {
      const cli = join(root, 'packages/cli/bin/atelier.js');
      const company = join(root, 'examples/company');
      server = spawn(process.execPath, [cli, 'up', company, '--port', '0', '--home', home], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      if (server.stdout === null) throw new Error('the server has no output');
      for await (const line of createInterface({ input: server.stdout })) {
        link = /http:\/\/\S+/.exec(line)?.[0] ?? '';
        if (link !== '') break;
      }
      browser = await chromium.launch({
        executablePath,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      });
      page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(String(error)));
      await page.goto(link);
      await waitForDocuments(page, 40);
    });

    afterAll(async () => {
      await browser?.close();
      server.kill('SIGTERM');
      await once(server, 'exit');
      rmSync(home, { recursive: true, force: true });
    });

    async function picture(name: string): Promise<void> {
      if (pictures === undefined) return;
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    }

    test('the token leaves the address, and without the cookie the page asks for the link', async () => {
      expect(page.url()).not.toContain('token');
      const stranger = await browser.newContext();
      const other = await stranger.newPage();
      await other.goto(new URL('/', link).href);
      await expect.poll(() => other.textContent('body')).toMatch(/atelier up/);
      await stranger.close();
    });

    test('asks, shows the answer with its sources, and opens the cited passage in its document', async () => {
      await page.goto(new URL('/', link).href);
      await picture('home');
      await page.getByRole('textbox', { name: 'Question' }).fill('How big is my yearly training budget?');
      await page.keyboard.press('Enter');
      const answer = page.locator('article[data-phase=answered]').first();
      await answer.waitFor();
      await picture('answer');
      await answer
        .getByRole('link', { name: /^Source 1/ })
        .first()
        .click();
      const mark = page.locator('.panel mark').first();
      await mark.waitFor();
      expect(await mark.isVisible()).toBe(true);
      const marked = (await page.locator('.panel mark').allTextContents()).join(' ');
      expect(await answer.textContent()).toContain(marked.slice(0, 40));
      await picture('passage');
    });

    test('says plainly when the documents do not answer', async () => {
      await page.goto(new URL('/', link).href);
      await page.getByRole('textbox', { name: 'Question' }).fill('Who won the football world championship in 1974?');
      await page.keyboard.press('Enter');
      await page.locator('article[data-phase=refused]').first().waitFor();
      await picture('refusal');
    });

    test('searches, and keeps the search in the address', async () => {
      await page.goto(new URL('/?view=search&q=warranty', link).href);
      await page
        .getByText(/warranty/i)
        .first()
        .waitFor();
      await page.reload();
      expect(await page.getByLabel('Search the documents').inputValue()).toBe('warranty');
      await picture('search');
    });

    test('lists documents and sources, and removes a document after asking', async () => {
      await page.goto(new URL('/?view=sources', link).href);
      await page.getByText('company').first().waitFor();
      await picture('sources');
      await page.goto(new URL('/?view=documents', link).href);
      await page.getByLabel('Filter by title or location').fill('vpn-setup');
      const remove = page.getByRole('button', { name: /^Remove/ });
      await expect.poll(() => remove.count()).toBe(1);
      await picture('documents');
      await remove.first().click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await expect.poll(() => remove.count()).toBe(0);
      const left = await page.evaluate(async () => await (await fetch('/api/documents')).text());
      expect(left).not.toContain('vpn-setup');
    });

    test('works at the width of a phone without scrolling sideways', async () => {
      await page.setViewportSize({ width: 380, height: 800 });
      for (const address of ['/', '/?view=search&q=leave', '/?view=documents', '/?view=sources']) {
        await page.goto(new URL(address, link).href);
        await page.waitForLoadState('networkidle');
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(380);
      }
      await picture('phone');
      await page.setViewportSize({ width: 1280, height: 860 });
      await page.goto(new URL('/docs', link).href);
      await picture('docs');
    });

    test('the browser had nothing to complain about', () => {
      // The stranger's 401 and cancelled requests are meant to be.
      expect(problems.filter((problem) => !/401/.test(problem))).toEqual([]);
    });
  },
);

async function waitForDocuments(page: Page, least: number): Promise<void> {
  for (let total = 0; total < least; await new Promise((resolve) => setTimeout(resolve, 300))) {
    ({ total } = (await page.evaluate(async () => await (await fetch('/api/documents?limit=0')).json())) as {
      total: number;
    });
  }
}
