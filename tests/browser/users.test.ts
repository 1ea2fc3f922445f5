import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, hasBrowser, openStudio, type Studio } from './open-studio.ts';

describe.skipIf(!hasBrowser)(`users in Chromium (skipped where ${executablePath} is missing)`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-users-'));
  let studio: Studio;
  let token: string;
  let browser: BrowserContext | undefined;
  let page: Page;
  const problems: string[] = [];

  /** As the owner, from the page of the owner. */
  const send = async <T>(method: string, path: string, body: object = {}): Promise<T> =>
    (await studio.page.evaluate(
      async ([how, where, what]) => {
        const init = { method: how, headers: { 'content-type': 'application/json' }, body: what };
        return await (await fetch(where, init)).json();
      },
      [method, path, JSON.stringify(body)] as const,
    )) as T;
  const picture = async (name: string) => {
    const pictures = process.env['PICTURES'];
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const go = (address: string) => page.goto(new URL(address, studio.link).href);
  const signIn = async (given: string) => {
    await page.getByLabel('Token').fill(given);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };

  beforeAll(async () => {
    for (const [name, text] of Object.entries({
      'handbook/leave.md': '# Leave\n\nBone marrow donors get 7 days of paid leave.\n',
      'personnel/pay.md': '# Pay bands\n\nBand 4 pays 61,000 pounds a year.\n',
      'board/merger.md': '# Merger\n\nThe merger with Skagholm is planned for March.\n',
    })) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    studio = await openStudio(join(folder, 'handbook'), 1);
    await send('POST', '/api/sources', { location: join(folder, 'personnel'), access: ['group:hr'] });
    await send('POST', '/api/sources', { location: join(folder, 'board'), access: ['user:olga'] });
    const total = async () => (await studio.api<{ total: number }>('/api/documents?limit=0')).total;
    while ((await total()) < 3) await new Promise((resolve) => setTimeout(resolve, 200));
    const anna = { user: 'anna', name: 'Anna Berg', groups: ['hr'] };
    ({ token } = await send<{ token: string }>('POST', '/api/users', anna));
    browser = await studio.page
      .context()
      .browser()
      ?.newContext({ viewport: { width: 1280, height: 860 } });
    page = (await browser?.newPage()) as Page;
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
  });

  afterAll(async () => {
    await browser?.close();
    await studio?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the owner is told who is signed in', async () => {
    await studio.page.getByRole('button', { name: 'Signed in as Owner' }).click();
    await studio.page.getByText('You see everything in this home').waitFor();
    await studio.picture('users-owner');
  });

  test('a token that is wrong is told, one that is right signs in, and the address keeps its question', async () => {
    await go('/?view=search&q=pounds');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await picture('users-sign-in');
    await signIn('atl_wrong');
    await page.getByRole('alert').getByText('token_required').waitFor();
    await picture('users-sign-in-wrong');
    await signIn(token);
    await page.getByText('61,000').first().waitFor();
    expect(new URL(page.url()).search).toBe('?view=search&q=pounds');
    expect(await page.evaluate('document.cookie')).toBe('');
  });

  test('shows who that is, what is shared, and nothing that manages', async () => {
    await go('/?view=documents');
    await page.getByRole('link', { name: 'Pay bands' }).waitFor();
    expect(await page.locator('.document-table tbody tr').count()).toBe(2);
    expect(await page.getByRole('button', { name: /Remove/ }).count()).toBe(0);
    const tabs = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
    expect(await tabs.allTextContents()).toEqual(['Ask', 'Search', 'Documents']);
    await page.getByRole('button', { name: 'Signed in as Anna Berg' }).click();
    await page.getByText('group:hr').waitFor();
    await picture('users-documents');
    for (const view of ['sources', 'questions']) {
      await go(`/?view=${view}`);
      await page.getByText('Only the owner of this home can do that.').waitFor();
    }
    await go('/?q=What does band 4 pay?');
    await page.locator('article[data-phase=answered]').waitFor();
    expect(await page.getByRole('button', { name: 'Save this question' }).count()).toBe(0);
    await picture('users-answer');
    await go('/');
    await page.getByText('2 documents that you may see').waitFor();
    await picture('users-home');
  });

  test('what is not shared is not there', async () => {
    const { documents } = await studio.api<{ documents: { document: string; title: string }[] }>('/api/documents');
    const merger = documents.find(({ title }) => title === 'Merger');
    await go(`/?view=documents&document=${merger?.document}`);
    await page.getByText('document_not_found').waitFor();
    await go('/?view=search&q=Skagholm');
    await page
      .getByText(/Nothing|No passage/)
      .first()
      .waitFor();
    expect(await page.textContent('body')).not.toContain('planned for March');
  });

  test('works at the width of a phone, for the owner too', async () => {
    for (const [who, name] of [
      [page, 'users-phone'],
      [studio.page, 'users-phone-owner'],
    ] as const) {
      await who.setViewportSize({ width: 380, height: 800 });
      await who.goto(new URL('/?view=documents', studio.link).href);
      await who.waitForLoadState('networkidle');
      expect(await who.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(380);
      await who.getByRole('button', { name: /^Signed in as/ }).click();
      if (who === page) await picture(name);
      else await studio.picture(name);
      await who.keyboard.press('Escape');
      await who.setViewportSize({ width: 1280, height: 860 });
    }
  });

  test('signing out leaves nothing behind, and a user who is removed is out at once', async () => {
    await go('/');
    await page.getByRole('button', { name: 'Signed in as Anna Berg' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    // Not from the browser's memory either.
    await page.goBack();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(token);
    await page.getByRole('button', { name: 'Signed in as Anna Berg' }).waitFor();
    await send('DELETE', '/api/users/anna');
    await page.getByRole('link', { name: 'Ask' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  test('the browser had nothing to complain about', () => {
    expect(problems.filter((problem) => !/40[14]/.test(problem))).toEqual([]);
  });
});
