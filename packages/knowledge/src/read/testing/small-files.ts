import { crc32, deflateSync } from 'node:zlib';
import { utils, write, type BookType } from '@e965/xlsx';
import type { DocumentFormat } from '../read-document.ts';
import { makePdf, makeZip } from './make-files.ts';
import { makeOdf } from './make-odf.ts';
import { makeSmallMsg, makeSmallPpt } from './make-ole.ts';
import { fixture } from './pictures.ts';
import {
  sampleDocx,
  sampleEpub,
  sampleFlatOdt,
  sampleHtml,
  sampleMarkdown,
  sampleOdt,
  samplePptx,
  sampleRtf,
} from './sample-files.ts';

export interface SmallFile {
  extension: string;
  bytes: Buffer;
}

const file = (extension: string, content: string | Uint8Array): SmallFile => ({
  extension,
  bytes: Buffer.from(content as string),
});

/** Valid files of every format, each of some KB, with as much of what the format knows as fits. */
export function smallFiles(): Record<DocumentFormat, SmallFile[]> {
  return {
    markdown: [file('md', sampleMarkdown()), file('md', otherMarkdown)],
    text: [
      file('txt', 'The depot opens at seven.\n\n1. Salt\n2. Gravel\n\nIt closes at „zwanzig“ Uhr.\n'),
      file('log', log),
    ],
    html: [file('html', `<!doctype html><html lang="en"><title>Travel</title><body>${sampleHtml()}</body></html>`)],
    pdf: [
      file('pdf', makePdf([['The depot opens at seven.', 'Salt 12.50'], ['Second page']])),
      file('pdf', packedPdf()),
    ],
    docx: [file('docx', sampleDocx())],
    pptx: [file('pptx', samplePptx())],
    xlsx: [file('xlsx', workbook('xlsx'))],
    csv: [
      file('csv', 'Region;Item;Limit\nNorth;"Hotel; ""good""";1.234,50\nSouth;Meal;35,00\n'),
      file('tsv', 'a\tb\n1\t2\n'),
    ],
    doc: [file('doc', fixture('rent.doc'))],
    xls: [
      file('xls', workbook('biff8')),
      file('xls', workbook('biff5')),
      file('xlsb', workbook('xlsb')),
      file('xls', workbook('xlml')),
    ],
    ppt: [file('ppt', makeSmallPpt('The winter plan', 'Salt\rGravel'))],
    email: [file('eml', mail)],
    mbox: [
      file(
        'mbox',
        `From ann@example.org Tue Jul 22 08:00:00 2025\n${mail}\n\nFrom bob@example.org Wed Jul 23 08:00:00 2025\n${mail}`,
      ),
    ],
    msg: [file('msg', makeSmallMsg('Rent of the depot', 'The rent is 1,200 euros.\r\n\r\nAnn'))],
    zip: [file('zip', makeZip({ 'a.md': '# Hello\n', 'deep/b.csv': 'a,b\n1,2\n', 'c.json': '{"a": [1, 2]}' }))],
    image: [...pictures(), file('gif', fixture('sign.gif')), file('jpg', fixture('sign.jpg'))],
    json: [file('json', json), file('jsonl', '{"name":"Hotel","limit":120}\n{"name":"Meal","limit":35}\n')],
    yaml: [file('yaml', yaml)],
    xml: [file('xml', xml), file('xml', sampleFlatOdt())],
    notebook: [file('ipynb', notebook)],
    odt: [file('odt', sampleOdt())],
    ods: [file('ods', makeOdf('spreadsheet', sheet))],
    odp: [file('odp', makeOdf('presentation', slides))],
    epub: [file('epub', sampleEpub())],
    rtf: [file('rtf', sampleRtf())],
    code: [
      file('ts', typeScript),
      file('py', python),
      file('sql', 'create table rents (id int);\n-- all of them\nselect * from rents;\n'),
    ],
  };
}

const otherMarkdown = `---
title: Rents
tags: [a, b]
---
Setext
======

* one
  * two
    1. three

> [!NOTE]
> quoted **bold** \`code\` [link](http://example.org "title") ![picture](a.png)

| a | b |
|---|:-:|
| 1 | 2 |

~~~ts
const a = 1;
~~~

<div><p>inside</p></div>

<!-- comment --> - [x] done ~~gone~~ [^1] <br> &amp; https://example.org

[^1]: A note.
`;

