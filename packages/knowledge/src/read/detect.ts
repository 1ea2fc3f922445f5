import { isBinary } from './binary-data.ts';
import { byteOrderMark } from './formats/decode-text.ts';
import type { DocumentFormat } from './read-document.ts';
import type { OleContent } from './ole.ts';
import { ReadFailure } from './read-failure.ts';

const formats: Record<string, DocumentFormat> = {
  md: 'markdown',
  markdown: 'markdown',
  mdx: 'markdown',
  txt: 'text',
  text: 'text',
  log: 'text',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  pdf: 'pdf',
  docx: 'docx',
  docm: 'docx',
  pptx: 'pptx',
  pptm: 'pptx',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  csv: 'csv',
  tsv: 'csv',
  doc: 'doc',
  dot: 'doc',
  xls: 'xls',
  xlt: 'xls',
  xlsb: 'xls',
  ppt: 'ppt',
  pps: 'ppt',
  eml: 'email',
  mbox: 'mbox',
  msg: 'msg',
  zip: 'zip',
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  tif: 'image',
  tiff: 'image',
  bmp: 'image',
  gif: 'image',
  webp: 'image',
  json: 'json',
  jsonl: 'json',
  ndjson: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  xml: 'xml',
  ipynb: 'notebook',
  odt: 'odt',
  ods: 'ods',
  odp: 'odp',
  epub: 'epub',
  rtf: 'rtf',
  ts: 'code',
  tsx: 'code',
  mts: 'code',
  cts: 'code',
  js: 'code',
  jsx: 'code',
  mjs: 'code',
  cjs: 'code',
  vue: 'code',
  svelte: 'code',
  py: 'code',
  java: 'code',
  kt: 'code',
  kts: 'code',
  scala: 'code',
  groovy: 'code',
  swift: 'code',
  dart: 'code',
  go: 'code',
  rs: 'code',
  c: 'code',
  h: 'code',
  cc: 'code',
  cpp: 'code',
  cxx: 'code',
  hpp: 'code',
  cs: 'code',
  fs: 'code',
  vb: 'code',
  rb: 'code',
  php: 'code',
  pl: 'code',
  pm: 'code',
  lua: 'code',
  r: 'code',
  jl: 'code',
  ex: 'code',
  exs: 'code',
  clj: 'code',
  hs: 'code',
  m: 'code',
  mm: 'code',
  sh: 'code',
  bash: 'code',
  zsh: 'code',
  ps1: 'code',
  bat: 'code',
  cmd: 'code',
  sql: 'code',
  graphql: 'code',
  proto: 'code',
  tf: 'code',
  css: 'code',
  scss: 'code',
  less: 'code',
  ini: 'code',
  toml: 'code',
  cfg: 'code',
  conf: 'code',
  properties: 'code',
};

/** Extensions that can be read, lower case, without the dot. */
export const supportedExtensions: readonly string[] = Object.keys(formats);

/** What to save a file as whose own format is not read. */
const readableAs: Record<string, string> = {
  pages: 'DOCX or PDF',
  numbers: 'XLSX',
  key: 'PPTX or PDF',
  vsdx: 'PDF',
};

const zipFormats: ReadonlySet<DocumentFormat> = new Set(['docx', 'pptx', 'xlsx', 'odt', 'ods', 'odp', 'epub', 'zip']);
const oleFormats: ReadonlySet<DocumentFormat> = new Set(['doc', 'xls', 'ppt', 'msg']);
/** Formats that never begin as a page does: an error page saved in their place is told by that. */
const neverPages: ReadonlySet<DocumentFormat> = new Set(['json', 'yaml', 'notebook']);

