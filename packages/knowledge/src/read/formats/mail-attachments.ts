import { extensionOf } from '../detect.ts';
import { memberName } from './member-name.ts';

/** Part of a mail beside its words. */
export interface MailPart {
  name: string | null;
  /** As "application/pdf". */
  type: string;
  /** Shown within the words, as the logo of a signature is. */
  isInline: boolean;
}

/** The extension of parts that come without a name that tells their format. */
const extensions: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/zip': 'zip',
  'application/json': 'json',
  'application/rtf': 'rtf',
  'text/rtf': 'rtf',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'message/rfc822': 'eml',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/tiff': 'tif',
};

/** Signatures, keys, visiting cards, and the wrapper in which Outlook repeats a mail: parts for programs. */
const forPrograms =
  /^(?:application\/(?:(?:x-)?pkcs7-\w+|pgp-\w+|(?:vnd\.)?ms-tnef)|text\/(?:x-)?vcard|message\/(?:disposition-notification|delivery-status))$/i;
const forProgramsByName = /^winmail\.dat$|\.(?:p7s|p7m|p7c|asc|sig|vcf)$/i;

/** The name under which a part is read as a file of its own; null for one that is no document. `number` counts from 1. */
export function attachmentName({ name, type, isInline }: MailPart, number: number): string | null {
  if (forPrograms.test(type) || (name !== null && forProgramsByName.test(name))) return null;
  if (isInline && /^image\//i.test(type)) return null;
  const given = memberName(name ?? '');
  const extension = extensions[type.toLowerCase()];
  if (given === '') return `attachment ${number}${extension === undefined ? '' : `.${extension}`}`;
  // A forwarded mail is named by its subject.
  const isNamed = extension === 'eml' ? extensionOf(given) === 'eml' : extensionOf(given) !== '';
  return isNamed || extension === undefined ? given : `${given}.${extension}`;
}
