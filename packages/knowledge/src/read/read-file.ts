import { createHash } from 'node:crypto';
import { checkContent, extensionOf, formatOf, isOle } from './detect.ts';
import { DocumentBuilder } from './document-builder.ts';
import type { FormatReader } from './formats/format-reader.ts';
import { checkedBytes, loadFile, nameOf } from './load-file.ts';
import type { OcrSettings, ReadRequest } from './protocol.ts';
import type { DocumentFormat, ReadDocument, ReadMember, ReadResult } from './read-document.ts';
import { damaged, ReadFailure } from './read-failure.ts';

/** Loaded when first needed: a process that only meets Markdown never loads the office formats. */
const readers: Record<DocumentFormat, () => Promise<FormatReader>> = {
  markdown: async () => (await import('./formats/markdown.ts')).readMarkdown,
  text: async () => (await import('./formats/text.ts')).readText,
  html: async () => (await import('./formats/html.ts')).readHtml,
  pdf: async () => (await import('./formats/pdf.ts')).readPdf,
  docx: async () => (await import('./formats/docx.ts')).readDocx,
  pptx: async () => (await import('./formats/pptx.ts')).readPptx,
  xlsx: async () => (await import('./formats/xlsx.ts')).readXlsx,
  csv: async () => (await import('./formats/csv.ts')).readCsv,
  email: async () => (await import('./formats/email.ts')).readEmail,
  json: async () => (await import('./formats/json.ts')).readJson,
  yaml: async () => (await import('./formats/yaml.ts')).readYaml,
  xml: async () => (await import('./formats/xml-file.ts')).readXml,
  notebook: async () => (await import('./formats/notebook.ts')).readNotebook,
  odt: async () => (await import('./formats/odt.ts')).readOdt,
  ods: async () => (await import('./formats/ods.ts')).readOds,
  odp: async () => (await import('./formats/odp.ts')).readOdp,
  epub: async () => (await import('./formats/epub.ts')).readEpub,
  rtf: async () => (await import('./formats/rtf.ts')).readRtf,
  code: async () => (await import('./formats/code.ts')).readCode,
  doc: async () => (await import('./formats/doc.ts')).readDoc,
  xls: async () => (await import('./formats/xls.ts')).readXls,
  ppt: async () => (await import('./formats/ppt.ts')).readPpt,
  msg: async () => (await import('./formats/msg.ts')).readMsg,
  image: async () => (await import('./formats/image.ts')).readImage,
  zip: async () => (await import('./formats/zip-file.ts')).readZipFile,
  mbox: async () => (await import('./formats/mbox.ts')).readMbox,
};

export interface ReadLimits {
  maxFileBytes: number;
  maxTextCharacters: number;
  ocr: OcrSettings | null;
}

/** Files in files in files: more is a bomb rather than a filing system. */
const maxDepth = 3;
const maxMembers = 10_000;

/**
 * Reads one file, and the files inside it, in this process. Files are not to be trusted: outside tests this runs in a
 * reader process.
 * @param onProgress called now and then during what may take very long
 * @throws ReadFailure and nothing else
 */
export async function readFile(
  request: ReadRequest,
  limits: ReadLimits,
  onProgress = (): void => {},
): Promise<ReadResult> {
  const name = nameOf(request);
  formatOf(name);
  const bytes = await loadFile(request, limits.maxFileBytes);
  const reading: Reading = { request, limits, onProgress, members: [], names: new Set(), characters: 0 };
  const document = await readContent({ name, bytes, inside: null, depth: 0 }, reading);
  return { document, members: reading.members };
}

interface Content {
  name: string;
  bytes: Buffer;
  /** Where it stands in the outermost file; null for that file itself. */
  inside: string | null;
  depth: number;
}

type Member = Omit<Content, 'bytes'> & { bytes: Uint8Array | ReadFailure };

interface Reading {
  request: ReadRequest;
  limits: ReadLimits;
  onProgress: () => void;
  members: ReadMember[];
  names: Set<string>;
  /** Text of all members together, UTF-16 code units. */
  characters: number;
}

/** Null where the file only holds others. */
async function readContent(content: Content, reading: Reading): Promise<ReadDocument | null> {
  const { depth, inside } = content;
  const { limits, members, request } = reading;
  const passwords = request.passwords ?? [];
  const format = formatOf(content.name);
  const extension = extensionOf(content.name);
  const { bytes, ole } = isOle(content.bytes)
    ? await (await import('./open-protected.ts')).openProtected(content.bytes, passwords)
    : { bytes: content.bytes, ole: null };
  checkContent(format, extension, bytes, ole);
  const builder = new DocumentBuilder({ maxCharacters: limits.maxTextCharacters });
  const before = members.length;
  try {
    const read = await readers[format]();
    const member = (name: string, part: Uint8Array | ReadFailure) =>
      readMember({ name, bytes: part, inside: join(inside, name), depth: depth + 1 }, reading);
    await read({ bytes, extension, passwords, ocr: limits.ocr, onProgress: reading.onProgress, member }, builder);
    if (builder.size === 0 && members.length > before) return null;
    return builder.build(format);
  } catch (error) {
    if (error instanceof ReadFailure) throw error;
    throw damaged(whatFailed(error, format), error);
  }
}

async function readMember(content: Member, reading: Reading): Promise<void> {
  const { members, limits } = reading;
  const name = unique(content.inside ?? content.name, reading.names);
  if (members.length >= maxMembers) throw tooMuch(`holds more than ${maxMembers.toLocaleString('en')} files`);
  try {
    if (content.bytes instanceof ReadFailure) throw content.bytes;
    if (content.depth > maxDepth) throw tooMuch(`lies more than ${maxDepth} files deep in others`);
    const document = await readContent(
      { ...content, bytes: checkedBytes(content.bytes, limits.maxFileBytes), inside: name },
      reading,
    );
    if (document === null) return;
    const contentHash = createHash('sha256').update(content.bytes).digest('hex');
    members.push({ name, document, contentHash });
    reading.characters += document.text.length;
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    members.push({ name, failure: { code: error.code, message: error.message, hint: error.hint } });
  }
  if (reading.characters > limits.maxTextCharacters) {
    throw tooMuch(`holds files with more than ${limits.maxTextCharacters.toLocaleString('en')} characters of text`);
  }
}

const join = (inside: string | null, name: string): string => (inside === null ? name : `${inside}/${name}`);

/** Archives may hold two files of one name. */
function unique(name: string, taken: Set<string>): string {
  let tried = name;
  for (let count = 2; taken.has(tried); count++) tried = name.replace(/(\.[^./]*)?$/, ` (${count})$1`);
  taken.add(tried);
  return tried;
}

function tooMuch(what: string): ReadFailure {
  return new ReadFailure('file_too_large', `${what}.`, 'Unpack it, and add the files by themselves.');
}

/** A parser's own words where they are about the file; where it merely stumbled they are about the parser. */
function whatFailed(error: unknown, format: DocumentFormat): string {
  if (error instanceof RangeError && /call stack/.test(error.message)) return 'it nests too many levels deep';
  if (error instanceof TypeError || error instanceof RangeError) return `its parts do not make sense as ${format}`;
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  if (/\b(?:undefined|null|NaN)\b/.test(reason)) return `its parts do not make sense as ${format}`;
  return `it could not be read as ${format} (${reason})`;
}
