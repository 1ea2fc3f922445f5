import { expect, test } from 'vitest';
import { makeOle, makeSmallMsg, streamsOf } from '../testing/make-ole.ts';
import { failureOf, readBytes } from '../testing/read-bytes.ts';
import { hasEndlessProperties, rewriteOle } from './ole-repair.ts';

const name = '\u0005SummaryInformation';

/** A set of properties that says it holds so many. */
function properties(count: number): Buffer {
  const stream = Buffer.alloc(80);
  stream.writeUInt32LE(1, 24);
  stream.writeUInt32LE(48, 44);
  stream.writeUInt32LE(count, 52);
  return stream;
}

test('properties that claim more than there is are told, and left out', () => {
  expect(hasEndlessProperties(name, properties(2))).toBe(false);
  expect(hasEndlessProperties(name, properties(0xffffffff))).toBe(true);
  expect(hasEndlessProperties('Workbook', properties(0xffffffff))).toBe(false);
  const container = makeOle({ '/Workbook': Buffer.from('words'), [`/${name}`]: properties(0xffffffff) });
  const streams = streamsOf(rewriteOle(container, hasEndlessProperties));
  expect(streams['/Workbook']?.toString()).toBe('words');
  expect(Object.keys(streams)).not.toContain(`/${name}`);
});

test('a mail whose blocks lead in a circle is read or refused, and not followed forever', async () => {
  const mail = makeSmallMsg('Rent', 'The rent is 1,200 euros.');
  const table = mail.readUInt32LE(76) * 512 + 512;
  for (let block = 0; block < 8; block++) {
    const circular = Buffer.from(mail);
    circular.writeUInt32LE(block, table + block * 4);
    const outcome = await readBytes('a.msg', circular).then(
      ({ text }) => text,
      async () => (await failureOf('a.msg', circular)).code,
    );
    expect(outcome).not.toBe('');
  }
});
