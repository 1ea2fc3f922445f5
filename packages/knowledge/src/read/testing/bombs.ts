import { deflateRawSync, constants, crc32 } from 'node:zlib';
import { zipSync } from 'fflate';

/**
 * Ten million zeros `times` over, in raw DEFLATE of a thousandth of that: the packed form of the ten million is repeated,
 * so that nobody has to pack all of it.
 */
export function packedZeros(times: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(10_000_000), { finishFlush: constants.Z_FULL_FLUSH });
  const end = deflateRawSync(Buffer.alloc(0));
  return Buffer.concat([...Array<Buffer>(times).fill(block), end]);
}

export interface RawEntry {
  name: string;
  packed: Buffer;
  /** What the archive says that it unpacks to. */
  size: number;
  crc?: number;
  /** The kind of file as Unix has it; a symbolic link is 0o120777. */
  mode?: number;
}

/** A ZIP archive that says what it is told to; `overlaps` lists every entry so many times, all at one place. */
export function rawZip(entries: readonly RawEntry[], { overlaps = 1 } = {}): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50);
    fill(head, 4, entry);
    const part = Buffer.concat([head, Buffer.from(entry.name), entry.packed]);
    local.push(part);
    for (let copy = 0; copy < overlaps; copy++) {
      const listed = Buffer.alloc(46);
      listed.writeUInt32LE(0x02014b50);
      listed.writeUInt16LE(0x0314, 4);
      fill(listed, 6, entry);
      listed.writeUInt32LE((entry.mode ?? 0o100644) * 65_536, 38);
      listed.writeUInt32LE(at, 42);
      central.push(listed, Buffer.from(entry.name));
    }
    at += part.length;
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(entries.length * overlaps, 8);
  end.writeUInt16LE(entries.length * overlaps, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, list, end]);
}

/** What both heads of an entry say, from the version on. */
function fill(head: Buffer, at: number, { name, packed, size, crc = 0 }: RawEntry): void {
  head.writeUInt16LE(20, at);
  head.writeUInt16LE(8, at + 4);
  head.writeUInt32LE(crc, at + 10);
  head.writeUInt32LE(packed.length, at + 14);
  head.writeUInt32LE(Math.min(size, 0xffffffff), at + 18);
  head.writeUInt16LE(Buffer.byteLength(name), at + 22);
}

/** A symbolic link, which an archive keeps as a file that holds where it leads. */
export function symbolicLink(name: string, target: string): RawEntry {
  const content = Buffer.from(target);
  return { name, packed: deflateRawSync(content), size: content.length, crc: crc32(content), mode: 0o120777 };
}

/** Archives in archives: `width` of them in each, `depth` deep, around a text of `size` bytes. */
export function nestedZips(depth: number, width: number, size: number): Uint8Array {
  const inner: Uint8Array = depth === 0 ? Buffer.alloc(size, 'a') : nestedZips(depth - 1, width, size);
  const name = (index: number): string => `${index}.${depth === 0 ? 'txt' : 'zip'}`;
  return zipSync(Object.fromEntries(Array.from({ length: width }, (_, index) => [name(index), inner])));
}
