import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@atelier/foundation';
import { afterAll, expect, test } from 'vitest';
import { checkOcr } from './check-ocr.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-ocr-'));
afterAll(() => rmSync(folder, { recursive: true }));

function check(languages: string, ...installed: string[]) {
  const tessdata = join(folder, installed.join('+') || 'none');
  mkdirSync(tessdata, { recursive: true });
  for (const language of installed) writeFileSync(join(tessdata, `${language}.traineddata`), '');
  const environment = { ATELIER_READERS_OCR_TESSDATA: tessdata, ATELIER_READERS_OCR_LANGUAGES: languages };
  return checkOcr(loadConfig({ environment }));
}

test('the languages that are there and in use are named', () => {
  const finding = check('eng+deu', 'deu', 'eng', 'fra');
  expect(finding).toMatchObject({
    status: 'ok',
    found: expect.stringMatching(/^deu, eng, fra in .*; in use: eng, deu$/),
  });
});

test('a language that is missing is a warning that says what to install', () => {
  expect(check('eng+chi_sim', 'eng')).toMatchObject({
    status: 'warning',
    found: expect.stringContaining('but not chi_sim'),
    hint: expect.stringContaining('apt install tesseract-ocr-chi-sim'),
  });
});

test('no language data at all is a warning', () => {
  expect(check('eng')).toMatchObject({ status: 'warning', hint: expect.stringContaining('tesseract-ocr-eng') });
});
