import { expect, test } from 'vitest';
import { baseName, formatBytes, formatDuration, nameInWords, plural } from './format.ts';

test('durations read naturally at every size', () => {
  expect([0.4, 12, 1400, 125_000].map(formatDuration)).toEqual(['0 ms', '12 ms', '1.4 s', '2 min 5 s']);
});

test('one is singular', () => {
  expect([plural(1, 'page'), plural(0, 'page'), plural(1200, 'page')]).toEqual(['1 page', '0 pages', '1,200 pages']);
});

test('a source is called by its last folder', () => {
  expect(baseName('/srv/company/hand%20book/')).toBe('hand book');
  expect(baseName('C:\\files\\100%')).toBe('100%');
  expect(baseName('/')).toBe('/');
});

test('sizes read naturally at every size', () => {
  const sizes = [0, 812, 1000, 498_021, 999_600, 1_230_000, 12_300_000, 4_560_000_000];
  expect(sizes.map(formatBytes)).toEqual(['0 B', '812 B', '1 kB', '498 kB', '1.0 MB', '1.2 MB', '12 MB', '4.6 GB']);
});

test('names of the API read as labels', () => {
  const labels = ['depth', 'maxFileMb', 'filePasswords', 'sshKey', 'allowPrivate'].map(nameInWords);
  expect(labels).toEqual(['Depth', 'Max file MB', 'File passwords', 'SSH key', 'Allow private']);
});
