import { inflateSync } from 'node:zlib';
import { damaged } from '../read-failure.ts';
import { checkPictureSize, rgbPicture, unsupportedPicture, type Picture } from './picture.ts';

/** PDF takes a PNG's pixels as they are packed; only where some are transparent they are put on white first. */
export function pngPicture(bytes: Buffer): Picture {
  let header: Buffer | null = null;
  let palette: Buffer | null = null;
  let transparency: Buffer | null = null;
  const packed: Buffer[] = [];
  for (let at = 8; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = data;
    else if (type === 'PLTE') palette = data;
    else if (type === 'tRNS') transparency = data;
    else if (type === 'IDAT') packed.push(data);
    else if (type === 'IEND') break;
    at += 12 + length;
  }
  if (header === null || header.length < 13 || packed.length === 0) throw damaged('its picture breaks off');
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  checkPictureSize(width, height);
  const depth = header[8] ?? 8;
  const kind = header[9];
  if (header[12] !== 0) throw unsupportedPicture('an interlaced PNG');
  const data = Buffer.concat(packed);
  if (kind === 4 || kind === 6) return onWhite({ width, height, depth, colors: kind === 4 ? 1 : 3, data });
  const colors = kind === 2 ? 3 : 1;
  const space = kind === 3 ? indexed(palette, transparency) : kind === 2 ? '/DeviceRGB' : '/DeviceGray';
  const entries =
    `/ColorSpace${space}/BitsPerComponent ${depth}/Filter/FlateDecode` +
    `/DecodeParms<</Predictor 15/Colors ${colors}/BitsPerComponent ${depth}/Columns ${width}>>`;
  return { width, height, parts: [{ left: 0, top: 0, width, height, entries, data }] };
}

function indexed(palette: Buffer | null, transparency: Buffer | null): string {
  if (palette === null) throw damaged('its palette is lost');
  const colors = Buffer.from(palette);
  for (const [entry, alpha] of (transparency ?? []).entries()) {
    for (let at = entry * 3; at < Math.min(entry * 3 + 3, colors.length); at++) {
      colors[at] = blend(colors[at] ?? 0, alpha);
    }
  }
  return `[/Indexed/DeviceRGB ${Math.floor(colors.length / 3) - 1}<${colors.toString('hex')}>]`;
}

/** 255 is opaque. */
const blend = (color: number, alpha: number): number => 255 - Math.round(((255 - color) * alpha) / 255);

interface Pixels {
  width: number;
  height: number;
  /** 8 or 16 bits a colour. */
  depth: number;
  /** Besides the transparency. */
  colors: 1 | 3;
  data: Buffer;
}

function onWhite({ width, height, depth, colors, data }: Pixels): Picture {
  const bytesPerColor = depth / 8;
  const pixelBytes = (colors + 1) * bytesPerColor;
  const rowBytes = width * pixelBytes;
  const rows = unfilter(inflateSync(data, { maxOutputLength: (rowBytes + 1) * height }), rowBytes, pixelBytes);
  const pixels = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const at = pixel * pixelBytes;
    const alpha = rows[at + colors * bytesPerColor] ?? 0;
    for (let color = 0; color < 3; color++) {
      const value = rows[at + Math.min(color, colors - 1) * bytesPerColor] ?? 0;
      pixels[pixel * 3 + color] = blend(value, alpha);
    }
  }
  return rgbPicture(width, height, pixels);
}

/** Undoes the filter that the first byte of each row names (PNG specification, 9.2). */
function unfilter(filtered: Buffer, rowBytes: number, pixelBytes: number): Buffer {
  const height = Math.floor(filtered.length / (rowBytes + 1));
  const rows = Buffer.alloc(height * rowBytes);
  // What is outside the picture counts as zero.
  let above = Buffer.alloc(rowBytes);
  for (let row = 0; row < height; row++) {
    const from = row * (rowBytes + 1);
    const line = rows.subarray(row * rowBytes, (row + 1) * rowBytes);
    filtered.copy(line, 0, from + 1, from + 1 + rowBytes);
    unfilterRow(filtered[from] ?? 0, line, above, pixelBytes);
    above = line;
  }
  return rows;
}

/** Every byte is told as the difference to what its neighbours predict. */
function unfilterRow(filter: number, line: Buffer, above: Buffer, pixelBytes: number): void {
  for (let at = 0; at < line.length; at++) {
    const left = at < pixelBytes ? 0 : (line[at - pixelBytes] as number);
    const up = above[at] as number;
    let predicted = 0;
    if (filter === 1) predicted = left;
    else if (filter === 2) predicted = up;
    else if (filter === 3) predicted = (left + up) >> 1;
    else if (filter === 4) predicted = paeth(left, up, at < pixelBytes ? 0 : (above[at - pixelBytes] as number));
    line[at] = (line[at] as number) + predicted;
  }
}

/** The neighbour that is nearest to left + up - corner. */
function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toCorner = Math.abs(estimate - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
