import { expect, test } from 'vitest';
import { isBinary } from './binary-data.ts';

const noise = Uint8Array.from({ length: 2000 }, (_, at) => 1 + ((at * at * 31 + at * 7) % 255));

test.each([
  ['UTF-8', Buffer.from('Größe\tund\r\nMaß')],
  ['UTF-16 with its mark', Buffer.from('\ufeffGröße 日本', 'utf16le')],
  ['Windows-1252', Buffer.from('Größe', 'latin1')],
  ['Shift JIS, which has bytes that Windows-1252 lacks', Buffer.from('93fa967b8ceb8181908f', 'hex')],
  ['the colours of a terminal', Buffer.from('\u001b[31mred\u001b[0m\n'.repeat(20))],
  ['data set apart by control characters', Buffer.from('a\u0001b\u001fc\n'.repeat(20))],
  ['the end of a file of DOS', Buffer.from('words\u001a')],
  ['one that strayed in', Buffer.from(`${'words '.repeat(50)}\u0002`)],
])('%s is text', (_what, bytes) => {
  expect(isBinary(bytes)).toBe(false);
});

test.each([
  ['bytes without sense', noise],
  ['the same behind the mark of UTF-8', Buffer.concat([Buffer.from('\ufeff'), noise])],
  ['the same behind the mark of UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), noise])],
])('%s are none', (_what, bytes) => {
  expect(isBinary(bytes)).toBe(true);
});
