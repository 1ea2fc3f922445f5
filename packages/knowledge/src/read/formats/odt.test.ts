import { expect, test } from 'vitest';
import { makeDocx } from '../testing/make-files.ts';
import { makeOdf } from '../testing/make-odf.ts';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

const p = (text: string, style = 'Standard'): string => `<text:p text:style-name="${style}">${text}</text:p>`;
const item = (content: string): string => `<text:list-item>${content}</text:list-item>`;
const cell = (content: string, attributes = ''): string =>
  `<table:table-cell ${attributes}>${content}</table:table-cell>`;
const row = (...cells: string[]): string => `<table:table-row>${cells.join('')}</table:table-row>`;

const styles = `<style:style style:name="P1" style:parent-style-name="Title"/>
  <style:style style:name="P2" style:parent-style-name="Quotations"/>
  <text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>`;
const meta = `<dc:title>Travel rules</dc:title><meta:initial-creator>Ann</meta:initial-creator><dc:creator>Bob</dc:creator>
  <meta:creation-date>2025-07-22T10:00:00</meta:creation-date><meta:keyword>a</meta:keyword><meta:keyword>b</meta:keyword>`;

test('headings, lists, tables, quotes and notes are what their marks and styles say', async () => {
  const body =
    p('Travel', 'P1') +
    `<text:tracked-changes><text:changed-region>${p('deleted')}</text:changed-region></text:tracked-changes>` +
    '<text:section><text:h text:outline-level="2">By <text:span>train</text:span></text:h></text:section>' +
    p(
      `Book<text:s text:c="2"/>early<text:note><text:note-citation>1</text:note-citation><text:note-body>\n${p('Since 2020.')}\n</text:note-body></text:note>,
      it&#8217;s<text:line-break/>cheaper.<office:annotation><dc:creator>Bob</dc:creator><dc:date>2025</dc:date>${p('Really?')}</office:annotation>`,
    ) +
    `<text:list text:style-name="L1">${item(p('one') + `<text:list>${item(p('inner'))}</text:list>`)}${item(p('two'))}</text:list>` +
    p('Between') +
    `<text:list text:style-name="L1" text:continue-numbering="true">${item(p('three'))}</text:list>` +
    `<table:table><table:table-header-rows>${row(cell(p('Region')), cell(p('Item')), cell(p('Limit')))}</table:table-header-rows>
      ${row(cell(p('North'), 'table:number-rows-spanned="2"'), cell(p('Hotel')), cell(p('120')))}
      ${row('<table:covered-table-cell/>', cell(p('Meal')), cell(p('3') + p('0')))}</table:table>` +
    `<table:table>${row(cell(p('In a frame')))}</table:table>` +
    p('Well said', 'P2') +
    p(
      `<draw:frame><draw:image/><svg:desc>A map</svg:desc></draw:frame><draw:frame><draw:text-box>${p('Boxed')}</draw:text-box></draw:frame>`,
    );
  const document = await readBytes('travel.odt', makeOdf('text', body, { styles, meta }));
  expect(document).toMatchObject({
    format: 'odt',
    title: 'Travel rules',
    pages: null,
    metadata: { author: 'Ann', date: '2025-07-22', keywords: 'a, b' },
  });
  expect(outline(document)).toEqual([
    'heading 1: Travel',
    'heading 2: By train',
    'paragraph: Book early[1], it’s\ncheaper.',
    'note: [1] Since 2020.',
    'note: Comment by Bob: Really?',
    'list-item 1: one',
    'list-item 2: inner',
    'list-item 1: two',
    'paragraph: Between',
    'list-item 1: three',
    'table-header: Region | Item | Limit',
    'table-row: North | Hotel | 120',
    'table-row: North | Meal | 3 0',
    'paragraph: In a frame',
    'quote: Well said',
    'paragraph: A map',
    'paragraph: Boxed',
  ]);
  expect(document.text).toContain('1. one\n- inner\n2. two\n\nBetween\n\n3. three');
});

test('lists, links, formulas, boxes in cells and raised figures read as they are shown; headers and footers come last', async () => {
  const letters = `<text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")" text:start-value="2"/><text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style><style:style style:name="S"><style:text-properties style:text-position="super 58%"/></style:style>`;
  const body =
    `<text:list text:style-name="L2">${item(p('first') + `<text:list>${item(p('inner'))}</text:list>`)}${item(p('second'))}</text:list>` +
    p(
      '<text:a xlink:href="https://example.org/rules">our rules</text:a>, 10<text:span text:style-name="S">6</text:span>',
    ) +
    p('Then <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame> holds.') +
    `<text:section text:display="none">${p('hidden')}</text:section>` +
    `<table:table>${row(cell(p('North')), cell(p('<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>')))}${row(cell(p('All'), 'table:number-columns-spanned="2"'), '<table:covered-table-cell/>')}</table:table>`;
  const file = makeOdf('text', body, {
    styles: letters,
    'Object 1/content.xml':
      '<math><semantics><mi>a</mi><annotation encoding="StarMath 5.0">a over b</annotation></semantics></math>',
    'styles.xml': `<office:document-styles xmlns:office="o" xmlns:style="s" xmlns:text="t"><office:master-styles><style:master-page><style:header>${p('QM-017')}</style:header><style:footer>${p('Page 3')}</style:footer></style:master-page></office:master-styles></office:document-styles>`,
  });
  const document = await readBytes('a.odt', file);
  expect(outline(document)).toEqual([
    'list-item 1: b) first',
    'list-item 2: b.1 inner',
    'list-item 1: c) second',
    'paragraph: our rules (https://example.org/rules), 10⁶',
    'paragraph: Then a over b holds.',
    'table-row: North | boxed',
    'table-row: All',
    'note: Header: QM-017',
  ]);
});

test('a password is told', async () => {
  const file = makeOdf('text', '', {
    'META-INF/manifest.xml':
      '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
  });
  expect((await failureOf('a.odt', file)).code).toBe('file_encrypted');
});

test.each<[what: string, content: Uint8Array, code: string]>([
  ['a spreadsheet', makeOdf('spreadsheet', ''), 'file_mislabelled'],
  ['a Word document', makeDocx(''), 'file_mislabelled'],
  ['a file without words', makeOdf('text', '<text:p/>'), 'no_text'],
  ['a body of nothing', makeOdf('text', '', { 'content.xml': '<a/>' }), 'file_damaged'],
  ['entities', makeOdf('text', '', { 'content.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }), 'file_damaged'],
  [
    'lists in lists without end',
    makeOdf('text', '<text:list>'.repeat(900) + '</text:list>'.repeat(900)),
    'file_damaged',
  ],
])('%s as ODT is refused', async (_, content, code) => {
  expect((await failureOf('a.odt', content)).code).toBe(code);
});
