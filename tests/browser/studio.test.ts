import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, hasBrowser, openStudio, root, type Studio } from './open-studio.ts';

describe.skipIf(!hasBrowser)(`the page in Chromium (skipped where ${executablePath} is missing)`, () => {
  let studio: Studio;
  let page: Page;

  beforeAll(async () => {
    studio = await openStudio(join(root, 'examples/company'), 40);
    ({ page } = studio);
  });

  afterAll(() => studio?.close());

  test('the token leaves the address, and without the cookie the page asks for the link', async () => {
    expect(page.url()).not.toContain('token');
    const stranger = await page.context().browser()?.newContext();
    const other = await stranger?.newPage();
    await other?.goto(new URL('/', studio.link).href);
    await expect.poll(() => other?.textContent('body')).toMatch(/atelier up/);
    await stranger?.close();
  });

  test('asks, shows the answer with its sources, and opens the cited passage in its document', async () => {
    await studio.go('/');
    await studio.picture('home');
    await page.getByRole('textbox', { name: 'Question' }).fill('How big is my yearly training budget?');
    await page.keyboard.press('Enter');
    const answer = page.locator('article[data-phase=answered]').first();
    await answer.waitFor();
    await studio.picture('answer');
    await answer
      .getByRole('link', { name: /^Source 1/ })
      .first()
      .click();
    const mark = page.locator('.panel mark').first();
    await mark.waitFor();
    expect(await mark.isVisible()).toBe(true);
    const marked = (await page.locator('.panel mark').allTextContents()).join(' ');
    expect(await answer.textContent()).toContain(marked.slice(0, 40));
    await studio.picture('passage');
  });

  test('says plainly when the documents do not answer', async () => {
    await studio.go('/');
    await page.getByRole('textbox', { name: 'Question' }).fill('Who won the football world championship in 1974?');
    await page.keyboard.press('Enter');
    await page.locator('article[data-phase=refused]').first().waitFor();
    await studio.picture('refusal');
  });

  test('searches, and keeps the search in the address', async () => {
    await studio.go('/?view=search&q=warranty');
    await page
      .getByText(/warranty/i)
      .first()
      .waitFor();
    await page.reload();
    expect(await page.getByLabel('Search the documents').inputValue()).toBe('warranty');
    await studio.picture('search');
  });

  test('goes back to a day, and to now', async () => {
    await studio.go('/?view=search&q=bone+marrow+donors');
    await expect.poll(() => page.locator('ol.hits > li').count()).toBeGreaterThan(0);
    await page.getByLabel('As of').fill('2020-01-31');
    await expect.poll(() => page.locator('ol.hits > li').count()).toBe(0);
    expect(page.url()).toContain('asOf=2020-01-31');
    await page.getByLabel('As of').fill('');
    await expect.poll(() => page.locator('ol.hits > li').count()).toBeGreaterThan(0);
    await page.goBack();
    expect(await page.getByLabel('As of').inputValue()).toBe('2020-01-31');
    await studio.go('/?q=How+many+days+of+leave+do+bone+marrow+donors+get%3F&asOf=2020-01-31');
    await expect.poll(() => page.locator('.refusal').count()).toBe(1);
  });

  test('names what is inside another file with it, in the list and in the panel', async () => {
    await studio.go('/?view=documents');
    await page.getByLabel('Filter by title or location').fill('po-4417.csv');
    const place = page.getByText('po-4417.csv in mail/2026-04-28-skagholm-order-4417.eml');
    await place.waitFor();
    await studio.picture('documents-inside');
    await page.locator('.document-table tbody a').first().click();
    await page.getByText('po-4417.csv in 2026-04-28-skagholm-order-4417.eml').waitFor();
    await studio.picture('document-inside');
  });

  test('lists documents and sources, and removes a document after asking', async () => {
    await studio.go('/?view=sources');
    await page.getByText('company').first().waitFor();
    await studio.picture('sources');
    await studio.go('/?view=documents');
    await page.getByLabel('Filter by title or location').fill('vpn-setup');
    const remove = page.getByRole('button', { name: /^Remove/ });
    await expect.poll(() => remove.count()).toBe(1);
    await studio.picture('documents');
    await remove.first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => remove.count()).toBe(0);
    expect(JSON.stringify(await studio.api('/api/documents'))).not.toContain('vpn-setup');
  });

  test('works at the width of a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 380, height: 800 });
    for (const address of ['/', '/?view=search&q=leave', '/?view=documents', '/?view=sources']) {
      await studio.go(address);
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(380);
    }
    await studio.picture('phone');
    await page.setViewportSize({ width: 1280, height: 860 });
    await studio.go('/docs');
    await studio.picture('docs');
  });

  test('the browser had nothing to complain about', () => {
    // The stranger's 401 and cancelled requests are meant to be.
    expect(studio.problems.filter((problem) => !/401/.test(problem))).toEqual([]);
  });
});
