import { expect, test } from 'vitest';
import { outline, readBytes } from '../testing/read-bytes.ts';

test('the main part of a page becomes blocks; scripts, navigation and hidden parts are left out', async () => {
  const document = await readBytes(
    'page.html',
    `<!doctype html><html lang="en"><head><title>Pay &amp; leave</title><meta name="author" content="Ann">
<style>p{}</style></head><body><nav>Home</nav><header>Logo</header>
<main><header><h1>Pay</h1></header>
<p>First   line<br>second <a href="/x">link</a> &#xD800;<img alt="chart"></p>
Loose <b>text</b>
<div>in a div</div>
<ol start="3"><li><p>three</p><p>more</p><ul><li>deep</li></ul></li><li>four</li></ol>
<dl><dt>Term</dt><dd>Meaning</dd></dl>
<blockquote><p>Quoted</p></blockquote>
<pre>a
  b</pre>
<p hidden>no</p><p style="display: none">no</p><script>no()</script><aside>no</aside>
<form><label>Search</label><input></form>
</main><footer>Imprint</footer></body></html>`,
  );
  expect(document).toMatchObject({ format: 'html', title: 'Pay & leave', metadata: { author: 'Ann', language: 'en' } });
  expect(outline(document)).toEqual([
    'heading 1: Pay',
    'paragraph: First line\nsecond link \ufffd chart',
    'paragraph: Loose text',
    'paragraph: in a div',
    'list-item 1: three',
    'paragraph: more',
    'list-item 2: deep',
    'list-item 1: four',
    'list-item 1: Term: Meaning',
    'quote: Quoted',
    'code: a\n  b',
  ]);
  expect(document.text).toContain('3. three\n\nmore\n\n- deep\n4. four\n\n- Term: Meaning');
});

test('a page without a main part is read whole, but for its header and footer', async () => {
  const document = await readBytes('page.htm', '<header>Logo</header><h2>News</h2>Today<footer>Imprint</footer>');
  expect(outline(document)).toEqual(['heading 2: News', 'paragraph: Today']);
});

test('tables keep their columns, and merged cells are said in every row and column', async () => {
  const document = await readBytes(
    'table.html',
    `<table><caption>Limits</caption>
<tr><td><b>Grade</b></td><td><strong>Item</strong></td><td><b>Limit</b></td></tr>
<tr><td rowspan="2">A</td><td>Hotel<p>a night</p></td><td></td></tr>
<tr><td>Meal</td><td>30</td></tr>
<tr><td colspan="2">Total</td><td>150</td></tr></table>
<table><tr><td><h2>Layout</h2><p>Only a frame.</p></td></tr></table>`,
  );
  expect(outline(document)).toEqual([
    'paragraph: Limits',
    'table-header: Grade | Item | Limit',
    'table-row: A | Hotel a night |',
    'table-row: A | Meal | 30',
    'table-row: Total | Total | 150',
    'heading 2: Layout',
    'paragraph: Only a frame.',
  ]);
});

test('the charset of the meta tag is used where the bytes are not UTF-8', async () => {
  const page = '<html><head><meta charset="windows-1251"></head><body><p>\xcf\xf0\xe8\xe2\xe5\xf2</p></body></html>';
  expect((await readBytes('page.html', Buffer.from(page, 'latin1'))).text).toBe('Привет');
});

test("a site generator's page names its title in front", async () => {
  const document = await readBytes('index.html', '---\ntitle: Start\n---\n<h2>Hi {{ user }}</h2>{% nav %}<p>Text</p>');
  expect(document).toMatchObject({ title: 'Start', text: 'Hi\n\nText' });
});
