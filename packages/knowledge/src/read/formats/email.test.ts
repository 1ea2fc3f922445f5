import { expect, test } from 'vitest';
import { outline, readBytes } from '../testing/read-bytes.ts';

const head = `From: Ann <ann@example.org>\r\nTo: bob@example.org\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
Date: Tue, 22 Jul 2025 10:00:00 +0200\r\nMIME-Version: 1.0\r\n`;

test('a mail becomes its subject, its people and its words', async () => {
  const body = `Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nHello Bob,\r\n\r\nsee you.\r\n
--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="plan.txt"\r\n\r\nhidden\r\n--x--\r\n`;
  const document = await readBytes('hello.eml', head + body);
  expect(document).toMatchObject({ format: 'email', title: 'Grüße', metadata: { author: 'Ann <ann@example.org>' } });
  expect(outline(document)).toEqual([
    'heading 1: Grüße',
    'paragraph: From: Ann <ann@example.org>\nTo: bob@example.org\nDate: 2025-07-22T08:00:00.000Z',
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
