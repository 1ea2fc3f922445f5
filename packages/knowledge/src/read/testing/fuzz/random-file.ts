import { deflateSync } from 'node:zlib';
import { zipSync, unzipSync } from 'fflate';
import { formatOf, supportedExtensions } from '../../detect.ts';
import type { DocumentFormat } from '../../read-document.ts';
import { makeOle, streamsOf } from '../make-ole.ts';
import { pngOf, type SmallFile } from '../small-files.ts';
import type { Random } from './random.ts';
import { openingTags, randomTree, randomValue, tokensOf, tokenSoup } from './tokens.ts';

/** What a file of a format must begin with to get as far as its parser; formats of plain text have nothing. */
const signatures: Partial<Record<DocumentFormat, string[]>> = {
  pdf: ['%PDF-1.7\n'],
  docx: ['PK\x03\x04'],
  pptx: ['PK\x03\x04'],
  xlsx: ['PK\x03\x04'],
  odt: ['PK\x03\x04'],
  ods: ['PK\x03\x04'],
  odp: ['PK\x03\x04'],
  epub: ['PK\x03\x04'],
  zip: ['PK\x03\x04', 'PK\x05\x06'],
  doc: ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  xls: ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '\t\x00', '\t\x02', '\t\x04', 'PK\x03\x04'],
  ppt: ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  msg: ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  rtf: ['{\\rtf1'],
  image: ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'II*\0', 'MM\0*', 'GIF89a', 'BM'],
  mbox: ['From ann@example.org Tue Jul 22 08:00:00 2025\n'],
  html: ['<html>', '\xff\xfe', '\xfe\xff', '\xef\xbb\xbf'],
};

/** Bytes without any sense, a third of them behind what their format begins with. */
export function randomBytes(format: DocumentFormat, random: Random): SmallFile {
  const signature = random.chance(0.35) ? random.pick(signatures[format] ?? ['\xef\xbb\xbf', '\xff\xfe']) : '';
  const bytes = Buffer.concat([Buffer.from(signature, 'latin1'), random.bytes(1 + random.size(20_000))]);
  return { extension: random.pick(extensionsOf(format)), bytes };
}

/** The words, marks and parts that a format knows, in an order that makes no sense. */
export function randomStructure(format: DocumentFormat, samples: readonly SmallFile[], random: Random): SmallFile {
  const sample = random.pick(samples);
  return { extension: sample.extension, bytes: structureLike(format, sample.bytes, random) };
}

function structureLike(format: DocumentFormat, sample: Buffer, random: Random): Buffer {
  if (isZip(sample)) {
    return repacked(
      sample,
      (name, part) =>
        format === 'zip' ? shuffled(part, random) : /\.(?:xml|rels|opf|xhtml)$/.test(name) ? tree(part, random) : part,
      random,
    );
  }
  if (isOle(sample)) {
    const streams = Object.entries(streamsOf(sample));
    return makeOle(Object.fromEntries(streams.map(([path, content]) => [path, records(content, random)])));
  }
  if (format === 'pdf') return randomPdf(sample, random);
  if (format === 'image') return randomPicture(sample, random);
  if (format === 'xml' && random.chance(0.7)) return tree(sample, random);
  if ((format === 'html' || format === 'xls') && random.chance(0.5)) return tree(sample, random);
  if (format === 'json' || format === 'notebook' || (format === 'yaml' && random.chance(0.3))) {
    if (random.chance(0.8)) return Buffer.from(JSON.stringify(randomValue(keysOf(sample), random)));
  }
  return shuffled(sample, random);
}

export const isZip = (bytes: Buffer): boolean => bytes.toString('latin1', 0, 4) === 'PK\x03\x04';
export const isOle = (bytes: Buffer): boolean => bytes.readUInt16BE(0) === 0xd0cf;

/** An archive with its members changed, some left out and some said twice under another name. */
export function repacked(archive: Buffer, change: (name: string, part: Buffer) => Buffer, random: Random): Buffer {
  const parts: Record<string, Uint8Array> = {};
  for (const [name, part] of Object.entries(unzipSync(archive))) {
    if (random.chance(0.04)) continue;
    parts[random.chance(0.03) ? random.pick([`../${name}`, `${name}/`, name.toUpperCase(), `${name}\0`]) : name] =
      random.chance(0.7) ? change(name, Buffer.from(part)) : part;
  }
  return Buffer.from(zipSync(parts, { level: random.chance(0.5) ? 0 : 1 }));
}

/** The head of a sample is kept mostly, so that a parser comes to what follows. */
function shuffled(sample: Buffer, random: Random): Buffer {
  const head = random.chance(0.6) ? sample.toString('latin1', 0, random.size(Math.min(300, sample.length))) : '';
  const soup = tokenSoup(tokensOf(sample.toString()), random);
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(soup)]);
}

function tree(sample: Buffer, random: Random): Buffer {
  const text = sample.toString();
  const [root = '<a>', ...tags] = openingTags(text);
  const inner = random.list(1 + random.size(12), () => randomTree(tags.length === 0 ? [root] : tags, random)).join('');
  const name = /^<([\w:.-]+)/.exec(root)?.[1] ?? 'a';
  return Buffer.from(`<?xml version="1.0"?>${root.replace(/\s*\/>$/, '>')}${inner}</${name}>`);
}

