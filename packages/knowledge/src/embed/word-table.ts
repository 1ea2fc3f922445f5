import { AtelierError } from '@atelier/foundation';

/**
 * A table of vectors: a row a known word, then a row a piece of words. Every value is a byte, and row by row
 * `values[row * dimensions + i] * scales[row]` is the number that it stands for.
 */
export interface WordTable {
  id: string;
  dimensions: number;
  words: readonly string[];
  /** Rows for pieces, after those of the words. */
  buckets: number;
  scales: Float32Array;
  values: Int8Array;
}

const magic = 'ATELIER-WORDS-1\n';

interface Header {
  id: string;
  dimensions: number;
  words: number;
  buckets: number;
  /** Bytes of the words, between line feeds. */
  wordBytes: number;
}

/** The file: magic, a line of JSON, the words between line feeds, scales (float32, little endian), values. */
export function encodeWordTable(table: WordTable): Buffer {
  const words = Buffer.from(table.words.join('\n'), 'utf8');
  const header: Header = {
    id: table.id,
    dimensions: table.dimensions,
    words: table.words.length,
    buckets: table.buckets,
    wordBytes: words.length,
  };
  return Buffer.concat([
    Buffer.from(`${magic}${JSON.stringify(header)}\n`, 'utf8'),
    words,
    Buffer.from(table.scales.buffer, table.scales.byteOffset, table.scales.byteLength),
    Buffer.from(table.values.buffer, table.values.byteOffset, table.values.byteLength),
  ]);
}

/** @throws AtelierError `embedder_damaged` where the file is none of ours, or cut off */
export function decodeWordTable(file: Buffer, name: string): WordTable {
  const headerEnd = file.indexOf('\n', magic.length);
  if (file.toString('latin1', 0, magic.length) !== magic || headerEnd < 0) throw damaged(name, 'it is no word table');
  const header = JSON.parse(file.toString('utf8', magic.length, headerEnd)) as Header;
  const rows = header.words + header.buckets;
  const scalesStart = headerEnd + 1 + header.wordBytes;
  const valuesStart = scalesStart + rows * 4;
  const expected = valuesStart + rows * header.dimensions;
  if (file.length !== expected) throw damaged(name, `it has ${file.length} bytes instead of ${expected}`);
  return {
    id: header.id,
    dimensions: header.dimensions,
    words: file.toString('utf8', headerEnd + 1, scalesStart).split('\n'),
    buckets: header.buckets,
    // Copied, as a view into the file would have to begin at a multiple of four.
    scales: new Float32Array(Uint8Array.from(file.subarray(scalesStart, valuesStart)).buffer),
    values: new Int8Array(file.buffer, file.byteOffset + valuesStart, rows * header.dimensions),
  };
}

/** The numbers that the bytes stand for, row after row. */
export function dequantizeRows({ dimensions, scales, values }: WordTable): Float32Array {
  const rows = new Float32Array(values.length);
  for (let place = 0; place < rows.length; place++) {
    rows[place] = (values[place] ?? 0) * (scales[Math.floor(place / dimensions)] ?? 0);
  }
  return rows;
}

/** Rounds rows of numbers to bytes, each with a scale of its own. */
export function quantizeRows(rows: Float32Array, dimensions: number): { scales: Float32Array; values: Int8Array } {
  const count = rows.length / dimensions;
  const scales = new Float32Array(count);
  const values = new Int8Array(rows.length);
  for (let row = 0; row < count; row++) {
    const from = row * dimensions;
    let largest = 0;
    for (let at = from; at < from + dimensions; at++) largest = Math.max(largest, Math.abs(rows[at] ?? 0));
    const scale = largest / 127 || 1;
    scales[row] = scale;
    for (let at = from; at < from + dimensions; at++) values[at] = Math.round((rows[at] ?? 0) / scale);
  }
  return { scales, values };
}

function damaged(name: string, what: string): AtelierError {
  return new AtelierError({
    code: 'embedder_damaged',
    message: `The embedder's file ${name} cannot be used: ${what}.`,
    hint: 'Install Atelier again, or train the file anew with scripts/train-embedder.ts.',
  });
}
