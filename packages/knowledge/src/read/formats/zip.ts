import { unzipSync, zipSync } from 'fflate';
import { damaged, ReadFailure } from '../read-failure.ts';

/** All parts that are read of a file together, unpacked. Real office files stay far below. */
const maxUnpackedBytes = 200_000_000;
const maxParts = 20_000;
/** Large parts of real documents are packed to a hundredth at best; bombs go for the thousandth that is possible. */
const largePartBytes = 10_000_000;
const maxRatio = 300;

/** Counts what an archive unpacks to by the sizes that it declares, and refuses what no real archive comes to. */
export class UnpackGuard {
  readonly #maxBytes: number;
  #count = 0;
  #total = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @throws ReadFailure `file_too_large` */
  countPart(): void {
    if (++this.#count > maxParts) throw bomb(`has more than ${maxParts.toLocaleString('en')} parts`);
  }

  /**
   * Before a part of these sizes, in bytes, is unpacked.
   * @throws ReadFailure `file_too_large`
   */
  checkPart(packedSize: number, size: number): void {
    this.#total += size;
    if (this.#total > this.#maxBytes) {
      throw bomb(`unpacks to more than ${(this.#maxBytes / 1e6).toLocaleString('en')} MB`);
    }
    if (size > largePartBytes && size > packedSize * maxRatio) {
      throw bomb(`has a part that unpacks to more than ${maxRatio} times its size`);
    }
  }
}

/**
 * Archives keep their files one behind the other: where all together take far more room than there is, they lie over
 * each other.
 * @throws ReadFailure `file_too_large`
 */
export function checkPlaces(packedBytes: readonly number[], archiveBytes: number): void {
  // Sizes that cannot be true are damage, which shows in unpacking.
  const possible = packedBytes.filter((size) => size <= archiveBytes);
  if (possible.reduce((sum, size) => sum + size, 0) > archiveBytes * 2) throw bomb('lists the same data over and over');
}

export type Parts = Record<string, Uint8Array>;

/**
 * Unpacks the parts of an Office file that `wanted` names. Sizes are checked before unpacking as the archive declares
 * them, and a part can never take more than it declared: what is longer is cut off.
 * @throws ReadFailure `file_damaged`, or `file_too_large` for what unpacks to more than any real document
 */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Parts {
  const guard = new UnpackGuard(maxUnpackedBytes);
  try {
    return unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        guard.countPart();
        if (!wanted(name)) return false;
        guard.checkPart(size, originalSize);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof ReadFailure) throw error;
    throw damaged(`its archive cannot be unpacked (${error instanceof Error ? error.message : String(error)})`, error);
  }
}

/** Parts with words or structure: no pictures, and no data of other programs (customXml). */
export const isXmlPart = (name: string): boolean => /\.(?:xml|rels)$/i.test(name) && !name.startsWith('customXml/');

/**
 * Every Office format keeps its parts in a folder of its own, so another kind of archive is told by its lack.
 * @throws ReadFailure `file_mislabelled`, or `file_damaged` where the list of parts is lost
 */
export function requireFolder(parts: Parts, folder: string, format: string): void {
  const names = Object.keys(parts);
  if (names.some((name) => name.startsWith(folder))) return;
  if (names.length === 0) throw damaged('its archive lists no parts of a document');
  throw new ReadFailure(
    'file_mislabelled',
    `is a ZIP archive, but holds no ${format}.`,
    'Give it the extension of what it is, or replace it by the file that was meant.',
  );
}

/**
 * The parts of an Office file that are read, as an archive without compression, for libraries that unpack without limits
 * of their own.
 */
export function repack(
  bytes: Uint8Array,
  folder: string,
  format: string,
  { wanted, clean }: { wanted: (name: string) => boolean; clean: (name: string, part: Uint8Array) => Uint8Array },
): Uint8Array {
  const parts = unzip(bytes, wanted);
  requireFolder(parts, folder, format);
  for (const [name, part] of Object.entries(parts)) {
    if (isXmlPart(name)) refuseDoctype(name, part);
    parts[name] = clean(name, part);
  }
  return zipSync(parts, { level: 0 });
}

/**
 * Office files never declare document types; those who do are after the parser (entities that multiply, or name files).
 * @throws ReadFailure `file_damaged`
 */
export function refuseDoctype(name: string, part: Uint8Array): void {
  // UTF-16 has a NUL in every other byte, and Office writes UTF-8 alone.
  const text = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY') || text.subarray(0, 4).includes(0)) {
    throw damaged(`its part ${name} is not plain XML as Office writes it`);
  }
}

function bomb(reason: string): ReadFailure {
  return new ReadFailure('file_too_large', `${reason}.`, 'Split it into smaller files, if it is a real document.');
}
