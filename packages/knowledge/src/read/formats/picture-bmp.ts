import { damaged } from '../read-failure.ts';
import { checkPictureSize, rgbPicture, unsupportedPicture, type Picture } from './picture.ts';

/** Windows bitmaps without compression. */
export function bmpPicture(bytes: Buffer): Picture {
  if (bytes.length < 54) throw damaged('its picture breaks off');
  const headerBytes = bytes.readUInt32LE(14);
  if (headerBytes < 40) throw unsupportedPicture('a bitmap of an old kind');
  const width = bytes.readInt32LE(18);
  const signedHeight = bytes.readInt32LE(22);
  const height = Math.abs(signedHeight);
  const depth = bytes.readUInt16LE(28);
  const compression = bytes.readUInt32LE(30);
  checkPictureSize(width, height);
  // 3: no compression, but masks that say where a colour lies; with 32 bits they are the usual ones.
  if (compression !== 0 && !(compression === 3 && depth === 32)) throw unsupportedPicture('a compressed bitmap');
  if (![1, 4, 8, 24, 32].includes(depth)) throw unsupportedPicture(`a bitmap with ${depth} bits a pixel`);
  const start = bytes.readUInt32LE(10);
  const rowBytes = Math.ceil((width * depth) / 32) * 4;
  if (start + rowBytes * height > bytes.length) throw damaged('its picture breaks off');
  const palette = 14 + headerBytes;
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    // Rows go up, unless the height is negative.
    const row = start + rowBytes * (signedHeight > 0 ? height - 1 - y : y);
    for (let x = 0; x < width; x++) {
      const color = depth >= 24 ? row + (x * depth) / 8 : palette + 4 * indexAt(bytes, row, x, depth);
      const target = (y * width + x) * 3;
      pixels[target] = bytes[color + 2] ?? 0;
      pixels[target + 1] = bytes[color + 1] ?? 0;
      pixels[target + 2] = bytes[color] ?? 0;
    }
  }
  return rgbPicture(width, height, pixels);
}

/** Pixels of less than a byte fill it from its high end. */
function indexAt(bytes: Buffer, row: number, x: number, depth: number): number {
  const bit = x * depth;
  const byte = bytes[row + (bit >> 3)] ?? 0;
  return (byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}
