import { expect, test } from 'vitest';
import { makeCoreProperties, makeDocx } from '../testing/make-files.ts';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

const run = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`;
const paragraph = (content: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;
const style = (id: string): string => `<w:pStyle w:val="${id}"/>`;
const list = (level: number): string => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`;
const cell = (text: string, bold = false): string =>
  `<w:tc><w:p><w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t>${text}</w:t></w:r></w:p></w:tc>`;

const body = [
  paragraph(run('Handbook'), style('T')),
  paragraph(run('Travel'), style('H2')),
  paragraph(
    `${run('Book early')}<w:r><w:footnoteReference w:id="2"/></w:r>${run('.')}<w:r><w:br/></w:r>${run('Fly seldom.')}`,
  ),
  paragraph(run('by train'), list(0)),
  paragraph(run('first'), list(1)),
  `<w:tbl><w:tr>${cell('Item', true)}${cell('Limit', true)}</w:tr><w:tr>${cell('Hotel')}${cell('120')}</w:tr></w:tbl>`,
].join('');

test('a Word document becomes blocks, its footnotes notes', async () => {
  const properties = makeCoreProperties({ title: 'The handbook', author: 'Ann', created: '2025-07-22T10:00:00Z' });
  const document = await readBytes('handbook.docx', makeDocx(body, { 'docProps/core.xml': properties }));
  expect(document).toMatchObject({
    format: 'docx',
    title: 'The handbook',
    pages: null,
    metadata: { author: 'Ann', date: '2025-07-22' },
  });
  expect(outline(document)).toEqual([
    'heading 1: Handbook',
    'heading 2: Travel',
    'paragraph: Book early[1].\nFly seldom.',
    'note: [1] Since 2020.',
    'list-item 1: by train',
    'list-item 2: first',
    'table-header: Item | Limit',
    'table-row: Hotel | 120',
  ]);
});

test('the title that Word fills in by itself is none', async () => {
  const properties = makeCoreProperties({ title: 'Word Document' });
  expect((await readBytes('handbook.docx', makeDocx(body, { 'docProps/core.xml': properties }))).title).toBe(
    'Handbook',
  );
});

test('entities of its own make a document damaged, not expanded', async () => {
  const bomb = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document/>';
  expect(await failureOf('bomb.docx', makeDocx('', { 'word/document.xml': bomb }))).toMatchObject({
    code: 'file_damaged',
    message: expect.stringContaining('word/document.xml'),
  });
});
