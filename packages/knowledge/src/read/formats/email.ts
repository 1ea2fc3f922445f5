import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import type { DocumentBuilder } from '../document-builder.ts';
import { calendarText } from './calendar-text.ts';
import type { FormatReader } from './format-reader.ts';
import { addHtmlPage } from './html.ts';
import { attachmentName } from './mail-attachments.ts';
import { addAttachmentNames, addMailHeader } from './mail-header.ts';
import { addPlainText } from './text.ts';

/** Mail: the subject, who wrote to whom and when, and the words; what is attached are documents of their own. */
export const readEmail: FormatReader = async ({ bytes, member }, builder) => {
  const mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true, attachmentEncoding: 'arraybuffer' });
  addMailHeader(
    {
      subject: mail.subject?.trim() ?? '',
      from: namesOf(mail.from === undefined ? [] : [mail.from]),
      to: namesOf(mail.to),
      cc: namesOf(mail.cc),
      sent: mail.date === undefined ? null : new Date(mail.date),
    },
    builder,
  );
  addWords(mail, builder);
  for (const { mimeType, content } of mail.attachments) {
    if (isCalendar(mimeType)) for (const event of calendarText(textOf(content))) builder.paragraph(event);
  }
  const secret = secrecyOf(mail);
  if (secret !== null) builder.note(secret);
  const attached = attachedTo(mail);
  addAttachmentNames(
    attached.map(({ name }) => name),
    builder,
  );
  for (const { name, content } of attached) await member(name, content);
};

function addWords({ text, html, subject }: Email, builder: DocumentBuilder): void {
  const plain = text?.trim() ?? '';
  // Many programs put a mere stub beside their page ("Your mail program shows no HTML").
  const isStub = html !== undefined && (plain === '' || (plain.length < 200 && /\bhtml\b/i.test(plain)));
  if (isStub) addHtmlPage(html, builder);
  else addPlainText(plain, (paragraph) => builder.paragraph(paragraph));
  builder.title = subject?.trim() ?? '';
}

function attachedTo(mail: Email): { name: string; content: Uint8Array }[] {
  const { attachments, html = '' } = mail;
  // Of an encrypted mail there are only its wrappings.
  if (typeOf(mail).startsWith('multipart/encrypted')) return [];
  const attached: { name: string; content: Uint8Array }[] = [];
  for (const { filename, mimeType, disposition, related, contentId, content } of attachments) {
    if (isCalendar(mimeType)) continue;
    // Some programs call what the page shows attached.
    const isShown = contentId !== undefined && html.includes(`cid:${contentId.replace(/^<|>$/g, '')}`);
    const isInline = related === true || isShown || disposition === 'inline';
    const name = attachmentName({ name: filename, type: mimeType, isInline }, attached.length + 1);
    if (name !== null) attached.push({ name, content: bytesOf(content) });
  }
  return attached;
}

/** Why words are missing, where the mail says that it is encrypted. */
function secrecyOf(mail: Email): string | null {
  const { attachments, text } = mail;
  const type = typeOf(mail);
  if (type.startsWith('multipart/encrypted') || /^-----BEGIN PGP MESSAGE-----/m.test(text ?? '')) {
    return 'This mail is encrypted (PGP): its words cannot be read here.';
  }
  const wrapped = attachments.find(
    ({ mimeType, filename }) => /pkcs7-mime/i.test(mimeType) || /\.p7m$/i.test(filename ?? ''),
  );
  if (wrapped === undefined) return null;
  return /signed-data/.test(type)
    ? 'This mail is wrapped in its signature (S/MIME): its words cannot be read here.'
    : 'This mail is encrypted (S/MIME): its words cannot be read here.';
}

const typeOf = ({ headers }: Email): string =>
  headers.find(({ key }) => key === 'content-type')?.value.toLowerCase() ?? '';

const isCalendar = (type: string): boolean => type === 'text/calendar' || type === 'application/ics';

function namesOf(addresses: readonly Address[] = []): string[] {
  return addresses
    .flatMap((address) => address.group ?? [address])
    .map(({ name, address }) => (name ? `${name} <${address ?? ''}>` : (address ?? '')));
}

function bytesOf(content: Attachment['content']): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

const textOf = (content: Attachment['content']): string => new TextDecoder().decode(bytesOf(content));
