/**
 * Reads every file of a folder and prints a table of how each ended, as docs/formats-outcomes.md has it:
 * node scripts/parser-outcomes.ts <folder>. The folder has a `manifest.tsv` with the columns file, category, password
 * and repo; a text recognition for English is used where this machine has its language data.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AtelierError } from '@atelier/foundation';
import { locateTessdata } from '../packages/knowledge/src/read/locate-tessdata.ts';
import type { ReadResult } from '../packages/knowledge/src/read/read-document.ts';
import { createReaderPool } from '../packages/knowledge/src/read/reader-pool.ts';

interface Listed {
  file: string;
  category: string;
  password: string;
  repo: string;
  /** "read", or the code of the failure. */
  outcome: string;
}

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('usage: node scripts/parser-outcomes.ts <folder>\n');
  process.exit(2);
}

const found = locateTessdata();
const ocr = found === null ? null : { tessdata: found.tessdata, languages: 'eng' };
const pool = createReaderPool({ ocr, timeoutMs: 120_000 });

const [head = '', ...lines] = readFileSync(join(folder, 'manifest.tsv'), 'utf8').trim().split('\n');
const columns = head.split('\t');
const listed = await Promise.all(
  lines.map(async (line): Promise<Listed> => {
    const values = line.split('\t');
    const value = (name: string): string => values[columns.indexOf(name)] ?? '';
    const password = value('password');
    const request = { path: join(folder, value('file')), passwords: password === '' ? [] : [password] };
    const outcome = await pool.read(request).then(outcomeOf, (error: unknown) => {
      if (AtelierError.is(error)) return error.code;
      throw error;
    });
    return { file: value('file'), category: value('category'), password, repo: value('repo'), outcome };
  }),
);
await pool.close();

/** A container is read where a document in it is. */
function outcomeOf({ document, members }: ReadResult): string {
  if (document !== null || members.some((member) => 'document' in member)) return 'read';
  const [first] = members;
  return first !== undefined && 'failure' in first ? first.failure.code : 'no_text';
}

const row = (...cells: (string | number)[]): string => `| ${cells.join(' | ')} |\n`;
const rule = (count: number): string => row(...Array<string>(count).fill('---'));

const categories = [...new Set(listed.map(({ category }) => category))].toSorted();
const codes = [...new Set(listed.map(({ outcome }) => outcome).filter((outcome) => outcome !== 'read'))].toSorted();
const countOf = (category: string, code: string): number | string =>
  listed.filter((one) => one.category === category && one.outcome === code).length || '';

let page = row('Category', 'Files', 'Read', ...codes.map((code) => `\`${code}\``)) + rule(3 + codes.length);
for (const category of categories) {
  const files = listed.filter((one) => one.category === category).length;
  page += row(category, files, countOf(category, 'read'), ...codes.map((code) => countOf(category, code)));
}
page += `\n${row('File', 'From', 'Outcome')}${rule(3)}`;
for (const { file, repo, outcome } of listed) {
  if (outcome !== 'read') page += row(`\`${file.replace(/^.*__/, '')}\``, repo, `\`${outcome}\``);
}
process.stdout.write(page);
