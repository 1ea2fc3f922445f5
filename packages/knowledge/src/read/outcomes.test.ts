import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { encrypt } from 'officecrypto-tool';
import { afterAll, expect, test } from 'vitest';
import { createReaderPool } from './reader-pool.ts';
import { encryptedPdf, encryptedZip } from './testing/encrypt-files.ts';
import { makeDocx, makePdf, makeZip } from './testing/make-files.ts';
import { outcomeOf } from './testing/outcome.ts';
import { smallFiles } from './testing/small-files.ts';

const pool = createReaderPool({ processes: 2 });
afterAll(() => pool.close());

const samples = smallFiles();
const valid = Object.values(samples).flat();
const sample = (extension: string): Buffer =>
  valid.find((file) => file.extension === extension)?.bytes ?? Buffer.alloc(0);
const half = (extension: string): Buffer => sample(extension).subarray(0, sample(extension).length / 2);
const words = 'The depot opens at seven.';
const docx = Buffer.from(makeDocx(`<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`));
const password = 'open sesame';
const pageOf = (body: string): string => `<!doctype html><html><body>${body}</body></html>`;

interface Case {
  what: string;
  name: string;
  make: () => string | Uint8Array | Promise<Uint8Array>;
  passwords?: string[];
}

/** The rows of the table, in its order. */
const cases: Case[] = [
  ...valid
    .filter(({ extension }, index) => valid.findIndex((file) => file.extension === extension) === index)
    // Pictures want language data, which not every machine has.
    .filter(({ extension }) => !['png', 'bmp', 'tif', 'gif', 'jpg'].includes(extension))
    .map(({ extension, bytes }) => ({
      what: `a sound file (.${extension})`,
      name: `a.${extension}`,
      make: () => bytes,
    })),
  { what: 'a picture, where there is no language data for text recognition', name: 'a.png', make: () => sample('png') },
  { what: 'a PDF of empty pages, or of pictures without text recognition', name: 'a.pdf', make: () => makePdf([[]]) },
  { what: 'a file without a byte', name: 'a.docx', make: () => '' },
  { what: 'a text of nothing but spaces', name: 'a.txt', make: () => ' \n \n' },
  { what: 'a page whose words come from a script', name: 'a.html', make: () => pageOf('<script>show()</script>') },
  { what: 'a Word file without words', name: 'a.docx', make: () => makeDocx('<w:p/>') },
  { what: 'a format that is not read (.exe)', name: 'a.exe', make: () => 'MZ' },
  { what: 'a file without an extension', name: 'README', make: () => words },
  { what: 'a web page named .pdf', name: 'a.pdf', make: () => pageOf(words) },
  { what: 'a web page named .json', name: 'a.json', make: () => pageOf(words) },
  { what: 'a Word file named .xlsx', name: 'a.xlsx', make: () => docx },
  { what: 'an old Word file named .docx', name: 'a.docx', make: () => sample('doc') },
  { what: 'a ZIP archive named .docx', name: 'a.docx', make: () => makeZip({ 'a.md': words }) },
  { what: 'a picture named .txt', name: 'a.txt', make: () => sample('png') },
  { what: 'bytes without sense named .txt', name: 'a.txt', make: () => Buffer.alloc(600, '\x02\x03words\x04') },
  { what: 'a PDF with a password that nobody gave', name: 'a.pdf', make: () => encryptedPdf(words, password) },
  {
    what: 'the same with its password',
    name: 'a.pdf',
    make: () => encryptedPdf(words, password),
    passwords: [password],
  },
  {
    what: 'a Word file with a password that nobody gave',
    name: 'a.docx',
    make: () => encrypt(docx, { password, type: 'standard' }),
  },
  {
    what: 'the same with its password',
    name: 'a.docx',
    make: () => encrypt(docx, { password, type: 'standard' }),
    passwords: [password],
  },
  {
    what: 'a ZIP archive with a password that nobody gave',
    name: 'a.zip',
    make: () => encryptedZip({ 'a.md': words }, password),
  },
  {
    what: 'the same with its password',
    name: 'a.zip',
    make: () => encryptedZip({ 'a.md': words }, password),
    passwords: [password],
  },
  { what: 'a Word file cut off in the middle', name: 'a.docx', make: () => half('docx') },
  { what: 'a workbook cut off in the middle', name: 'a.xlsx', make: () => half('xlsx') },
  { what: 'an old Word file cut off in the middle', name: 'a.doc', make: () => half('doc') },
  { what: 'an OpenDocument file cut off in the middle', name: 'a.odt', make: () => half('odt') },
  { what: 'JSON cut off in the middle', name: 'a.json', make: () => half('json') },
  { what: 'XML cut off in the middle', name: 'a.xml', make: () => half('xml') },
  { what: 'a PDF of nothing but its first line', name: 'a.pdf', make: () => '%PDF-1.7\n' },
  { what: 'rich text cut off in the middle', name: 'a.rtf', make: () => half('rtf') },
  { what: 'a mail cut off in the middle', name: 'a.eml', make: () => half('eml') },
  { what: 'XML that declares a document type', name: 'a.xml', make: () => '<!DOCTYPE a><a>words</a>' },
  { what: 'JSON of 1,000 levels', name: 'a.json', make: () => '['.repeat(1000) + ']'.repeat(1000) },
  { what: 'HTML of 10,000 levels', name: 'a.html', make: () => '<div>'.repeat(10_000) },
  {
    what: 'a Word file that unpacks to a thousand times its size',
    name: 'a.docx',
    make: () => makeDocx(' '.repeat(30_000_000)),
  },
  { what: 'a text of 21 million characters', name: 'a.txt', make: () => 'words\n'.repeat(3_500_000) },
  { what: 'a table of 30,000 columns', name: 'a.csv', make: () => 'a,'.repeat(30_000) },
  {
    what: 'an archive of a text, an empty file, a broken one and a program',
    name: 'a.zip',
    make: () =>
      zipSync({
        'a.md': Buffer.from(words),
        'b.txt': new Uint8Array(),
        'c.json': Buffer.from('{'),
        'd.exe': Buffer.from('MZ'),
      }),
  },
];

test('every kind of file ends as the table in docs/formats-outcomes.md says', async () => {
  const rows = await Promise.all(
    cases.map(async ({ what, name, make, passwords = [] }) => {
      const bytes = Buffer.from((await make()) as string);
      const outcome = await outcomeOf(pool, { name, bytes, passwords });
      return [
        what,
        outcome === 'document'
          ? 'read'
          : outcome
              .split(', ')
              .map((code) => `\`${code}\``.replace('`document`', 'read'))
              .join(', '),
      ];
    }),
  );
  const page = readFileSync(new URL('../../../../docs/formats-outcomes.md', import.meta.url), 'utf8');
  const table = page.split('<!-- cases -->')[1] ?? '';
  const documented = [...table.matchAll(/^\| (?!What|-)(.*?) +\| (.*?) +\|$/gm)].map(([, what, outcome]) => [
    what,
    outcome,
  ]);
  expect(documented).toEqual(rows);
}, 120_000);
