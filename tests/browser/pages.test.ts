import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, hasBrowser, openStudio, root, type Studio } from './open-studio.ts';

interface DocumentOf {
  document: string;
  title: string;
  version_id: string;
  text: string;
}

describe.skipIf(!hasBrowser)(`the pages of documents in Chromium (skipped where ${executablePath} is missing)`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-browser-pages-'));
  let studio: Studio;
  let page: Page;
  let manual: DocumentOf;
  let datasheet: DocumentOf;

  beforeAll(async () => {
    for (const file of [
      'products/gx-510-manual.pdf',
      'products/corrie-40-datasheet.pdf',
      'it/backup-and-recovery.md',
    ]) {
      cpSync(join(root, 'examples/company', file), join(folder, basename(file)));
    }
    studio = await openStudio(folder, 3);
    ({ page } = studio);
    manual = await documentAt('gx-510-manual.pdf');
    datasheet = await documentAt('corrie-40-datasheet.pdf');
  });

  afterAll(async () => {
    await studio?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function documentAt(name: string): Promise<DocumentOf> {
    const { documents } = await studio.api<{ documents: { document: string; uri: string }[] }>('/api/documents');
    const found = documents.find(({ uri }) => uri.endsWith(name));
    return await studio.api<DocumentOf>(`/api/documents/${found?.document}`);
  }

  const picture = () => page.locator('.panel img');
  const marks = () => page.locator('.panel .page-marks mark');
  // What runs in the browser is text: these tests are checked without the types of a browser.
  const drawn = () =>
    page.evaluate<boolean>(`(() => {
      const image = document.querySelector('.panel img');
      return image !== null && image.complete && image.naturalWidth > 0;
    })()`);

  /** The address of a passage, opened beside a search. */
  function passage({ document, version_id, text }: DocumentOf, words: string, rest = ''): string {
    const start = text.indexOf(words);
    expect(start).toBeGreaterThan(0);
    const place = `document=${document}&version=${version_id}&start=${start}&end=${start + words.length}`;
    return `/?view=search&q=pump&${place}${rest}`;
  }

  /** The first mark, in fractions of the picture. */
  async function markedPart() {
    const sheet = await picture().boundingBox();
    const mark = await marks().first().boundingBox();
    if (sheet === null || mark === null) throw new Error('no picture, or nothing marked');
    return {
      left: (mark.x - sheet.x) / sheet.width,
      right: (mark.x + mark.width - sheet.x) / sheet.width,
      top: (mark.y - sheet.y) / sheet.height,
      bottom: (mark.y + mark.height - sheet.y) / sheet.height,
    };
  }

  /** How much of a part of the picture is ink, from 0 to 1. */
  const inkIn = (part: { left: number; right: number; top: number; bottom: number }) =>
    page.evaluate<number>(`(() => {
      const image = document.querySelector('.panel img');
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      const x = Math.round(${part.left} * canvas.width);
      const y = Math.round(${part.top} * canvas.height);
      const width = Math.round(${part.right - part.left} * canvas.width);
      const height = Math.round(${part.bottom - part.top} * canvas.height);
      const { data } = context.getImageData(x, y, width, height);
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] < 128) dark += 1;
      return dark / (width * height);
    })()`);

  test('shows the page of a passage with a mark that lies over its words, in view', async () => {
    await studio.go(passage(manual, 'Start the pump of the cold side'));
    await page.locator('.panel mark').first().waitFor();
    await studio.picture('pages-text');
    await page.getByRole('button', { name: 'Page', exact: true }).click();
    await expect.poll(drawn).toBe(true);
    await page.getByText('Page 2 of 4').waitFor();
    expect(await picture().getAttribute('alt')).toContain('Page 2 of GX-510');
    expect(await marks().count()).toBe(1);
    // The second step of "Start-up" stands a little above the middle of the page, from 0.10 to 0.84 of its width.
    const part = await markedPart();
    expect(part.left).toBeGreaterThan(0.08);
    expect(part.left).toBeLessThan(0.14);
    expect(part.right).toBeGreaterThan(0.82);
    expect(part.right).toBeLessThan(0.95);
    expect((part.top + part.bottom) / 2).toBeCloseTo(0.444, 2);
    expect(part.bottom - part.top).toBeLessThan(0.03);
    expect(await inkIn(part)).toBeGreaterThan(0.03);
    expect(await marks().first().isVisible()).toBe(true);
    const view = await page.locator('.panel-body').boundingBox();
    const mark = await marks().first().boundingBox();
    expect(mark?.y).toBeGreaterThan(view?.y ?? 0);
    expect(mark?.y).toBeLessThan((view?.y ?? 0) + (view?.height ?? 0) / 2);
    await studio.picture('pages-page');
    await page.emulateMedia({ colorScheme: 'dark' });
    await studio.picture('pages-page-dark');
    await page.emulateMedia({ colorScheme: 'light' });
  });

  test('turns pages, and goes back to the passage', async () => {
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('Page 3 of 4').waitFor();
    await expect.poll(drawn).toBe(true);
    expect(await marks().count()).toBe(0);
    await page.reload();
    await page.getByText('Page 3 of 4').waitFor();
    await page.getByRole('button', { name: 'Next page' }).click();
    expect(await page.getByRole('button', { name: 'Next page' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Show passage' }).click();
    await page.getByText('Page 2 of 4').waitFor();
    expect(await marks().count()).toBe(1);
  });

  test('keeps showing pages from passage to passage, and text where a document has no pages', async () => {
    await studio.go(passage(manual, 'Start the pump of the cold side', '&layout=page'));
    await expect.poll(drawn).toBe(true);
    await page.getByLabel('Search the documents').fill('plates sharp gloves');
    await page.keyboard.press('Enter');
    await page
      .locator('.hits')
      .getByRole('link', { name: /^GX-510/ })
      .first()
      .click();
    await page
      .getByText(/Page \d of 4/)
      .first()
      .waitFor();
    await expect.poll(drawn).toBe(true);
    expect(await marks().count()).toBeGreaterThan(0);
    await page.getByLabel('Search the documents').fill('backup restored');
    await page.keyboard.press('Enter');
    await page.locator('.hits a').first().click();
    await page.locator('.panel .document-text mark').first().waitFor();
    expect(await page.getByRole('group', { name: 'Show the document as' }).count()).toBe(0);
  });

  test('works at the width of a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await studio.go(passage(manual, 'Start the pump of the cold side', '&layout=page'));
    await expect.poll(drawn).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect((await markedPart()).right).toBeLessThan(1);
    await studio.picture('pages-page-narrow');
    await page.setViewportSize({ width: 1280, height: 860 });
  });

  test('says so and shows the text where the file is no longer the one that was read', async () => {
    appendFileSync(join(folder, 'corrie-40-datasheet.pdf'), '\n% changed\n');
    await studio.go(passage(datasheet, 'hot water', '&layout=page'));
    await page.getByText('The file has changed since this version was read').waitFor();
    const mark = page.locator('.panel .document-text mark').first();
    await mark.waitFor();
    expect(await mark.textContent()).toBe('hot water');
    await studio.picture('pages-changed');
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await page.getByText('The file has changed').waitFor({ state: 'detached' });
  });

  test('the browser had nothing to complain about', () => {
    // The file that changed is a 409.
    expect(studio.problems.filter((problem) => !/409/.test(problem))).toEqual([]);
  });
});
