import { CFB } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { outline, readAll } from '../testing/read-bytes.ts';

type Properties = Record<string, string | Buffer | number>;

/** Properties by their number and type, such as "0037001F" for a subject in Unicode. */
function addProperties(container: object, folder: string, properties: Properties, headerBytes: number): void {
  const entries: Buffer[] = [Buffer.alloc(headerBytes)];
  for (const [tag, value] of Object.entries(properties)) {
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(Number.parseInt(tag, 16));
    entry.writeUInt32LE(6, 4);
    if (typeof value === 'number') {
      if (tag.endsWith('0040')) entry.writeBigUInt64LE(BigInt(value) * 10_000n + 116_444_736_000_000_000n, 8);
      else entry.writeUInt32LE(value, 8);
    } else {
      const bytes = typeof value === 'string' ? Buffer.from(value, tag.endsWith('001F') ? 'utf16le' : 'latin1') : value;
      entry.writeUInt32LE(bytes.length, 8);
      CFB.utils.cfb_add(container, `${folder}/__substg1.0_${tag}`, bytes);
    }
    entries.push(entry);
  }
  CFB.utils.cfb_add(container, `${folder}/__properties_version1.0`, Buffer.concat(entries));
}

function makeMsg(
  mail: Properties,
  { recipients = [], attachments = [] }: { recipients?: Properties[]; attachments?: Properties[] } = {},
): Uint8Array {
  const container = CFB.utils.cfb_new();
  addProperties(container, '', mail, 32);
  for (const [index, recipient] of recipients.entries()) {
    addProperties(container, `/__recip_version1.0_#0000000${index}`, recipient, 8);
  }
  for (const [index, attachment] of attachments.entries()) {
    addProperties(container, `/__attach_version1.0_#0000000${index}`, attachment, 8);
  }
  return new Uint8Array(CFB.write(container, { type: 'buffer' }) as Buffer);
}

const sent = Date.UTC(2025, 6, 22, 8, 0);

test('a mail has the look of other mails, and what is attached are documents of their own', async () => {
  const { document, members } = await readAll(
    'rent.msg',
    makeMsg(
      {
        '0037001F': 'Rent of the depot',
        '0C1A001F': 'Ann Lee',
        '0C1F001F': 'ann@example.org',
        '1000001F': 'The rent is 1,200 euros.\r\n\r\nAnn',
        '0E060040': sent,
      },
      {
        recipients: [
          { '3001001F': 'Bob', '3003001F': 'bob@example.org', '0C150003': 1 },
          { '3001001F': 'Cy', '3003001F': '/O=FIRM/CN=CY', '0C150003': 2 },
        ],
        attachments: [{ '3707001F': 'note.md', '37010102': Buffer.from('# A note\n'), '37050003': 1 }],
      },
    ),
  );
  expect(document === null ? [] : outline(document)).toEqual([
    'heading 1: Rent of the depot',
    'paragraph: From: Ann Lee <ann@example.org>\nTo: Bob <bob@example.org>\nCc: Cy\nDate: 2025-07-22 08:00 UTC',
    'paragraph: The rent is 1,200 euros.',
    'paragraph: Ann',
    'list-item 1: Attachment: note.md',
  ]);
  expect(document).toMatchObject({
    format: 'msg',
    title: 'Rent of the depot',
    metadata: { author: 'Ann Lee <ann@example.org>' },
  });
  expect(members).toMatchObject([{ name: 'note.md', document: { title: 'A note' } }]);
});

test('words that are not in Unicode are read in the letters that the mail names', async () => {
  const mail = { '0037001E': Buffer.from([0xd1, 0xed, 0xe5, 0xe3]), '1000001E': 'x', '3FFD0003': 1251 };
  expect((await readAll('a.msg', makeMsg(mail))).document?.title).toBe('Снег');
});

test('a mail whose words are a page is read, and one that is encrypted says so', async () => {
  const page = makeMsg({ '0037001F': 'Page', '10130102': Buffer.from('<p>Dear <b>all</b>,</p><p>hello.</p>') });
  const { document } = await readAll('a.msg', page);
  expect(document === null ? [] : outline(document).slice(1)).toEqual(['paragraph: Dear all,', 'paragraph: hello.']);
  const secret = makeMsg({ '0037001F': 'Secret', '001A001F': 'IPM.Note.SMIME' });
  expect((await readAll('a.msg', secret)).document?.text).toContain('This mail is encrypted');
});
