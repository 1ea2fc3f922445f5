import { expect, test } from 'vitest';
import { outline, readBytes } from '../testing/read-bytes.ts';

const blocks = async (body: string): Promise<string[]> => outline(await readBytes('a.html', body));

test('notes keep their marks, whoever wrote the page', async () => {
  expect(
    await blocks(
      `<p>Book early<sup><a href="#fn1">1</a></sup>, not late<a href="#n2" role="doc-noteref">2</a>.</p>
       <ol><li id="fn1">Since 2020. <a href="#ref1">↩︎</a></li></ol>
       <aside role="doc-footnote">[2] Never.</aside>
       <div id="sdfootnote3"><p><a class="sdfootnotesym" href="#a">3</a>Seldom.</p></div>`,
    ),
  ).toEqual([
    'paragraph: Book early[1], not late[2].',
    'note: [1] Since 2020.',
    'note: [2] Never.',
    'note: [3] Seldom.',
  ]);
});

test('raised figures, addresses behind names and headings that are buttons are said', async () => {
  expect(
    await blocks(
      `<h2><button>When do I book?</button></h2><p>10<sup>6</sup> m<sup>2</sup> on the 1<sup>st</sup>: <a href="mailto:ann@example.org?subject=x">Ann</a>, <a href="https://example.org">site</a></p>`,
    ),
  ).toEqual(['heading 2: When do I book?', 'paragraph: 10⁶ m² on the 1st: Ann (ann@example.org), site']);
});

test('two header rows make one; a header across the table is its title; headings in cells of data stay there', async () => {
  expect(
    await blocks(
      `<table><thead><tr><th colspan="4">Sales</th></tr><tr><th rowspan="2">Region</th><th colspan="2">2024</th><th rowspan="2">Sum</th></tr><tr><th>H1</th><th>H2</th></tr></thead>
       <tr><td rowspan="0">North</td><td>1</td><td>2</td><td><h3>3</h3></td></tr><tr><td>4</td><td>5</td><td>9</td></tr></table>`,
    ),
  ).toEqual([
    'paragraph: Sales',
    'table-header: Region | 2024 H1 | 2024 H2 | Sum',
    'table-row: North | 1 | 2 | 3',
    'table-row: North | 4 | 5 | 9',
  ]);
});

test('cells of a form, whose rows are parted at other places, are said once a row', async () => {
  expect(
    await blocks(
      `<table><tr><td colspan="3">Name</td><td rowspan="3">Photo</td></tr><tr><td>Born</td><td colspan="2">Place</td></tr><tr><td colspan="2">Street</td><td>Town</td></tr></table>`,
    ),
  ).toEqual(['table-row: Name | Photo', 'table-row: Born | Place | Photo', 'table-row: Street | Town | Photo']);
});

test('rows of a table that is closed too early, and tables with a border around others, keep their rows', async () => {
  expect(
    await blocks(
      `<center><table border=1></center><tr><td><b>C</b></td><td><b>Si</b></td></tr><tr><td>0.4</td><td>0.2</td></tr></table>
       <table border="1"><tr><td>Grade</td><td>SNB</td></tr><tr><td>Standard</td><td><table><tr><td>JIS</td></tr></table></td></tr></table>`,
    ),
  ).toEqual(['table-header: C | Si', 'table-row: 0.4 | 0.2', 'table-row: Grade | SNB', 'table-row: Standard | JIS']);
});
