import { damaged } from '../read-failure.ts';

/** Bytes of a value by its type number; types that hold no whole numbers are left out. */
const sizes: Record<number, 1 | 2 | 4> = { 1: 1, 3: 2, 4: 4, 7: 1 };

/** The fields of one directory of a TIFF structure (also EXIF), numbers by tag. */
export type TiffFields = Map<number, number[]>;

/**
 * Reads the directories that follow one another from the header on.
 * @param most directories that are read
 * @throws ReadFailure `file_damaged`
 */
export function readTiffFields(bytes: Buffer, most: number): TiffFields[] {
  const little = bytes.toString('latin1', 0, 2) === 'II';
  const read = (at: number, size: 1 | 2 | 4): number => {
    if (at + size > bytes.length) throw damaged('its picture breaks off');
    return little ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size);
  };
  const directories: TiffFields[] = [];
  const seen = new Set<number>();
  for (let at = read(4, 4); at !== 0 && !seen.has(at) && directories.length < most;) {
    seen.add(at);
    const fields: TiffFields = new Map();
    const count = read(at, 2);
    for (let entry = at + 2; entry < at + 2 + count * 12; entry += 12) {
      const size = sizes[read(entry + 2, 2)];
      const values = read(entry + 4, 4);
      if (size === undefined || values * size > bytes.length) continue;
      const start = values * size <= 4 ? entry + 8 : read(entry + 8, 4);
      fields.set(
        read(entry, 2),
        Array.from({ length: values }, (_, index) => read(start + index * size, size)),
      );
    }
    directories.push(fields);
    at = read(at + 2 + count * 12, 4);
  }
  return directories;
}
