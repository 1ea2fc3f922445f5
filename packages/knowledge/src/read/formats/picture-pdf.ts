import { ocrDpi } from './ocr-page.ts';
import type { Picture, PicturePart } from './picture.ts';

/** Longer sides in pixels between which Tesseract works well; outside, the page is made larger or smaller. */
const leastSide = 2500;
const mostSide = 3000;

/** A PDF with a picture a page, in such a size that recognition sees the pixels as they are. */
export function pdfOfPictures(pictures: readonly Picture[]): Buffer {
  const objects: Buffer[] = [];
  const add = (text: string, data?: Uint8Array): number => {
    objects.push(
      data === undefined
        ? Buffer.from(text, 'latin1')
        : Buffer.concat([
            Buffer.from(`<<${text}/Length ${data.byteLength}>>stream\n`, 'latin1'),
            data,
            Buffer.from('\nendstream'),
          ]),
    );
    return objects.length;
  };
  add('<</Type/Catalog/Pages 2 0 R>>');
  const tree = add('');
  const kids = pictures.map((picture) => {
    const unit = scaleOf(picture) * (72 / ocrDpi);
    const images = picture.parts.map(({ width, height, entries, data }) =>
      add(`/Type/XObject/Subtype/Image/Width ${width}/Height ${height}${entries}`, data),
    );
    const drawing = picture.parts.map((part, index) => draw(part, picture, unit, index)).join('\n');
    const content = add('', Buffer.from(drawing));
    const names = images.map((image, index) => `/I${index} ${image} 0 R`).join('');
    const size = `${picture.width * unit} ${picture.height * unit}`;
    return add(
      `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 ${size}]/Rotate ${picture.rotation ?? 0}/Resources<</XObject<<${names}>>>>/Contents ${content} 0 R>>`,
    );
  });
  objects[tree - 1] = Buffer.from(
    `<</Type/Pages/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]/Count ${kids.length}>>`,
  );
  return fileOf(objects);
}

function scaleOf({ width, height }: Picture): number {
  const side = Math.max(width, height);
  if (side < leastSide) return Math.min(3, leastSide / side);
  return Math.min(1, mostSide / side);
}

/** PDF counts from the bottom. */
function draw(part: PicturePart, picture: Picture, unit: number, index: number): string {
  const bottom = picture.height - part.top - part.height;
  const matrix = [part.width, 0, 0, part.height, part.left, bottom].map((value) => value * unit).join(' ');
  return `q ${matrix} cm /I${index} Do Q`;
}

function fileOf(objects: Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  const offsets: string[] = [];
  let length = parts[0]?.length ?? 0;
  const write = (bytes: Buffer): void => {
    parts.push(bytes);
    length += bytes.length;
  };
  for (const [index, object] of objects.entries()) {
    offsets.push(`${String(length).padStart(10, '0')} 00000 n \n`);
    write(Buffer.from(`${index + 1} 0 obj\n`));
    write(object);
    write(Buffer.from('\nendobj\n'));
  }
  const start = length;
  write(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}` +
        `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
