import { byteOrderMark } from './formats/decode-text.ts';
import type { DocumentFormat } from './read-document.ts';
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
  eml: 'email',
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
  doc: 'DOCX',
  dot: 'DOCX',
  pages: 'DOCX or PDF',
  xls: 'XLSX',
  xlsb: 'XLSX',
  numbers: 'XLSX',
  ppt: 'PPTX',
  pps: 'PPTX',
  key: 'PPTX or PDF',
  vsdx: 'PDF',
  msg: 'EML',
};

const zipFormats: ReadonlySet<DocumentFormat> = new Set(['docx', 'pptx', 'xlsx', 'odt', 'ods', 'odp', 'epub']);
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

/**
 * Compares the file's first bytes with what its name promises, so that no parser is given something else.
 * @throws ReadFailure `file_mislabelled`, or `file_encrypted` for an Office file in the container that passwords bring
 */
export function checkContent(format: DocumentFormat, extension: string, bytes: Buffer): void {
  const found = signatureOf(bytes);
  if (zipFormats.has(format)) {
    if (found === 'ole') {
      throw new ReadFailure(
        'file_encrypted',
        `is protected by a password, or is an old Office file named .${extension}.`,
        `Save it without a password as ${format.toUpperCase()}.`,
      );
    }
    if (found !== 'zip') throw mislabelled(extension, found);
  } else if (format === 'pdf' || format === 'rtf') {
    if (found !== format) throw mislabelled(extension, found);
  } else if (found !== null && (found !== 'html' || neverPages.has(format))) {
    throw mislabelled(extension, found);
  }
}

type Signature = 'pdf' | 'zip' | 'ole' | 'html' | 'image' | 'rtf' | 'binary';

const names: Record<Signature, string> = {
  pdf: 'a PDF',
  zip: 'a ZIP archive (perhaps an Office file)',
  ole: 'an old or password-protected Office file',
  html: 'an HTML page',
  image: 'a picture',
  rtf: 'a rich text (RTF) file',
  binary: 'binary data',
};

function mislabelled(extension: string, found: Signature | null): ReadFailure {
  return new ReadFailure(
    'file_mislabelled',
    `is named .${extension} but holds ${found === null ? 'something else' : names[found]}.`,
    'Give it the extension of what it is, or replace it by the file that was meant.',
  );
}

function signatureOf(bytes: Buffer): Signature | null {
  const start = bytes.toString('latin1', 0, 1024);
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'zip';
  if (start.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'ole';
  if (/^(?:\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*)/.test(start)) return 'image';
  if (start.startsWith('{\\rtf')) return 'rtf';
  // The PDF standard's readers accept rubbish before the header.
  if (start.startsWith('%PDF-') || (start.includes('%PDF-') && !/^\s*[<#\w]/.test(start))) return 'pdf';
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)\b/i.test(start)) return 'html';
  // Text holds no NUL, unless it is UTF-16, which says so in front.
  if (byteOrderMark(bytes) === null && bytes.subarray(0, 65_536).includes(0)) return 'binary';
  return null;
}