export function extensionOf(path: string): string {
  return /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

/**
 * The format by the file's name.
 * @throws ReadFailure `format_unsupported`
 */
export function formatOf(path: string): DocumentFormat {
  const extension = extensionOf(path);
  const format = Object.hasOwn(formats, extension) ? formats[extension] : undefined;
  if (format !== undefined) return format;
  const target = Object.hasOwn(readableAs, extension) ? readableAs[extension] : undefined;
  throw new ReadFailure(
    'format_unsupported',
    extension === '' ? 'has no extension that tells its format.' : `has a format that is not read (.${extension}).`,
    target === undefined
      ? `Formats that are read: ${supportedExtensions.join(', ')}.`
      : `Save it as ${target} and add that file instead.`,
  );
}

/** The container of old Office files, of protected ones, and of Outlook's mails. */
export const isOle = (bytes: Buffer): boolean => bytes.toString('latin1', 0, 8) === '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/**
 * Compares the file's first bytes with what its name promises, so that no parser is given something else.
 * @param ole what an OLE container holds; null for other files
 * @throws ReadFailure `file_mislabelled`
 */
export function checkContent(format: DocumentFormat, extension: string, bytes: Buffer, ole: OleContent | null): void {
  const found = signatureOf(bytes);
  if (format === 'image') {
    // Kinds of pictures that have no sign of their own look like other binary data.
    if (found !== 'image' && found !== 'binary') throw mislabelled(extension, found);
  } else if (zipFormats.has(format) || extension === 'xlsb') {
    if (found !== 'zip') throw mislabelled(extension, ole ?? found);
  } else if (oleFormats.has(format)) {
    const fits = ole === format || (format === 'xls' && isOtherWorkbook(found, bytes));
    if (!fits) throw mislabelled(extension, ole ?? found);
  } else if (format === 'pdf' || format === 'rtf') {
    if (found !== format) throw mislabelled(extension, found);
  } else if (found !== null && (found !== 'html' || neverPages.has(format))) {
    throw mislabelled(extension, found);
  }
}

/** Excel of before 1993, which knew no containers, and what web programs export under its name: tables in XML or HTML. */
function isOtherWorkbook(found: Signature | null, bytes: Buffer): boolean {
  if (found === 'binary') return bytes[0] === 9 && [0, 2, 4].includes(bytes[1] ?? -1);
  const start = bytes.toString('latin1', 0, 4096).toLowerCase();
  return found === 'html' ? start.includes('<table') : start.includes('urn:schemas-microsoft-com:office:spreadsheet');
}

type Signature = 'pdf' | 'zip' | 'ole' | 'html' | 'image' | 'rtf' | 'binary';

const names: Record<Signature | OleContent, string> = {
  pdf: 'a PDF',
  zip: 'a ZIP archive (perhaps an Office file)',
  ole: 'an old Office file',
  package: 'an Office file with a password',
  doc: 'an old Word file (.doc)',
  xls: 'an old Excel workbook (.xls)',
  ppt: 'an old PowerPoint file (.ppt)',
  msg: 'an Outlook mail (.msg)',
  other: 'data of another program',
  html: 'an HTML page',
  image: 'a picture',
  rtf: 'a rich text (RTF) file',
  binary: 'binary data',
};

function mislabelled(extension: string, found: Signature | OleContent | null): ReadFailure {
  return new ReadFailure(
    'file_mislabelled',
    `is named .${extension} but holds ${found === null ? 'something else' : names[found]}.`,
    'Give it the extension of what it is, or replace it by the file that was meant.',
  );
}

function signatureOf(bytes: Buffer): Signature | null {
  const start = bytes.toString('latin1', 0, 1024);
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'zip';
  if (isOle(bytes)) return 'ole';
  if (/^(?:\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*)/.test(start)) return 'image';
  if (start.startsWith('{\\rtf')) return 'rtf';
  // The PDF standard's readers accept rubbish before the header.
  if (start.startsWith('%PDF-') || (start.includes('%PDF-') && !/^\s*[<#\w]/.test(start))) return 'pdf';
  if (isBinary(bytes)) return 'binary';
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)\b/i.test(start)) return 'html';
  // Text holds no NUL, unless it is UTF-16, which says so in front.
  if (byteOrderMark(bytes) === null && bytes.subarray(0, 65_536).includes(0)) return 'binary';
  return null;
}