const log =
  '2025-07-22 08:00:00 INFO started\n2025-07-22 08:00:01 ERROR \u001b[31mfailed\u001b[0m: no route\n    at main (a.js:1:2)\n';

const mail = `From: =?utf-8?Q?Ann_L=C3=A4e?= <ann@example.org>
To: Bob <bob@example.org>, team: cy@example.org, di@example.org;
Subject: Rent of the depot
Date: Tue, 22 Jul 2025 08:00:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: multipart/alternative; boundary="b2"

--b2
Content-Type: text/plain; charset=utf-8; format=flowed
Content-Transfer-Encoding: quoted-printable

The rent is 1,200 =E2=82=AC.
> Quoted
--b2
Content-Type: text/html; charset=iso-8859-1

<p>The rent is <b>1,200</b> euros.</p>
--b2--
--b1
Content-Type: text/markdown; name="note.md"
Content-Disposition: attachment; filename*=utf-8''note.md
Content-Transfer-Encoding: base64

IyBBIG5vdGUK
--b1
Content-Type: message/rfc822

Subject: Forwarded
Content-Type: text/plain

Inside.
--b1
Content-Type: text/calendar

BEGIN:VEVENT
SUMMARY:Meeting
DTSTART:20250722T080000Z
END:VEVENT
--b1--
`;

const json = JSON.stringify({
  title: 'Travel',
  limits: [
    { region: 'North', hotel: 120, meal: 35.5 },
    { region: 'South', hotel: 95, meal: 30 },
  ],
  deep: { a: { b: { c: [true, null, 'words', { d: 1e3 }] } } },
});

const yaml = `# Settings
title: Travel
base: &base {hotel: 120, meal: 35}
north:
  <<: *base
  note: |
    Two
    lines
south: [*base, "quoted", 'single']
east: >-
  folded
  lines
? key
: value
--- !tag
second: 1.10
`;

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<rents xmlns:x="urn:x" year="2025"><title>Rents</title><p>Some <b>words</b> &amp; more.</p>
<depot id="a"><city>Bern</city><rent>1200</rent></depot><depot id="b"><city>Basel</city><rent>1100</rent></depot>
<x:note><![CDATA[a < b]]><!-- nothing --></x:note><empty/></rents>`;

const notebook = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { language: 'python' } },
  cells: [
    { cell_type: 'markdown', metadata: {}, source: ['# Rents\n', 'All of *them*.'] },
    {
      cell_type: 'code',
      metadata: {},
      source: 'print(1)',
      execution_count: 1,
      outputs: [
        { output_type: 'stream', name: 'stdout', text: ['1\n'] },
        { output_type: 'execute_result', data: { 'text/plain': '1', 'text/html': '<b>1</b>' }, metadata: {} },
        { output_type: 'error', ename: 'E', evalue: 'v', traceback: ['\u001b[31mline'] },
      ],
    },
    { cell_type: 'raw', metadata: {}, source: 'raw' },
  ],
});

const sheet = `<table:table table:name="Costs"><table:table-column table:number-columns-repeated="2"/>
<table:table-row><table:table-cell><text:p>Item</text:p></table:table-cell><table:table-cell><text:p>Limit</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-rows-spanned="2"><text:p>Hotel</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="1234.5"><text:p>1,234.50</text:p><office:annotation><text:p>Ann</text:p></office:annotation></table:table-cell></table:table-row></table:table>`;

const slides = `<draw:page draw:name="one"><draw:frame presentation:class="title" svg:x="1cm" svg:y="1cm"><draw:text-box><text:p>The plan</text:p></draw:text-box></draw:frame>
<draw:frame svg:x="1cm" svg:y="4cm"><draw:text-box><text:list><text:list-item><text:p>Salt</text:p></text:list-item></text:list></draw:text-box></draw:frame>
<presentation:notes><draw:frame presentation:class="notes"><draw:text-box><text:p>Say it.</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>`;

const typeScript = `import { a } from 'b';
/** What it does. */
export class Rents {
  readonly #all: string[] = [];
  // A comment.
  add(one: string): void {
    this.#all.push(\`\${one} /* no comment */\`);
  }
}
export const twice = (value: number): number => value * 2;
`;

const python = `"""Rents."""
@decorator
def total(rents: list[int]) -> int:
    # all of them
    return sum(rents)

