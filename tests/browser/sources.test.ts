import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, hasBrowser, openStudio, type Studio } from './open-studio.ts';

describe.skipIf(!hasBrowser)(`the sources in Chromium (skipped where ${executablePath} is missing)`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-browser-sources-'));
  const handbook = join(folder, 'handbook');
  let studio: Studio;
  let page: Page;
  let item: Locator;

  function write(path: string, text: string): void {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  beforeAll(async () => {
    write('prices/list.md', '# Prices\n\nA bolt costs two euros.\n');
    write('handbook/leave.md', '# Leave\n\nEverybody has 30 days of leave.\n');
    write('handbook/hours.md', '# Hours\n\nWork begins at nine.\n');
    write('handbook/drafts/bonus.md', '# Bonus\n\nThe bonus may become 900 euros.\n');
    studio = await openStudio(join(folder, 'prices'), 1);
    ({ page } = studio);
    item = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'handbook' }) });
    await studio.go('/?view=sources');
  });

  afterAll(async () => {
    await studio?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const location = () => page.getByLabel(/^Add a folder or file/);
  const uris = async () => JSON.stringify(await studio.api('/api/documents'));
  const count = (name: string) => item.locator(`.receipt-${name} dd`).textContent();

  test('says why a location cannot be added', async () => {
    await location().fill(join(folder, 'nowhere'));
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('path_not_found').waitFor();
    await studio.picture('source-error');
  });

  test('offers what the kind of the location lets one set, by keyboard as by mouse', async () => {
    await location().fill('');
    await page.getByText(/^For example/).waitFor();
    await studio.picture('source-form');
    await location().fill('https://example.com/team/docs.git');
    await page.getByText('More options').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Revision').waitFor();
    expect(await page.getByLabel('Token').getAttribute('type')).toBe('password');
    await studio.picture('source-options-git');
    await location().fill('https://example.com/help/');
    await page.getByLabel('Depth').waitFor();
    expect(await page.getByLabel('Depth').getAttribute('placeholder')).toBe('5');
    expect(await page.getByLabel('Revision').count()).toBe(0);
    await page.emulateMedia({ colorScheme: 'dark' });
    await studio.picture('source-options-site-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 360, height: 2200 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await studio.picture('source-options-site-narrow');
    await page.setViewportSize({ width: 1280, height: 860 });
  });

  test('adds a folder without what it is to leave out, and tells so', async () => {
    await location().fill(handbook);
    await page.getByLabel('Leave out').fill('drafts/');
    await page.getByLabel('How often it is checked').selectOption({ label: 'Only when you say so' });
    await page.getByLabel('Who may see it').fill('group:hr');
    await studio.picture('source-options-folder');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.poll(() => count('added')).toBe('2');
    expect(await item.textContent()).toMatch(/only when you say so.*seen by group:hr.*Leaves out drafts\//);
    expect(await uris()).toContain('hours.md');
    expect(await uris()).not.toContain('bonus.md');
    expect(await location().inputValue()).toBe('');
    await studio.picture('source-added');
  });

  test('lists the runs before the last, with their counts and what could not be read', async () => {
    write('handbook/broken.pdf', 'no PDF at all');
    await item.getByRole('button', { name: 'Sync handbook' }).click();
    await expect.poll(() => count('failed')).toBe('1');
    write('handbook/training.md', '# Training\n\nThe budget is 1,200 euros.\n');
    await item.getByRole('button', { name: 'Sync handbook' }).click();
    await expect.poll(() => count('added')).toBe('1');
    await item.getByText('Earlier runs').click();
    const runs = item.locator('.earlier-runs li');
    await expect.poll(() => runs.filter({ hasText: '2 added' }).count()).toBe(1);
    await item.getByText('1 file could not be read').first().click();
    await studio.picture('source-runs');
  });

  test('removes what is gone only once somebody says that it is meant to be', async () => {
    rmSync(handbook, { recursive: true });
    mkdirSync(handbook);
    await item.getByRole('button', { name: 'Sync handbook' }).click();
    await item.getByText('source_empty').first().waitFor();
    await studio.picture('source-empty');
    expect(await uris()).toContain('leave.md');
    await item.getByRole('button', { name: 'They are meant to be gone' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
    expect(await uris()).toContain('leave.md');
    await item.getByRole('button', { name: 'They are meant to be gone' }).click();
    await studio.picture('source-empty-dialog');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => count('removed')).toBe('3');
    expect(await uris()).not.toContain('leave.md');
    expect(await item.getByRole('alert').count()).toBe(0);
    await item.locator('.earlier-runs .run-error').getByText('source_empty').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await studio.picture('source-emptied-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 360, height: 900 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await item.scrollIntoViewIfNeeded();
    await studio.picture('source-emptied-narrow');
    await page.setViewportSize({ width: 1280, height: 860 });
  });

  test('the browser had nothing to complain about', () => {
    // The location that is nowhere is a 404.
    expect(studio.problems.filter((problem) => !/40[04]/.test(problem))).toEqual([]);
  });
});
