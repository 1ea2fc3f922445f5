import { expect, test } from 'vitest';
import { outline, readAll, readBytes } from '../testing/read-bytes.ts';

const head = `From: Ann <ann@example.org>\r\nTo: bob@example.org\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
Date: Tue, 22 Jul 2025 10:00:00 +0200\r\nMIME-Version: 1.0\r\n`;

test('a mail becomes its subject, its people and its words', async () => {
  const body = `Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nHello Bob,\r\n\r\nsee you.\r\n
--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="plan.txt"\r\n\r\nhidden\r\n--x--\r\n`;
  const document = await readBytes('hello.eml', head + body);
  expect(document).toMatchObject({ format: 'email', title: 'Grüße', metadata: { author: 'Ann <ann@example.org>' } });
  expect(outline(document)).toEqual([
    'heading 1: Grüße',
    'paragraph: From: Ann <ann@example.org>\nTo: bob@example.org\nDate: 2025-07-22 08:00 UTC',
    'paragraph: Hello Bob,',
    'paragraph: see you.',
    'list-item 1: Attachment: plan.txt',
  ]);
});

test('a mail that is only HTML is read as a page', async () => {
  const document = await readBytes(
    'hello.eml',
    `${head}Content-Type: text/html\r\n\r\n<h2>News</h2><ul><li>one</li></ul>`,
  );
  expect(document.title).toBe('Grüße');
  expect(outline(document).slice(2)).toEqual(['heading 2: News', 'list-item 1: one']);
});

/** A mail of these parts, each its headers and its content. */
function mail(parts: [headers: string, content: string][], type = 'mixed'): string {
  const all = parts.map(([headers, content]) => `--x\r\n${headers}\r\n\r\n${content}\r\n`);
  return `${head}Content-Type: multipart/${type}; boundary=x\r\n\r\n${all.join('')}--x--\r\n`;
}

const words: [string, string] = ['Content-Type: text/plain', 'Hello.'];
const attached = (type: string, name: string): string =>
  `Content-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"`;

test('what is attached are documents of their own, by clean names', async () => {
  const forwarded = 'Subject: Before\r\n\r\nOld words.';
  const { document, members } = await readAll(
    'a.eml',
    mail([
      words,
      [attached('text/plain', '../../plan.txt'), 'one'],
      [attached('text/csv', 'C:\\\\data\\\\rates'), 'a,b\r\n1,2'],
      [attached('text/plain', 'plan.txt'), 'two'],
      ['Content-Type: message/rfc822', forwarded],
      [attached('application/octet-stream', 'winmail.dat'), 'x'],
      [attached('application/pkcs7-signature', 'smime.p7s'), 'x'],
      [attached('text/vcard', 'ann.vcf'), 'x'],
    ]),
  );
  expect(members.map((member) => [member.name, 'document' in member ? member.document.text : member.failure])).toEqual([
    ['plan.txt', 'one'],
    ['rates.csv', 'a | b\n1 | 2'],
    ['plan (2).txt', 'two'],
    ['attachment 4.eml', 'Before\n\nOld words.'],
  ]);
  expect(document === null ? [] : outline(document).slice(2)).toEqual([
    'paragraph: Hello.',
    'list-item 1: Attachment: plan.txt',
    'list-item 1: Attachment: rates.csv',
    'list-item 1: Attachment: plan.txt',
    'list-item 1: Attachment: attachment 4.eml',
  ]);
});

test('pictures that the page shows are no attachments', async () => {
  const picture =
    'Content-Type: image/png\r\nContent-Disposition: attachment; filename="logo.png"\r\nContent-ID: <logo>';
  const page: [string, string] = ['Content-Type: text/html', '<p>Hello <img src="cid:logo"></p>'];
  const { members } = await readAll('a.eml', mail([page, [picture, 'x'], [picture.replace('<logo>', '<photo>'), 'x']]));
  expect(members.map(({ name }) => name)).toEqual(['logo.png']);
});

test('a stub beside a page is not taken for the words', async () => {
  const document = await readBytes(
    'a.eml',
    mail(
      [
        ['Content-Type: text/plain', 'Your program cannot show HTML mails.'],
        ['Content-Type: text/html', '<p>Real words.</p><blockquote>Quoted words.</blockquote>'],
      ],
      'alternative',
    ),
  );
  expect(outline(document).slice(2)).toEqual(['paragraph: Real words.', 'quote: Quoted words.']);
});

test('invitations are said in words', async () => {
  const calendar = `BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nDTSTART:19700101T000000\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nSUMMARY:Review\\, first\r
  part\r\nDTSTART;TZID=Europe/Berlin:20250722T083000\r\nDTEND:20250722T073000Z\r\nDUE;VALUE=DATE:20250801\r\nLOCATION:Room 4\r
ORGANIZER;CN="Ann":mailto:ann@example.org\r\nATTENDEE:mailto:bob@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR`;
  const { document, members } = await readAll(
    'a.eml',
    mail([words, ['Content-Type: text/calendar; method=REQUEST', calendar]]),
  );
  expect(members).toEqual([]);
  expect(document === null ? [] : outline(document).slice(3)).toEqual([
    'paragraph: Event: Review, first part\nStart: 2025-07-22 08:30 Europe/Berlin\nEnd: 2025-07-22 07:30 UTC\nDue: 2025-08-01\nWhere: Room 4\nOrganiser: Ann\nAttendee: bob@example.org',
  ]);
});

test.each<[what: string, content: string, note: string]>([
  [
    'PGP',
    mail(
      [
        ['Content-Type: application/pgp-encrypted', 'Version: 1'],
        ['Content-Type: application/octet-stream', 'x'],
      ],
      'encrypted',
    ),
    'This mail is encrypted (PGP): its words cannot be read here.',
  ],
  [
    'S/MIME',
    `${head}Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nx`,
    'This mail is encrypted (S/MIME): its words cannot be read here.',
  ],
  [
    'a signature around it (S/MIME)',
    `${head}Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\n\r\nx`,
    'This mail is wrapped in its signature (S/MIME): its words cannot be read here.',
  ],
])('a mail with %s says why its words are missing', async (_, content, note) => {
  const { document, members } = await readAll('a.eml', content);
  expect(document?.text).toContain(note);
  expect(members).toEqual([]);
});
