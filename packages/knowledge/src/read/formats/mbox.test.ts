import { expect, test } from 'vitest';
import { failureOf, outline, readAll } from '../testing/read-bytes.ts';

const message = (subject: string, body: string): string =>
  `From ann@example.org Tue Jul 22 10:00:00 2025\nFrom: ann@example.org\n${subject}\n\n${body}\n\n`;

const mailbox =
  message('Subject: Plan', 'Hello,\n\n>From here on it is quoted.\n>>From there twice.\nFrom time to time in 2025.') +
  message('Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n to: all/none', 'Second.') +
  message('Message-ID: <1@example.org>', 'Third.');

test.each([
  ['LF', mailbox],
  ['CRLF', mailbox.replaceAll('\n', '\r\n')],
])('every message of a mailbox is a mail of its own, with %s', async (_, content) => {
  const { document, members } = await readAll('inbox.mbox', content);
  expect(document).toBeNull();
  expect(members.map(({ name }) => name)).toEqual([
    '0001 Plan.eml',
    '0002 Grüße to all none.eml',
    '0003 1@example.org.eml',
  ]);
  const [first] = members;
  expect(first !== undefined && 'document' in first ? outline(first.document).slice(2) : first).toEqual([
    'paragraph: Hello,',
    'paragraph: From here on it is quoted.\n>From there twice.\nFrom time to time in 2025.',
  ]);
});

test('attachments of messages are files inside them', async () => {
  const body =
    '--x\nContent-Type: text/plain\n\nSee file.\n--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nwords\n--x--';
  const content = message('Subject: Plan\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x', body);
  const { members } = await readAll('inbox.mbox', content);
  expect(members.map(({ name }) => name).toSorted()).toEqual(['0001 Plan.eml', '0001 Plan.eml/a.txt']);
});

test('a file that is no mailbox is mislabelled', async () => {
  expect((await failureOf('inbox.mbox', 'Dear all,\n\nFrom here\n')).code).toBe('file_mislabelled');
});
