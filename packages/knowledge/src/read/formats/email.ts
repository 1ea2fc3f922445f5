import PostalMime, { type Address } from 'postal-mime';
import type { FormatReader } from './format-reader.ts';
import { addHtmlPage } from './html.ts';
import { addPlainText } from './text.ts';

/** Mail: the subject, who wrote to whom and when, the words, and the names of what is attached. */
export const readEmail: FormatReader = async ({ bytes }, builder) => {
  const mail = await PostalMime.parse(bytes);
  const subject = mail.subject?.trim() ?? '';
  const from = mail.from === undefined ? '' : namesOf([mail.from]);
  const to = namesOf([...(mail.to ?? []), ...(mail.cc ?? [])]);
  const date = mail.date ?? '';
  builder.heading(1, subject);
  builder.paragraph([line('From', from), line('To', to), line('Date', date)].filter((text) => text !== '').join('\n'));
  if ((mail.text ?? '').trim() !== '') addPlainText(mail.text ?? '', (paragraph) => builder.paragraph(paragraph));
  else if (mail.html !== undefined) addHtmlPage(mail.html, builder);
  for (const { filename } of mail.attachments) if (filename) builder.listItem(1, `Attachment: ${filename}`);
  builder.title = subject;
  builder.addMetadata('author', from);
  builder.addMetadata('to', to);
  builder.addMetadata('date', date);
};

const line = (label: string, value: string): string => (value === '' ? '' : `${label}: ${value}`);

function namesOf(addresses: Address[]): string {
  return addresses
    .flatMap((address) => address.group ?? [address])
    .map(({ name, address }) => (name ? `${name} <${address ?? ''}>` : (address ?? '')))
    .join(', ');
}
