import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, hasBrowser, openStudio, type Studio } from './open-studio.ts';

describe.skipIf(!hasBrowser)(`saved questions in Chromium (skipped where ${executablePath} is missing)`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-browser-questions-'));
  let studio: Studio;
  let page: Page;

  beforeAll(async () => {
    writeFileSync(join(folder, 'leave.md'), '# Leave\n\nBone marrow donors get 7 days of paid leave.\n');
    studio = await openStudio(folder, 1);
    ({ page } = studio);
  });

  afterAll(async () => {
    await studio?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const save = () => page.getByRole('button', { name: 'Save this question' }).click();
  const item = (question: string) => page.getByRole('listitem').filter({ hasText: question });

  test('an answer is saved with its sources, a refusal as one', async () => {
    await studio.go(`/?q=${encodeURIComponent('How much leave do bone marrow donors get?')}`);
    await save();
    await page.getByText('Saved among the').waitFor();
    await studio.picture('question-saved');
    await studio.go(`/?q=${encodeURIComponent('Who painted the Mona Lisa?')}`);
    await save();
    await page.getByRole('link', { name: 'questions', exact: true }).click();
    expect(await item('bone marrow').textContent()).toContain('expects leave.md');
    expect(await item('Mona Lisa').textContent()).toContain('expects a refusal');
  });

  test('they are asked by a button, and one that broke says what has changed', async () => {
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByText('2 of 2 right').waitFor();
    await studio.picture('questions-right');
    writeFileSync(join(folder, 'leave.md'), '# Parking\n\nBicycles stand in the yard.\n');
    const asked = async () => JSON.stringify(await studio.api('/api/questions'));
    await expect.poll(asked).toContain('"broke":true');
    await page.reload();
    await page.getByText('1 of 2 right').waitFor();
    expect(await item('bone marrow').textContent()).toMatch(/Broke.*Refused.*Parking has changed/);
    await studio.picture('questions-broke');
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await studio.picture('questions-narrow');
    await page.setViewportSize({ width: 1280, height: 860 });
  });

  test('one that is removed is asked no more', async () => {
    await page.getByRole('button', { name: 'Remove Who painted the Mona Lisa?' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => page.getByText('Mona Lisa').count()).toBe(0);
    expect(studio.problems).toEqual([]);
  });
});