/** Pieces of binary records in any order, with bytes without sense between them. */
function records(stream: Buffer, random: Random): Buffer {
  if (stream.length === 0 || random.chance(0.3)) return stream;
  const pieces = random.list(1 + random.size(40), () => {
    if (random.chance(0.3)) return random.bytes(random.size(64));
    const from = random.below(stream.length) & ~1;
    return stream.subarray(from, from + random.size(stream.length));
  });
  // The head of the stream mostly stays, with what tells its version.
  const head = random.chance(0.8) ? stream.subarray(0, random.size(stream.length)) : Buffer.alloc(0);
  return Buffer.concat([head, ...pieces]).subarray(0, 100_000);
}

const pdfWords = [
  ['/Type', '/Page', '/Pages', '/Kids', '/Parent', '/Count', '/Contents', '/Resources', '/Font', '/XObject', '/Form'],
  [
    '/Subtype',
    '/Image',
    '/Filter',
    '/FlateDecode',
    '/LZWDecode',
    '/ASCII85Decode',
    '/DecodeParms',
    '/Predictor',
    '/Length',
  ],
  [
    '/Encrypt',
    '/Standard',
    '/ObjStm',
    '/XRef',
    '/W',
    '/Index',
    '/Prev',
    '/First',
    '/N',
    '/Annots',
    '/AcroForm',
    '/Widget',
  ],
  ['/ToUnicode', '/Widths', '/Type0', '/Type3', '/CharProcs', '/MediaBox', '/Rotate', '/Info', '/Title', '/OpenAction'],
  ['BT', 'ET', 'Tj', 'TJ', 'Td', 'Tm', 'Tf', '/F1', 'cm', 're', 'f', 'S', 'q', 'Q', 'Do', 'BI', 'ID', 'EI', '(words)'],
  ['<<', '>>', '[', ']', '<feff0041>', '<', '(', ')', '0', '1', '12', '-1', '612', '2147483648', 'true', 'null'],
].flat();

function randomPdf(sample: Buffer, random: Random): Buffer {
  const tokens = [...tokensOf(sample.toString('latin1')), ...pdfWords];
  const count = 4 + random.size(20);
  const reference = (): string => `${1 + random.below(count)} 0 R`;
  const dictionary = (): string =>
    `<<${random.list(random.size(10), () => `${random.pick(pdfWords)} ${random.chance(0.4) ? reference() : random.pick(tokens)}`).join(' ')}>>`;
  const stream = (): Buffer => {
    const raw = Buffer.from(tokenSoup(random.chance(0.8) ? pdfWords : tokens, random).replace(/\n?$/, '\n'), 'latin1');
    const isPacked = random.chance(0.5);
    const data = isPacked ? deflateSync(raw) : raw;
    const head = `<</Length ${data.length}${isPacked ? '/Filter/FlateDecode' : ''}/Type/XObject/Subtype/Form/BBox[0 0 612 792]>>stream\n`;
    return Buffer.concat([Buffer.from(head), data, Buffer.from('\nendstream')]);
  };
  const page = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 ${reference()}>>/XObject<</X ${reference()}>>>>/Contents ${reference()}/Annots[${reference()}]>>`;
  const objects: Buffer[] = [Buffer.from(`<</Type/Catalog/Pages 2 0 R/AcroForm ${reference()}>>`)];
  objects.push(Buffer.from(`<</Type/Pages/Kids[3 0 R ${reference()}]/Count 2>>`), Buffer.from(page));
  while (objects.length < count) objects.push(random.chance(0.5) ? stream() : Buffer.from(dictionary(), 'latin1'));
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = 9;
  for (const [index, object] of objects.entries()) {
    offsets.push(length);
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n'));
    length += `${index + 1} 0 obj\n`.length + object.length + '\nendobj\n'.length;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `xref\n0 ${count + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${count + 1}/Root 1 0 R/Info ${reference()}>>\nstartxref\n${length}\n%%EOF`;
  return Buffer.concat([...parts, Buffer.from(trailer)]);
}

/** Pictures with the right frame and any sizes and data. */
function randomPicture(sample: Buffer, random: Random): Buffer {
  if (sample.toString('latin1', 1, 4) !== 'PNG') return records(sample, random);
  const header = random.bytes(13);
  header.writeUInt32BE(random.size(0xffffffff), 0);
  header.writeUInt32BE(random.size(0xffffffff), 4);
  header[8] = random.pick([1, 2, 4, 8, 16, 3]);
  header[9] = random.pick([0, 2, 3, 4, 6, 1]);
  header.set([0, 0, random.pick([0, 0, 1, 2])], 10);
  const chunks = random.list(random.size(6), () => {
    const data = random.bytes(random.size(3000));
    return [
      random.pick(['IDAT', 'PLTE', 'tRNS', 'tEXt', 'abcd']),
      random.chance(0.6) ? deflateSync(data) : data,
    ] as const;
  });
  return pngOf([['IHDR', header], ...chunks, ['IEND', Buffer.alloc(0)]]);
}

const keysOf = (sample: Buffer): string[] => [...sample.toString().matchAll(/(\w+)"?:/g)].map(([, key]) => key ?? '');

const extensionsOf = (format: DocumentFormat): string[] =>
  supportedExtensions.filter((extension) => formatOf(`a.${extension}`) === format);
