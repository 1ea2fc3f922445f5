import { expect, test } from 'vitest';
import { createReaderPool } from '../reader-pool.ts';
import { english, fixture, pictureOfLines, whereRead } from '../testing/pictures.ts';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';
import { readPagesByOcr } from './ocr.ts';
import { jpegPicture } from './picture-jpeg.ts';
import { pdfOfPictures } from './picture-pdf.ts';
import { pngPicture } from './picture-png.ts';

const ocr = english ?? { tessdata: '', languages: 'eng' };
const sign = jpegPicture(fixture('sign.jpg'));
const blank = pngPicture(await pictureOfLines([]));

test.skipIf(english === null)(
  `scanned pages of a PDF are recognized, and empty ones are named${whereRead}`,
  async () => {
    const document = await readBytes('scan.pdf', pdfOfPictures([sign, blank, sign]), { ocr });
    expect(outline(document)).toEqual([
      'paragraph p1: The depot opens at seven.',
      'paragraph p3: The depot opens at seven.',
    ]);
    expect(document).toMatchObject({ pages: 3, metadata: { pages_recognized: '1, 3', pages_without_text: '2' } });
    expect(document.blocks[0]?.box).toMatchObject({ top: expect.closeTo(0.06, 1) });
  },
);

test.skipIf(english === null).each([90, 180, 270] as const)(
  `a page that lies turned by %i degrees is read like an upright one${whereRead}`,
  async (rotation) => {
    let told = 0;
    const found = await readPagesByOcr(pdfOfPictures([{ ...sign, rotation }]), [1], { ocr, onProgress: () => told++ });
    const [block] = found.get(1) ?? [];
    expect(block).toMatchObject({ kind: 'paragraph', text: 'The depot opens at seven.' });
    expect(told).toBe(1);
    // The box is where the words are on the page as it lies.
    const box = block?.box ?? { left: 0, top: 0, width: 0, height: 0 };
    expect(box.height > box.width).toBe(rotation !== 180);
    const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    if (rotation === 90) expect(middle.x).toBeGreaterThan(0.8);
    if (rotation === 180) expect(middle.y).toBeGreaterThan(0.8);
    if (rotation === 270) expect(middle.x).toBeLessThan(0.2);
  },
);

test.skipIf(english === null)(`a PDF of pictures without words is refused${whereRead}`, async () => {
  expect((await failureOf('scan.pdf', pdfOfPictures([blank]), { ocr })).code).toBe('no_text');
});

test('without language data a scan is refused with what to install', async () => {
  const failure = await failureOf('scan.pdf', pdfOfPictures([sign]), {
    ocr: { tessdata: '/nowhere', languages: 'eng+deu' },
  });
  expect(failure).toMatchObject({ code: 'needs_ocr', message: expect.stringContaining('eng.traineddata') });
  expect(failure.hint).toContain('tesseract-ocr-eng');
});

test.skipIf(english === null)(
  `pictures are recognized in reader processes, which may not write${whereRead}`,
  async () => {
    const pool = createReaderPool({ processes: 1, ocr });
    try {
      const { document } = await pool.read({ bytes: fixture('sign.jpg'), name: 'sign.jpg' });
      expect(document?.text).toBe('The depot opens at seven.');
    } finally {
      await pool.close();
    }
  },
);
