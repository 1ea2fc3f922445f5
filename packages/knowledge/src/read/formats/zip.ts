import { unzipSync, zipSync } from 'fflate';
import { damaged, ReadFailure } from '../read-failure.ts';

/** All parts that are read of a file together, unpacked. Real office files stay far below. */
const maxUnpackedBytes = 200_000_000;
const maxParts = 20_000;
/** Large parts of real documents are packed to a hundredth at best; bombs go for the thousandth that is possible. */
const largePartBytes = 10_000_000;
const maxRatio = 300;

export type Parts = Record<string, Uint8Array>;

/**
 * Unpacks the parts of an Office file that `wanted` names. Sizes are checked before unpacking as the archive declares
 * them, and a part can never take more than it declared: what is longer is cut off.
 * @throws ReadFailure `file_damaged`, or `file_too_large` for what unpacks to more than any real document
 */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Parts {
  let total = 0;
  let count = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (++count > maxParts) throw bomb(`has more than ${maxParts.toLocaleString('en')} parts`);
        if (!wanted(name)) return false;
        total += originalSize;
        if (total > maxUnpackedBytes) throw bomb('unpacks to more than 200 MB');
        if (originalSize > largePartBytes && originalSize > size * maxRatio) {
          throw bomb(`has a part that unpacks to more than ${maxRatio} times its size`);
        }
        return true;
      },
    });
  } catch (error) {
    if (error instanceof ReadFailure) throw error;
    throw damaged(`its archive cannot be unpacked (${error instanceof Error ? error.message : String(error)})`, error);
  }
}

/** The same as an archive without compression, for libraries that unpack without limits of their own. */
export function repack(bytes: Uint8Array, wanted: (name: string) => boolean): Uint8Array {
  const parts = unzip(bytes, wanted);
  for (const [name, part] of Object.entries(parts)) if (/\.(?:xml|rels)$/i.test(name)) refuseDoctype(name, part);
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