class Depot(Base):
    def __init__(self):
        self.name = 'a "quoted" name'
`;

function workbook(bookType: BookType): Uint8Array {
  const book = utils.book_new();
  const costs = utils.aoa_to_sheet(
    [
      ['Costs of travel'],
      ['Region', 'Item', 'Limit', 'Since'],
      ['North', 'Hotel', 1234.5, new Date(Date.UTC(2025, 6, 22))],
      [null, 'Meal', 35, new Date(Date.UTC(2025, 6, 23))],
      [null, 'Total', { t: 'n', v: 1269.5, f: 'SUM(C3:C4)' }],
    ],
    { UTC: true },
  );
  costs['!merges'] = [{ s: { r: 2, c: 0 }, e: { r: 3, c: 0 } }];
  utils.book_append_sheet(book, costs, 'Costs');
  utils.book_append_sheet(book, utils.aoa_to_sheet([['a', true, '#N/A']]), 'Other');
  book.Props = { Title: 'Travel costs', Author: 'Ann' };
  return new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
}

/** A PDF as newer programs write it: packed streams. */
function packedPdf(): Buffer {
  const plain = Buffer.from(makePdf([['Packed words of a page.']])).toString('latin1');
  return Buffer.from(
    plain.replace(/<<\/Length \d+>>stream\n([^]*?)\nendstream/g, (_whole, content: string) => {
      const packed = deflateSync(Buffer.from(content, 'latin1')).toString('latin1');
      return `<</Length ${packed.length}/Filter/FlateDecode>>stream\n${packed}\nendstream`;
    }),
    'latin1',
  );
}

/** Pictures of a few grey bars: there is nothing to recognize in them, which is quickly said. */
function pictures(): SmallFile[] {
  const [width, height] = [24, 16];
  const row = (y: number): Buffer => Buffer.alloc(width * 3, y * 15);
  const rows = Array.from({ length: height }, (_, y) => row(y));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.concat(rows.flatMap((line) => [Buffer.of(0), line])));
  const png = pngOf([
    ['IHDR', header],
    ['tEXt', Buffer.from('Title\0Bars')],
    ['IDAT', data],
    ['IEND', Buffer.alloc(0)],
  ]);
  return [
    file('png', png),
    file('bmp', bmpOf(width, height, rows)),
    file('tif', tiffOf(width, height, Buffer.concat(rows))),
  ];
}

/** A PNG of these chunks. */
export function pngOf(chunks: readonly (readonly [type: string, data: Buffer])[]): Buffer {
  const parts = chunks.map(([type, data]) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  });
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

function bmpOf(width: number, height: number, rows: Buffer[]): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM', 'latin1');
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  return Buffer.concat([head, ...rows.toReversed()]);
}

/** A TIFF of one strip of raw pixels, red, green and blue. */
function tiffOf(width: number, height: number, pixels: Buffer): Buffer {
  const fields = [
    [256, 4, 1, width],
    [257, 4, 1, height],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 2],
    [273, 4, 1, 8],
    [277, 3, 1, 3],
    [278, 4, 1, height],
    [279, 4, 1, pixels.length],
  ] as const;
  const head = Buffer.from('II*\0\0\0\0\0', 'latin1');
  head.writeUInt32LE(8 + pixels.length, 4);
  const directory = Buffer.alloc(2 + fields.length * 12 + 4);
  directory.writeUInt16LE(fields.length);
  for (const [index, [tag, type, count, value]] of fields.entries()) {
    directory.writeUInt16LE(tag, 2 + index * 12);
    directory.writeUInt16LE(type, 4 + index * 12);
    directory.writeUInt32LE(count, 6 + index * 12);
    directory.writeUInt32LE(value, 10 + index * 12);
  }
  return Buffer.concat([head, pixels, directory]);
}
