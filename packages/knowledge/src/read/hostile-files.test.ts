import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { encrypt } from 'officecrypto-tool';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { createReaderPool } from './reader-pool.ts';
import { nestedZips, packedZeros, rawZip, symbolicLink } from './testing/bombs.ts';
import { encryptedPdf, encryptedZip, encryptOdf } from './testing/encrypt-files.ts';
import { makeDocx, makePdf, makeRelations, makeZip } from './testing/make-files.ts';
import { makeOdf } from './testing/make-odf.ts';
import { outcomeOf } from './testing/outcome.ts';
import { smallFiles } from './testing/small-files.ts';

// Files at the limits take their time, more so where other tests run beside.
vi.setConfig({ testTimeout: 90_000 });
const pool = createReaderPool({ processes: 2, timeoutMs: 40_000 });
const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

const outcome = (name: string, content: string | Uint8Array, passwords: string[] = []): Promise<string> =>
  outcomeOf(pool, { name, bytes: Buffer.from(content as string), passwords });

const words = 'The salary list.';
const docx = (text = words): Buffer => Buffer.from(makeDocx(`<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`));
const odt = (text = words): Uint8Array => makeOdf('text', `<text:p>${text}</text:p>`);

describe('a file with a password is read with it, and refused without it', () => {
  const xlsx = smallFiles().xlsx[0]?.bytes ?? Buffer.alloc(0);
  test.each<[name: string, make: () => Uint8Array | Promise<Uint8Array>]>([
    ['a.pdf', () => encryptedPdf(words, 'open sesame')],
    ['a.docx', () => encrypt(docx(), { password: 'open sesame', type: 'standard' })],
    ['a.xlsx', () => encrypt(xlsx, { password: 'open sesame', type: 'standard' })],
    ['a.odt', () => encryptOdf(odt(), 'open sesame')],
    ['a.zip', () => encryptedZip({ 'a.md': words }, 'open sesame')],
  ])('%s', async (name, make) => {
    const bytes = await make();
    expect(await outcome(name, bytes)).toBe('file_encrypted');
    expect(await outcome(name, bytes, ['wrong'])).toBe('file_encrypted');
    expect(await outcome(name, bytes, ['wrong', 'open sesame'])).toBe('document');
  });
});

test('a file that was cut off anywhere is read as far as it goes or refused, and never costs its reader', async () => {
  const cut = Object.values(smallFiles())
    .flat()
    .flatMap(({ extension, bytes }) =>
      Array.from({ length: 10 }, (_, tenth) => ({ extension, bytes: bytes.subarray(0, (bytes.length * tenth) / 10) })),
    );
  const outcomes = new Set(
    await Promise.all(
      cut.map(({ extension, bytes }) => outcome(`cut.${extension}`, bytes).then((all) => all.split(', '))),
    ).then((all) => all.flat()),
  );
  const fine = ['document', 'no_text', 'needs_ocr', 'format_unsupported'];
  const refused = ['file_empty', 'file_damaged', 'file_mislabelled', 'file_encrypted'];
  expect([...outcomes].filter((code) => ![...fine, ...refused].includes(code))).toEqual([]);
});

test('a file under the name of another format is mislabelled, whichever two they are', async () => {
  const samples = smallFiles();
  const formats = ['pdf', 'docx', 'xlsx', 'doc', 'msg', 'odt', 'rtf', 'image'] as const;
  for (const content of formats) {
    for (const { extension } of formats
      .filter((format) => format !== content)
      .flatMap((format) => samples[format].slice(0, 1))) {
      const bytes = samples[content][0]?.bytes ?? Buffer.alloc(0);
      expect([content, extension, await outcome(`a.${extension}`, bytes)]).toEqual([
        content,
        extension,
        'file_mislabelled',
      ]);
    }
    expect(await outcome('a.txt', samples[content][0]?.bytes ?? '')).toBe('file_mislabelled');
  }
});

test('random bytes are no text, whatever they are called', async () => {
  const bytes = Buffer.from(Array.from({ length: 3000 }, (_, at) => 1 + ((at * at * 31 + at * 7) % 255)));
  for (const extension of ['txt', 'md', 'html', 'csv', 'json', 'ts', 'eml', 'yaml']) {
    expect(await outcome(`a.${extension}`, bytes)).toBe('file_mislabelled');
  }
});

