import { createRequire } from 'node:module';
import type Library from '@kenjiuno/msgreader';
import type { FieldsData } from '@kenjiuno/msgreader';
import type { DocumentBuilder } from '../document-builder.ts';
import { damaged } from '../read-failure.ts';
import { decodeText } from './decode-text.ts';
import type { FormatReader } from './format-reader.ts';
import { addHtmlPage } from './html.ts';
import { attachmentName } from './mail-attachments.ts';
import { addAttachmentNames, addMailHeader } from './mail-header.ts';
import { rewriteOle } from './ole-repair.ts';
import { charsetOfCodePage } from './rtf-charsets.ts';
import { addPlainText } from './text.ts';

// By require, for what import makes of its default export depends on who imports.
const { default: MsgReader } = createRequire(import.meta.url)('@kenjiuno/msgreader') as typeof Library;
type MsgReader = InstanceType<typeof MsgReader>;

/** Outlook's mails, with the look of other mails. */
export const readMsg: FormatReader = async ({ bytes, member }, builder) => {
  const { reader, mail } = open(bytes);
  const subject = mail.subject?.trim() ?? '';
  const recipients = (kind: 'to' | 'cc'): string[] =>
    (mail.recipients ?? []).filter(({ recipType }) => recipType === kind).map(person);
  addMailHeader(
    {
      subject,
      from: [person({ name: mail.senderName, email: mail.senderEmail, smtpAddress: mail.senderSmtpAddress })],
      to: recipients('to'),
      cc: recipients('cc'),
      sent: dateOf(mail.messageDeliveryTime ?? mail.clientSubmitTime ?? mail.creationTime),
    },
    builder,
  );
  addWords(mail, builder);
  builder.title = subject;
  const attached: { name: string; part: FieldsData }[] = [];
  for (const part of mail.attachments ?? []) {
    const given = part.fileName ?? part.fileNameShort ?? part.name ?? null;
    const type = part.innerMsgContent === true ? 'application/vnd.ms-outlook' : (part.attachMimeTag ?? '');
    const isInline = part.attachmentHidden === true;
    const name = attachmentName(
      { name: part.innerMsgContent === true ? `${given ?? 'mail'}.msg` : given, type, isInline },
      attached.length + 1,
    );
    if (name !== null) attached.push({ name, part });
  }
  addAttachmentNames(
    attached.map(({ name }) => name),
    builder,
  );
  for (const { name, part } of attached) await member(name, reader.getAttachment(part).content);
};

function open(bytes: Buffer): { reader: MsgReader; mail: FieldsData } {
  // The library follows the chains of blocks wherever they lead, in circles too.
  const buffer = Uint8Array.from(rewriteOle(bytes, () => false)).buffer;
  const read = (ansiEncoding?: string): { reader: MsgReader; mail: FieldsData } => {
    const reader = new MsgReader(buffer);
    if (ansiEncoding !== undefined) reader.parserConfig = { ansiEncoding };
    const mail = reader.getFileData();
    if (mail.error !== undefined) throw damaged(`it is not a readable Outlook mail (${mail.error})`);
    return { reader, mail };
  };
  const first = read();
  // Only the mail itself says in what letters its words are kept, where that is not Unicode.
  const charset = charsetOf(first.mail);
  return charset === 'utf-8' ? first : read(charset);
}

const charsetOf = ({ messageCodepage, internetCodepage }: FieldsData): string =>
  charsetOfCodePage(messageCodepage ?? internetCodepage ?? 1252);

function addWords(mail: FieldsData, builder: DocumentBuilder): void {
  const plain = mail.body?.trim() ?? '';
  const page = mail.bodyHtml ?? (mail.html === undefined ? '' : decodeText(mail.html, charsetOf(mail)));
  if (plain !== '') addPlainText(plain, (paragraph) => builder.paragraph(paragraph));
  else if (page.trim() !== '') addHtmlPage(page, builder);
  else if (isEncrypted(mail)) builder.note('This mail is encrypted: its words cannot be read here.');
  else if ((mail.compressedRtf?.length ?? 0) > 0)
    builder.note('The words of this mail are kept as RTF alone, which is not read.');
}

function isEncrypted({ messageClass = '', attachments = [] }: FieldsData): boolean {
  return (
    /SMIME/i.test(messageClass) ||
    attachments.some(({ attachMimeTag = '' }) => /pgp-encrypted|pkcs7-mime/i.test(attachMimeTag))
  );
}

/** Exchange's own addresses ("/O=...") mean nothing outside it. */
function person({ name, email, smtpAddress }: Pick<FieldsData, 'name' | 'email' | 'smtpAddress'>): string {
  const address = smtpAddress ?? (email?.includes('@') === true ? email : '');
  if (address === '') return name ?? '';
  return name === undefined || name === address ? address : `${name} <${address}>`;
}

const dateOf = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));
