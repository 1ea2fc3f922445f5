import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, hasBrowser, openStudio, root, type Studio } from './open-studio.ts';

describe.skipIf(!hasBrowser)(`reading all documents in Chromium (skipped where ${executablePath} is missing)`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-browser-all-'));
  const question = 'Which documents mention a penalty?';
  let studio: Studio;
  let page: Page;

  beforeAll(async () => {
    cpSync(join(root, 'examples/company/contracts'), join(folder, 'contracts'), { recursive: true });
    for (const year of [2023, 2024]) {
      writeFileSync(
        join(folder, `terms-${year}.md`),
        `# Terms ${year}\n\nLate delivery costs a penalty of 2 % of the order. Goods are sent by rail.\n`,
      );
    }
    writeFileSync(join(folder, 'broken.pdf'), 'no pdf');
    studio = await openStudio(folder, 7);
    ({ page } = studio);
    // No picture of a sentence that is still appearing.
    await page.emulateMedia({ reducedMotion: 'reduce' });
  });

  afterAll(async () => {
    await studio?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(() => page.setViewportSize({ width: 1280, height: 860 }));

  const answer = () => page.locator('article.answer');
  const box = () => page.getByRole('checkbox', { name: 'Read everything' });
  const receipt = () => page.getByRole('region', { name: 'What was read' });

  /** Light, dark, and on a phone, where nothing scrolls sideways. */
  async function pictures(name: string) {
    await studio.picture(name);
    await page.emulateMedia({ colorScheme: 'dark' });
    await studio.picture(`${name}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 360, height: 780 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await studio.picture(`${name}-narrow`);
    await page.setViewportSize({ width: 1280, height: 860 });
  }

  /** The next questions are answered by these events; without a last one the stream stays open. */
  const answerWith = (events: { event: string; data: unknown }[]) =>
    page.evaluate(`(() => {
      const text = ${JSON.stringify(events)}.map(({ event, data }) => 'event: ' + event + '\\ndata: ' + JSON.stringify(data) + '\\n\\n');
      const whole = ${JSON.stringify(events.some(({ event }) => event === 'done'))};
      const real = window.fetch;
      window.fetch = (address, init) => {
        if (!String(address).endsWith('/api/ask')) return real(address, init);
        const body = new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode(text.join('')));
            if (whole) controller.close();
            init.signal.addEventListener('abort', () => { window.stopped = true; controller.error(init.signal.reason); });
          },
        });
        return Promise.resolve(new Response(body));
      };
    })()`);

  test('an answer from the best passages offers it, and what all documents say comes with its receipt', async () => {
    await studio.go(`/?q=${encodeURIComponent(question)}`);
    const offer = page.getByRole('button', { name: 'Read everything' });
    await offer.waitFor();
    await pictures('all-offered');
    await offer.click();
    await receipt().waitFor();
    await page.waitForURL(/all=true/);
    expect(await box().isChecked()).toBe(true);
    expect(await receipt().textContent()).toMatch(
      /Read (\d+) of \1 passages in 7 documents\. Found 1 statement in 2 documents\./,
    );
    expect(await receipt().textContent()).toContain('1 file could not be read');
    await receipt().getByText('could not be read').click();
    expect(await receipt().textContent()).toContain('broken.pdf');
    const said = page.getByRole('listitem').filter({ hasText: 'penalty of 2 %' });
    expect(await said.count()).toBe(1);
    expect(await said.textContent()).toContain('also in Terms 2024');
    expect(await page.getByRole('button', { name: 'Save this question' }).count()).toBe(0);
    await receipt().scrollIntoViewIfNeeded();
    await pictures('all-read');
    await said
      .getByRole('link', { name: /^Source \d+: Terms 2024/ })
      .first()
      .click();
    await page.locator('.panel mark').first().waitFor();
    await studio.picture('all-passage');
  });

  test('it is asked so from the start by the keyboard, with a day to go back to, and unasked again', async () => {
    await studio.go('/');
    await page.getByText('7 documents').waitFor();
    await pictures('all-home');
    await box().focus();
    await page.keyboard.press('Space');
    await page.waitForURL(/all=true/);
    await pictures('all-home-on');
    await page.getByRole('textbox', { name: 'Question' }).fill(question);
    await page.keyboard.press('Enter');
    await receipt().waitFor();
    await page.getByLabel('As of').fill('2020-01-31');
    await expect.poll(() => receipt().textContent()).toContain('Read 0 of 0 passages');
    expect(await answer().getAttribute('data-phase')).toBe('refused');
    await pictures('all-nothing');
    await page.getByLabel('As of').fill('');
    await box().uncheck();
    await page.getByRole('button', { name: 'Read everything' }).waitFor();
    expect(await receipt().count()).toBe(0);
    await page.goBack();
    await receipt().waitFor();
  });

  test('while it reads it says how far it is, and it can be stopped', async () => {
    await studio.go('/?all=true');
    const sentence = { text: 'Late delivery costs a penalty of 2 % of the order.', citations: [cite('Terms 2023', 0)] };
    await answerWith([
      { event: 'sentence', data: sentence },
      { event: 'progress', data: coverage },
    ]);
    await page.getByRole('textbox', { name: 'Question' }).fill(question);
    await page.keyboard.press('Enter');
    await page.getByText('412 of 600 passages').waitFor();
    expect(await page.getByRole('progressbar', { name: 'Passages read' }).getAttribute('value')).toBe('412');
    expect(await page.getByRole('status').textContent()).toBe('Reading everything …');
    await pictures('all-reading');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('This answer is incomplete').waitFor();
    expect(await page.evaluate('window.stopped')).toBe(true);
    expect(await receipt().textContent()).toContain('Read 412 of 600 passages in 30 of 54 documents.');
    await pictures('all-stopped');
  });

  test('an answer that ended early says so', async () => {
    await studio.go('/?all=true');
    const sentences = ['5 %.', '7 %.'].map((text, n) => ({
      text,
      citations: [cite('Terms 2023', n), cite('Offer', n)],
    }));
    const early = {
      ...coverage,
      found: { statements: 2, documents: 2 },
      stopped: 'time',
      named: ['terms'],
      elsewhere: 3,
    };
    const answered = { question, answer: '', refused: false, sentences, model: 'read-all', took_ms: 60_012 };
    await answerWith([{ event: 'done', data: { ...answered, coverage: early } }]);
    await page.getByRole('textbox', { name: 'Question' }).fill(question);
    await page.keyboard.press('Enter');
    await receipt().getByText('Stopped early: the time was up.').waitFor();
    expect(await receipt().textContent()).toContain('Left out 3 more in documents that are not named “terms”.');
    await pictures('all-early');
  });

  test('what sources do not bear out is marked, and what another document says instead stands apart', async () => {
    await studio.go('/');
    const sentences = [
      { text: 'The hotel limit is £175 a night.', citations: [cite('Travel 2025', 0)] },
      {
        text: 'It holds in every country of the world, and for every grade from the first day on.',
        citations: [cite('Travel 2025', 40)],
        supported: false,
        reasons: ['“every country” is not said', '“grade” is not said'],
      },
      { text: 'Travel 2023 says otherwise: The limit is £150 a night.', citations: [cite('Travel 2023', 0)] },
      { text: 'Breakfast is paid on top.', citations: [cite('Travel 2025', 80)] },
    ];
    const data = {
      question,
      answer: '',
      refused: false,
      sentences,
      model: 'a model',
      took_ms: 812,
      verified: { sentences: 4, supported: 3, dropped: 0, marked: 1 },
      disagreement: [{ sentence: 0, otherwise: 2, dates: ['2025', '2023'] }],
      hint: 'Ask so.',
    };
    await answerWith([{ event: 'done', data }]);
    await page.getByRole('textbox', { name: 'Question' }).fill('What is the hotel limit?');
    await page.keyboard.press('Enter');
    await page.getByText('3 of 4 sentences borne out').waitFor();
    const marked = page.locator('.sentence', { hasText: 'every country of the world' });
    expect(await marked.textContent()).toContain('not borne out: “every country” is not said; “grade” is not said');
    const otherwise = page.locator('.sentence', { hasText: 'says otherwise' });
    const before = await marked.boundingBox();
    expect((await otherwise.boundingBox())?.y).toBeGreaterThanOrEqual((before?.y ?? 0) + (before?.height ?? 0));
    await pictures('all-marks');
  });

  test('the browser had nothing to complain about', () => {
    expect(studio.problems).toEqual([]);
  });
});

const coverage = {
  documents: { in_scope: 54, read: 30 },
  passages: { in_scope: 600, read: 412 },
  unreadable: { files: 0, first: [] },
  found: { statements: 1, documents: 1 },
  named: [],
  elsewhere: 0,
  stopped: null,
};

const cite = (title: string, start: number) => ({
  document: `doc_${title}`,
  version: 'ver_1',
  title,
  uri: `${title}.md`,
  page: null,
  start,
  end: start + 20,
  quote: 'as it stands there',
});
