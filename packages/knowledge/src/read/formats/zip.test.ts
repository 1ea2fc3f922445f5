import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { ReadFailure } from '../read-failure.ts';
import { unzip } from './zip.ts';

const everything = (): boolean => true;

function failure(action: () => unknown): ReadFailure {
  try {
    action();
  } catch (error) {
    if (error instanceof ReadFailure) return error;
  }
  throw new Error('expected a ReadFailure');
}

test('unpacks only what is wanted', () => {
  const archive = zipSync({ 'a.xml': strToU8('a'), 'media/b.png': strToU8('b') });
  expect(Object.keys(unzip(archive, (name) => name.endsWith('.xml')))).toEqual(['a.xml']);
});

test('refuses parts that unpack to many times their size, and more than 200 MB in all, before unpacking them', () => {
  const zeros = zipSync({ 'a.xml': new Uint8Array(20_000_000) });
  expect(failure(() => unzip(zeros, everything)).code).toBe('file_too_large');
  const archive = zipSync({ 'a.xml': strToU8('a'.repeat(1000)), 'b.xml': strToU8('b'.repeat(1000)) });
  // The sizes that the directory declares, at byte 24 of each of its entries.
  for (let at = archive.indexOf(0x50); at >= 0; at = archive.indexOf(0x50, at + 1)) {
    if (archive[at + 1] === 0x4b && archive[at + 2] === 1)
      new DataView(archive.buffer).setUint32(archive.byteOffset + at + 24, 150_000_000, true);
  }
  expect(failure(() => unzip(archive, everything))).toMatchObject({ code: 'file_too_large' });
});

test('a part never takes more memory than it declares', () => {
  const archive = zipSync({ 'a.xml': strToU8('a'.repeat(100_000)) });
  const directory = archive.findLastIndex(
    (byte, at) => byte === 0x50 && archive[at + 1] === 0x4b && archive[at + 2] === 1,
  );
  new DataView(archive.buffer).setUint32(archive.byteOffset + directory + 24, 10, true);
  expect(unzip(archive, everything)['a.xml']?.length).toBe(10);
});

test('what is no archive is damaged', () => {
  expect(failure(() => unzip(strToU8('PK\x03\x04 and no more'), everything)).code).toBe('file_damaged');
});
