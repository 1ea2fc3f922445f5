import { extensionOf, supportedExtensions } from '../../read/detect.ts';

/** The extension that names the format of a content type. Types that are not here are no documents. */
const extensions: Record<string, string> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/markdown': 'md',
  'text/csv': 'csv',
  'text/tab-separated-values': 'tsv',
  'application/json': 'json',
  'application/x-ndjson': 'jsonl',
  'application/yaml': 'yaml',
  'application/xml': 'xml',
  'text/xml': 'xml',
  'application/pdf': 'pdf',
  'application/rtf': 'rtf',
  'text/rtf': 'rtf',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.ms-outlook': 'msg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/epub+zip': 'epub',
  'message/rfc822': 'eml',
  'application/mbox': 'mbox',
  'application/zip': 'zip',
  'application/x-zip-compressed': 'zip',
};

/** Types that say nothing: the name of the file decides. */
const vague = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/x-download', 'text/plain']);

/** What of a site is machinery rather than a document, whatever type it is sent with. */
const notDocuments = new Set(['css', 'scss', 'less', 'js', 'mjs', 'cjs', 'png', 'jpg', 'jpeg', 'gif', 'bmp', 'tif']);

/** The media type of a Content-Type header, without its parameters. */
export const mediaTypeOf = (contentType: string): string => contentType.split(';')[0]?.trim().toLowerCase() ?? '';

export const charsetOf = (contentType: string): string | undefined =>
  /;\s*charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase();

/**
 * A file name for what an address serves, with the extension of its format; null where it is no document (a picture, a
 * style sheet, a program).
 */
export function fileNameOf(url: string, contentType: string): string | null {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  const name = last === '' ? 'index' : decoded(last);
  const type = mediaTypeOf(contentType);
  const own = extensionOf(name);
  const isOwnKnown = supportedExtensions.includes(own) && !notDocuments.has(own);
  const wanted = extensions[type] ?? (vague.has(type) && isOwnKnown ? own : undefined);
  if (wanted !== undefined) return own === wanted ? name : `${name}.${wanted}`;
  return type === 'text/plain' && !notDocuments.has(own) ? `${name}.txt` : null;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment).replaceAll(/[/\\\0]/g, '_');
  } catch {
    return segment;
  }
}
