import { damaged } from '../read-failure.ts';
import { checkPictureSize, rotationOf, unsupportedPicture, type Picture, type PicturePart } from './picture.ts';
import { readTiffFields, type TiffFields } from './tiff-fields.ts';

const tags = {
  width: 256,
  height: 257,
  depth: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  planes: 284,
  faxOptions: 292,
  predictor: 317,
  palette: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  jpegTables: 347,
};

const maxPages = 10_000;

/** Every page of a TIFF. Its strips or tiles go into the PDF as they are: PDF took over their compressions. */
export function tiffPictures(bytes: Buffer): Picture[] {
  if (bytes.subarray(0, 4).includes(43)) throw unsupportedPicture('a BigTIFF');
  // Small versions of a page, and transparency masks, are marked as such (tag 254).
  const pages = readTiffFields(bytes, maxPages).filter((fields) => ((fields.get(254)?.[0] ?? 0) & 5) === 0);
  if (pages.length === 0) throw damaged('it lists no picture');
  return pages.map((fields) => pictureOf(bytes, fields));
}

function pictureOf(bytes: Buffer, fields: TiffFields): Picture {
  const value = (tag: keyof typeof tags, otherwise: number): number => fields.get(tags[tag])?.[0] ?? otherwise;
  const width = value('width', 0);
  const height = value('height', 0);
  checkPictureSize(width, height);
  if (value('planes', 1) !== 1 && value('samples', 1) > 1) throw unsupportedPicture('a TIFF with its colours apart');
  const isTiled = fields.has(tags.tileOffsets);
  const partWidth = isTiled ? value('tileWidth', width) : width;
  const partHeight = isTiled ? value('tileHeight', height) : Math.min(height, value('rowsPerStrip', height));
  if (partWidth < 1 || partHeight < 1) throw damaged('the parts of its picture are lost');
  checkPictureSize(partWidth, partHeight);
  const across = Math.ceil(width / partWidth);
  const lengths = fields.get(isTiled ? tags.tileBytes : tags.stripBytes) ?? [];
  const offsets = fields.get(isTiled ? tags.tileOffsets : tags.stripOffsets) ?? [];
  const parts = offsets.slice(0, across * Math.ceil(height / partHeight)).map((offset, index): PicturePart => {
    const top = Math.floor(index / across) * partHeight;
    // Tiles are always whole; the last strip ends with the picture.
    const rows = isTiled ? partHeight : Math.min(partHeight, height - top);
    const data = bytes.subarray(offset, offset + (lengths[index] ?? bytes.length));
    return {
      left: (index % across) * partWidth,
      top,
      width: partWidth,
      height: rows,
      ...partOf(data, { fields, value, width: partWidth, height: rows }),
    };
  });
  return { width, height, rotation: rotationOf(fields.get(tags.orientation)?.[0]), parts };
}

interface PartContext {
  fields: TiffFields;
  value: (tag: keyof typeof tags, otherwise: number) => number;
  width: number;
  height: number;
}

function partOf(data: Buffer, context: PartContext): Pick<PicturePart, 'entries' | 'data'> {
  const { fields, value, width, height } = context;
  const compression = value('compression', 1);
  const depth = value('depth', 1);
  const samples = value('samples', 1);
  if (depth > 8) throw unsupportedPicture(`a TIFF with ${depth} bits a colour`);
  const space = `${colorsOf(context)}/BitsPerComponent ${depth}`;
  const isFax = compression >= 2 && compression <= 4;
  // What is white in these two is the other way round in PDF.
  const inverted = value('photometric', 0) === (isFax ? 1 : 0) && samples === 1 ? '/Decode[1 0]' : '';
  const ordered = value('fillOrder', 1) === 2 && isFax ? data.map(reverseBits) : data;
  const predictor =
    value('predictor', 1) === 2
      ? `/DecodeParms<</Predictor 2/Colors ${samples}/BitsPerComponent ${depth}/Columns ${width}>>`
      : '';
  switch (compression) {
    case 1:
      return { entries: space + inverted, data };
    case 2:
    case 3:
    case 4:
      return {
        entries: space + inverted + faxFilter(compression, value('faxOptions', 0), width, height),
        data: ordered,
      };
    case 5:
      return { entries: `${space}${inverted}/Filter/LZWDecode${predictor}`, data };
    case 7: {
      const transform = value('photometric', 6) === 2 ? '/DecodeParms<</ColorTransform 0>>' : '';
      return {
        entries: `${space}/Filter/DCTDecode${transform}`,
        data: withTables(data, Buffer.from(fields.get(tags.jpegTables) ?? [])),
      };
    }
    case 8:
    case 32_946:
      return { entries: `${space}${inverted}/Filter/FlateDecode${predictor}`, data };
    case 32_773:
      // PackBits, but that PDF wants its end marked.
      return { entries: `${space}${inverted}/Filter/RunLengthDecode`, data: Buffer.concat([data, Buffer.of(128)]) };
    default:
      throw unsupportedPicture(`a TIFF in a rare compression (${compression})`);
  }
}

function colorsOf({ fields, value }: PartContext): string {
  const samples = value('samples', 1);
  const photometric = value('photometric', 0);
  if (photometric === 3 && samples === 1) {
    // All reds, then all greens, then all blues, in 16 bits each.
    const palette = fields.get(tags.palette) ?? [];
    const count = Math.floor(palette.length / 3);
    const colors = Array.from({ length: count * 3 }, (_, index) => {
      return (palette[(index % 3) * count + Math.floor(index / 3)] ?? 0) >> 8;
    });
    return `/ColorSpace[/Indexed/DeviceRGB ${count - 1}<${Buffer.from(colors).toString('hex')}>]`;
  }
  if (samples === 1) return '/ColorSpace/DeviceGray';
  if (samples === 3 && (photometric === 2 || photometric === 6)) return '/ColorSpace/DeviceRGB';
  if (samples === 4 && photometric === 5) return '/ColorSpace/DeviceCMYK';
  throw unsupportedPicture(samples === 4 ? 'a TIFF with transparency' : 'a TIFF with rare colours');
}

/** The compressions of fax machines: rows alone (2), with marks (3), in two dimensions (4). */
function faxFilter(compression: number, options: number, width: number, height: number): string {
  const kind = compression === 4 ? '/K -1' : compression === 3 && (options & 1) === 1 ? '/K 1' : '/K 0';
  const align = compression === 2 || (options & 4) === 4 ? '/EncodedByteAlign true' : '';
  return `/Filter/CCITTFaxDecode/DecodeParms<<${kind}${align}/Columns ${width}/Rows ${height}>>`;
}

function reverseBits(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) reversed |= ((byte >> bit) & 1) << (7 - bit);
  return reversed;
}

/** Strips of a JPEG share tables that are kept apart, between a start and an end mark of two bytes each. */
const withTables = (data: Buffer, tables: Buffer): Buffer =>
  tables.length < 4 ? data : Buffer.concat([tables.subarray(0, -2), data.subarray(2)]);
