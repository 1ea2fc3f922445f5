import { damaged } from '../read-failure.ts';
import { checkPictureSize, rgbPicture, type Picture } from './picture.ts';

/** The first picture of a GIF. */
export function gifPicture(bytes: Buffer): Picture {
  const flags = bytes[10] ?? 0;
  let at = 13 + paletteBytes(flags);
  let palette = bytes.subarray(13, at);
  // Extensions stand before the picture: a label, and blocks of data up to an empty one.
  while (bytes[at] === 0x21) at = blocksAt(bytes, at + 2).end;
  if (bytes[at] !== 0x2c || at + 10 > bytes.length) throw damaged('its picture is lost');
  const width = bytes.readUInt16LE(at + 5);
  const height = bytes.readUInt16LE(at + 7);
  checkPictureSize(width, height);
  const own = bytes[at + 9] ?? 0;
  at += 10;
  if (paletteBytes(own) > 0) palette = bytes.subarray(at, (at += paletteBytes(own)));
  const codeBits = bytes[at] ?? 0;
  const indices = unpack(blocksAt(bytes, at + 1).data, codeBits, width * height);
  const interlaced = (own & 0x40) !== 0;
  const pixels = Buffer.alloc(width * height * 3, 255);
  for (const [row, y] of rowOrder(height, interlaced).entries()) {
    for (let x = 0; x < width; x++) {
      const color = (indices[row * width + x] ?? 0) * 3;
      palette.copy(pixels, (y * width + x) * 3, color, color + 3);
    }
  }
  return rgbPicture(width, height, pixels);
}

const paletteBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

function blocksAt(bytes: Buffer, start: number): { data: Buffer; end: number } {
  const blocks: Buffer[] = [];
  let at = start;
  for (let length = bytes[at]; length !== undefined && length > 0; length = bytes[at]) {
    blocks.push(bytes.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { data: Buffer.concat(blocks), end: at + 1 };
}

/** Interlaced pictures bring every eighth row first, then those between. */
function rowOrder(height: number, interlaced: boolean): number[] {
  const passes = interlaced
    ? ([
        [0, 8],
        [4, 8],
        [2, 4],
        [1, 2],
      ] as const)
    : ([[0, 1]] as const);
  const order: number[] = [];
  for (const [first, step] of passes) for (let y = first; y < height; y += step) order.push(y);
  return order;
}

/** LZW with codes of growing length, the lowest bits first. */
function unpack(data: Buffer, codeBits: number, length: number): Uint8Array {
  if (codeBits < 1 || codeBits > 11) throw damaged('its picture cannot be unpacked');
  const clear = 1 << codeBits;
  const output = new Uint8Array(length);
  // What a code stands for: the output of `sizes[code]` bytes at `starts[code]`.
  const starts = new Int32Array(4096);
  const sizes = new Int32Array(4096);
  let [bits, next, written, before] = [codeBits + 1, clear + 2, 0, -1];
  for (let bit = 0; bit + bits <= data.length * 8 && written < length;) {
    const code = readBits(data, bit, bits);
    bit += bits;
    if (code === clear + 1) break;
    if (code === clear) {
      [bits, next, before] = [codeBits + 1, clear + 2, -1];
      continue;
    }
    if (code > next || (code === next && before < 0)) throw damaged('its picture cannot be unpacked');
    const start = written;
    if (code < clear) {
      output[written++] = code;
    } else {
      // The code that is made just now is what came before, and its first byte again.
      const isNew = code === next;
      const from = isNew ? before : (starts[code] ?? 0);
      const size = isNew ? start - before + 1 : (sizes[code] ?? 0);
      for (let index = 0; index < size && written < length; index++) output[written++] = output[from + index] ?? 0;
    }
    if (before >= 0 && next < 4096) {
      starts[next] = before;
      sizes[next] = start - before + 1;
      next++;
    }
    if (next === 1 << bits && bits < 12) bits++;
    before = start;
  }
  return output;
}

function readBits(data: Buffer, bit: number, count: number): number {
  const at = bit >> 3;
  const three = (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16);
  return (three >> (bit & 7)) & ((1 << count) - 1);
}
