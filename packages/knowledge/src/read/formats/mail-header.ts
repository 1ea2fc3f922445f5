import type { DocumentBuilder } from '../document-builder.ts';

/** What stands above the words of a mail, whatever format it is kept in. */
export interface MailHeader {
  subject: string;
  /** People as "Ann <ann@example.org>". */
  from: string[];
  to: string[];
  cc: string[];
  /** When it was sent; null where it does not say, or says nonsense. */
  sent: Date | null;
}

/** The subject as heading and title, then who wrote to whom and when. */
export function addMailHeader({ subject, from, to, cc, sent }: MailHeader, builder: DocumentBuilder): void {
  const date = sent === null || Number.isNaN(sent.getTime()) ? '' : sent.toISOString();
  const lines = { From: from.join(', '), To: to.join(', '), Cc: cc.join(', '), Date: shownDate(date) };
  builder.title = subject;
  builder.headingsGiveTitle = false;
  builder.heading(1, subject);
  builder.paragraph(
    Object.entries(lines)
      .filter(([, value]) => value !== '')
      .map(([label, value]) => `${label}: ${value}`)
      .join('\n'),
  );
  builder.addMetadata('author', lines.From);
  builder.addMetadata('to', [...to, ...cc].join(', '));
  builder.addMetadata('date', date);
}

/** What is attached, by name, below the words. */
export function addAttachmentNames(names: readonly string[], builder: DocumentBuilder): void {
  for (const name of names) builder.listItem(1, `Attachment: ${name}`);
  builder.endGroup();
}

/** "2025-07-22 08:00 UTC" */
const shownDate = (iso: string): string => (iso === '' ? '' : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`);
