import { damaged, ReadFailure } from '../read-failure.ts';

/** A picture as a PDF holds it: parts that are laid out on a page, each in a compression that PDF knows. */
export interface Picture {
  /** Pixels. */
  width: number;
  height: number;
  /** By how many degrees it has to be turned clockwise to stand upright. */
  rotation?: 0 | 90 | 180 | 270;
  parts: PicturePart[];
}

export interface PicturePart {
  /** Pixels; `left` and `top` from the picture's top left corner. */
  left: number;
  top: number;
  width: number;
  height: number;
  /** Entries of the PDF's image dictionary besides the size, such as "/Filter/DCTDecode". */
  entries: string;
  data: Uint8Array;
}

const maxPixels = 150_000_000;

/**
 * Every decoder calls it before it makes room for pixels: a file of some bytes may claim to be endless.
 * @throws ReadFailure `file_damaged`, `file_too_large`
 */
export function checkPictureSize(width: number, height: number): void {
  if (!(width >= 1 && height >= 1)) throw damaged('its size in pixels is lost');
  if (width * height > maxPixels) {
    throw new ReadFailure(
      'file_too_large',
      `is a picture of ${width} × ${height} pixels; up to 150 million are read.`,
      'Save it in a smaller size.',
    );
  }
}

/** A picture kind that no decoder here knows. */
export function unsupportedPicture(what: string): ReadFailure {
  return new ReadFailure('format_unsupported', `is ${what}, which is not read.`, 'Save it as PNG, JPEG or PDF.');
}

/** Raw pixels: red, green, blue in a byte each, row by row. */
export function rgbPicture(width: number, height: number, pixels: Uint8Array): Picture {
  const entries = '/ColorSpace/DeviceRGB/BitsPerComponent 8';
  return { width, height, parts: [{ left: 0, top: 0, width, height, entries, data: pixels }] };
}

/** The rotation behind the orientation that TIFF and EXIF number; mirrored ones are only turned. */
export function rotationOf(orientation: number | undefined): 0 | 90 | 180 | 270 {
  if (orientation === 3 || orientation === 4) return 180;
  if (orientation === 5 || orientation === 6) return 90;
  return orientation === 7 || orientation === 8 ? 270 : 0;
}
