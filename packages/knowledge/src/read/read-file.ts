import { open } from 'node:fs/promises';
import { checkContent, extensionOf, formatOf } from './detect.ts';
import { DocumentBuilder } from './document-builder.ts';
import type { FormatReader } from './formats/format-reader.ts';
import type { DocumentFormat, ReadDocument } from './read-document.ts';
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
};

/**
 * Reads one file in this process. Files are not to be trusted: outside tests this runs in a reader process.
 * @throws ReadFailure and nothing else
 */
export async function readFile(
  path: string,
  limits: { maxFileBytes: number; maxTextCharacters: number },
): Promise<ReadDocument> {
  const format = formatOf(path);
  const extension = extensionOf(path);
  const bytes = await load(path, limits.maxFileBytes);
  checkContent(format, extension, bytes);
  const builder = new DocumentBuilder({ maxCharacters: limits.maxTextCharacters });
  try {
    const read = await readers[format]();
    await read({ bytes, extension }, builder);
    return builder.build(format);
  } catch (error) {
    if (error instanceof ReadFailure) throw error;
    throw damaged(`it could not be read as ${format} (${firstLine(error)})`, error);
  }
}

async function load(path: string, maxBytes: number): Promise<Buffer> {
  try {
    await using file = await open(path, 'r');
    const stats = await file.stat();
    if (!stats.isFile()) throw new ReadFailure('file_missing', 'is no file.', 'Name a file.');
    if (stats.size > maxBytes) {
      throw new ReadFailure(
        'file_too_large',
        `is ${megabytes(stats.size)} MB large; files up to ${megabytes(maxBytes)} MB are read.`,
        'Split it into smaller files.',
      );
    }
    if (stats.size === 0)
      throw new ReadFailure('file_empty', 'is empty (0 bytes).', 'Add it again once it has content.');
    return await file.readFile();
  } catch (error) {
    if (error instanceof ReadFailure) throw error;
    throw cannotOpen(error);
  }
}

function cannotOpen(error: unknown): ReadFailure {
  const code = (error as NodeJS.ErrnoException).code ?? firstLine(error);
  if (code === 'EACCES' || code === 'EPERM') {
    return new ReadFailure(
      'permission_denied',
      'may not be read by the user this runs as.',
      'Change its permissions, or leave it out.',
      error,
    );
  }
  return new ReadFailure(
    'file_missing',
    `could not be opened (${code}).`,
    'It may have been moved or deleted; check the path.',
    error,
  );
}

const megabytes = (bytes: number): string => (bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 });

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