describe('what is larger than the limits is refused', () => {
  test('by its size on the disk, before it is read', async () => {
    const path = join(folder, 'sparse.txt');
    writeFileSync(path, 'a');
    truncateSync(path, 5_000_000_000);
    expect(await outcomeOf(pool, { path })).toBe('file_too_large');
  });

  test('by the length of its text', async () => {
    expect(await outcome('a.txt', 'twenty-five million letters\n'.repeat(900_000))).toBe('file_too_large');
  });

  test('a table of one line of 50 MB', async () => {
    expect(await outcome('a.csv', 'cell,'.repeat(10_000_000))).toBe('file_too_large');
    expect(await outcome('a.csv', 'a,b\n'.concat('x'.repeat(50_000_000)))).toBe('file_too_large');
  });
});

describe('bombs are refused before they go off', () => {
  const tenGigabytes = packedZeros(1000);

  test.each<[what: string, name: string, make: () => Uint8Array, expected: RegExp]>([
    [
      '10 MB that unpack to 10 GB',
      'a.zip',
      () => rawZip([{ name: 'a.txt', packed: tenGigabytes, size: 4_294_967_295 }]),
      /^file_too_large$/,
    ],
    [
      'the same that claim to be small',
      'a.zip',
      () => rawZip([{ name: 'a.txt', packed: tenGigabytes, size: 1000 }]),
      /^file_damaged$/,
    ],
    [
      'a thousand entries at one place',
      'a.zip',
      () => rawZip([{ name: 'a.txt', packed: packedZeros(1), size: 10_000_000 }], { overlaps: 1000 }),
      /^file_too_large$/,
    ],
    [
      '40,000 entries at one place',
      'a.zip',
      () => rawZip([{ name: 'a.txt', packed: deflateRawSync(Buffer.from(words)), size: 16 }], { overlaps: 40_000 }),
      /^file_too_large$/,
    ],
    [
      'archives in archives in archives',
      'a.zip',
      () => nestedZips(5, 8, 1000),
      /^file_too_large(?:, file_too_large)*$/,
    ],
    [
      'an Office file',
      'a.docx',
      () => rawZip([{ name: 'word/document.xml', packed: tenGigabytes, size: 4_294_967_295 }]),
      /^file_too_large$/,
    ],
    [
      'an Office file that claims to be small',
      'a.docx',
      () => rawZip([{ name: 'word/document.xml', packed: tenGigabytes, size: 1000 }]),
      /^file_damaged$/,
    ],
    [
      'an OpenDocument file',
      'a.odt',
      () => rawZip([{ name: 'content.xml', packed: tenGigabytes, size: 4_294_967_295 }]),
      /^file_too_large$/,
    ],
    [
      'a book',
      'a.epub',
      () => rawZip([{ name: 'META-INF/container.xml', packed: tenGigabytes, size: 4_294_967_295 }]),
      /^file_too_large$/,
    ],
  ])('%s (%s)', async (_what, name, make, expected) => {
    expect(await outcome(name, make())).toMatch(expected);
  });

  test('files that lie over each other are told before any is unpacked', async () => {
    const archive = rawZip([{ name: 'a.txt', packed: packedZeros(1), size: 10_000_000 }], { overlaps: 1000 });
    const reading = pool.read({ name: 'a.zip', bytes: archive });
    await expect(reading).rejects.toThrow('lists the same data over and over');
  });

  test('a page of a PDF whose content is packed twice and unpacks to 10 GB', async () => {
    const zeros = Buffer.concat([Buffer.from([0x78, 0x9c]), tenGigabytes]);
    const packed = deflateSync(zeros).toString('latin1');
    const plain = Buffer.from(makePdf([['words']])).toString('latin1');
    const bomb = plain.replace(
      /<<\/Length \d+>>stream\n[^]*?\nendstream/,
      () => `<</Length ${packed.length}/Filter[/FlateDecode/FlateDecode]>>stream\n${packed}\nendstream`,
    );
    expect(await outcome('a.pdf', Buffer.from(bomb, 'latin1'))).toMatch(
      /^(?:needs_ocr|no_text|file_damaged|reader_memory)$/,
    );
  });

  const laughs = `<!DOCTYPE a [<!ENTITY b0 "ha">${Array.from({ length: 30 }, (_, level) => `<!ENTITY b${level + 1} "&b${level};&b${level};">`).join('')}]>`;
  const quadratic = `<!DOCTYPE a [<!ENTITY b "${'ha'.repeat(50_000)}">]>`;
  const outside = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>';
  test.each([
    ['a billion laughs', laughs, '&b30;'],
    ['quadratic blowup', quadratic, '&b;'.repeat(50_000)],
    ['an entity that names a file', outside, '&b;'],
  ])('XML with %s', async (_what, doctype, text) => {
    expect(await outcome('a.xml', `${doctype}<a>${text}</a>`)).toBe('file_damaged');
    const declared = (part: string): string =>
      `<?xml version="1.0"?>${doctype}<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>${part}</w:t></w:r></w:p></w:body></w:document>`;
    expect(await outcome('a.docx', makeDocx('', { 'word/document.xml': declared(text) }))).toBe('file_damaged');
    expect(await outcome('a.odt', makeOdf('text', '', { 'content.xml': `${doctype}<office:document-content/>` }))).toBe(
      'file_damaged',
    );
  });

  const million = 1_000_000;
  test.each([
    ['a.xml', `${'<a>'.repeat(million)}${'</a>'.repeat(million)}`],
    ['a.json', '['.repeat(million) + ']'.repeat(million)],
    ['a.json', '{"a":'.repeat(million)],
    ['a.yaml', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['a.yaml', '- '.repeat(50_000) + 'a'],
    ['a.ipynb', '['.repeat(million)],
    ['a.html', '<div>'.repeat(million)],
    ['a.html', '<h1>'.repeat(100_000)],
    ['a.rtf', `{\\rtf1 ${'{'.repeat(million)}`],
    [
      'a.yaml',
      [
        'a: &a0 [lol]',
        ...Array.from({ length: 30 }, (_, level) => `b${level}: &a${level + 1} [*a${level}, *a${level}]`),
      ].join('\n'),
    ],
  ])('what nests without end, or multiplies: %s', async (name, content) => {
    expect(await outcome(name, content)).toMatch(/^(?:file_damaged|no_text)$/);
  });

  test('an Office part of a million elements inside each other', async () => {
    const deep = `<w:p><w:r><w:t>${'<w:a>'.repeat(million)}${'</w:a>'.repeat(million)}</w:t></w:r></w:p>`;
    // Refused as a bomb: it unpacks to hundreds of times its size.
    expect(await outcome('a.docx', makeDocx(deep))).toBe('file_too_large');
    const few = `<w:p><w:r><w:t>${'<w:a>'.repeat(1000)}${'</w:a>'.repeat(1000)}</w:t></w:r></w:p>`;
    expect(await outcome('a.docx', makeDocx(few))).toBe('file_damaged');
  });
});

describe('names of files in containers lead nowhere', () => {
  const traversals = [
    '../../escaped.md',
    '/escaped.md',
    '..\\..\\escaped.md',
    'C:\\escaped.md',
    'a/../../../escaped.md',
    join(folder, 'escaped.md'),
  ];
  const mail = (name: string): string =>
    `From: a@example.org\nSubject: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n--b\nContent-Type: text/markdown\nContent-Disposition: attachment; filename="${name.replaceAll('\\', '\\\\')}"\n\n# A note\n--b--\n`;

  test.each<[name: string, make: (name: string) => string | Uint8Array, inside: RegExp]>([
    ['a.zip', (name) => makeZip({ [name]: '# A note\n' }), /^(?!\/)(?!.*\.\.)(?:[^\\:]*\/)?escaped\.md$/],
    ['a.eml', mail, /^escaped\.md$/],
    [
      'a.mbox',
      (name) => `From a@example.org Tue Jul 22 08:00:00 2025\n${mail(name)}`,
      /^0001 a\.eml(?:\/escaped\.md)?$/,
    ],
  ])('%s', async (container, make, inside) => {
    const before = readdirSync(folder);
    for (const name of traversals) {
      const { members } = await pool.read({ name: container, bytes: Buffer.from(make(name) as string) });
      expect(members.length).toBeGreaterThan(0);
      for (const member of members) expect(member.name).toMatch(inside);
    }
    expect(readdirSync(folder)).toEqual(before);
    expect(existsSync(join(folder, '..', 'escaped.md'))).toBe(false);
  });

  test('a symbolic link in an archive is never followed: at most the words that it consists of are there', async () => {
    const archive = rawZip([
      symbolicLink('passwords.txt', '/etc/passwd'),
      symbolicLink('host.md', '../../../etc/hostname'),
    ]);
    const { members } = await pool.read({ name: 'a.zip', bytes: archive });
    const texts = members.map((member) => ('document' in member ? member.document.text : member.failure.code));
    expect(texts.join('\n')).not.toMatch(/root:|localhost/);
    for (const text of texts) expect(text).toMatch(/^(?:\/etc\/passwd|\.\.\/\.\.\/\.\.\/etc\/hostname|[a-z_]+)$/);
  });
});

test.each([
  ['a.docm', 'docx', 'word/vbaProject.bin'],
  ['a.xlsm', 'xlsx', 'xl/vbaProject.bin'],
  ['a.pptm', 'pptx', 'ppt/vbaProject.bin'],
] as const)('the words of %s are read, its macros are not', async (name, format, part) => {
  const plain = smallFiles()[format][0]?.bytes ?? Buffer.alloc(0);
  const marker = 'Sub AutoOpen() Shell "calc.exe" End Sub';
  const withMacros = zipSync({ ...unzipSync(plain), [part]: Buffer.from(marker) });
  const [read, expected] = await Promise.all([
    pool.read({ name, bytes: withMacros }),
    pool.read({ name: name.replace('m', 'x').replace(/\.\w+$/, `.${format}`), bytes: plain }),
  ]);
  expect(read.document?.text).toBe(expected.document?.text);
  expect(read.document?.text).not.toContain('AutoOpen');
});

test('no reader asks any server for what a file refers to', async () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests++;
    response.end('<!ENTITY b "found">');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const template = makeRelations({ attachedTemplate: `${at}/template.dotm`, image: `${at}/picture.png` }).replaceAll(
    'Target=',
    'TargetMode="External" Target=',
  );
  const page = `<html><head><link rel="stylesheet" href="${at}/a.css"><script src="${at}/a.js"></script><base href="${at}/"><meta http-equiv="refresh" content="0;url=${at}/"></head><body><p>words<img src="${at}/a.png"><iframe src="${at}/f"></iframe><object data="${at}/o"></object><svg><image href="${at}/s.png"/></svg></body></html>`;
  const files: [name: string, content: string | Uint8Array][] = [
    ['a.html', page],
    ['a.md', `words ![a](${at}/a.png) <img src="${at}/b.png">\n\n[b]: ${at}/c`],
    [
      'a.docx',
      makeDocx(
        `<w:p><w:r><w:t>words</w:t></w:r><w:r><w:drawing><a:blip xmlns:a="urn:a" r:link="rId2" xmlns:r="urn:r"/></w:drawing></w:r></w:p>`,
        { 'word/_rels/settings.xml.rels': template, 'word/_rels/document.xml.rels': template },
      ),
    ],
    [
      'a.odt',
      odt(
        `words<draw:frame><draw:image xlink:href="${at}/a.png"/></draw:frame><text:a xlink:href="${at}/b">b</text:a>`,
      ),
    ],
    [
      'a.rtf',
      `{\\rtf1 {\\*\\template ${at}/t.dot}words{\\field{\\*\\fldinst INCLUDEPICTURE "${at}/a.png"}{\\fldrslt a}}}`,
    ],
    ['a.eml', `Subject: words\nContent-Type: text/html\n\n${page}`],
    [
      'a.epub',
      makeZip({
        'META-INF/container.xml': '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
        'b.opf':
          '<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
        'a.xhtml': page,
      }),
    ],
    [
      'a.xml',
      `<?xml version="1.0"?><?xml-stylesheet href="${at}/a.xsl"?><a xmlns:xi="http://www.w3.org/2001/XInclude">words<xi:include href="${at}/b.xml"/></a>`,
    ],
    ['a.pdf', makePdf([['words']], `/OpenAction<</S/URI/URI(${at}/open)>>`)],
  ];
  for (const [name, content] of files) expect([name, await outcome(name, content)]).toEqual([name, 'document']);
  const entity = `<!DOCTYPE a [<!ENTITY % b SYSTEM "${at}/b.dtd">%b;]><a>&b;</a>`;
  expect(await outcome('b.xml', entity)).toBe('file_damaged');
  await new Promise((resolve) => server.close(resolve));
  expect(requests).toBe(0);
});
