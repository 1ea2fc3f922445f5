import { expect, test } from 'vitest';
import { withoutLinks } from './xlsb-records.ts';

const row = [0x00, 2, 9, 9];
const link = [0xee, 0x03, 3, 1, 2, 3];
const long = [0x94, 0x01, 0x80, 0x01, ...Array<number>(128).fill(7)];

test('links are left out of the records of a sheet, whatever they claim to cover', () => {
  expect([...withoutLinks(Uint8Array.from([...row, ...link, ...long, ...link, ...row]))]).toEqual([
    ...row,
    ...long,
    ...row,
  ]);
});

test('a record that ends after its part is damage', () => {
  expect(() => withoutLinks(Uint8Array.from([...row, 0x00, 200, 1]))).toThrow('its records break off');
});
