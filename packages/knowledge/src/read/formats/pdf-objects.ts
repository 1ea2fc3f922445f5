import { inflateSync } from 'node:zlib';
import { parsePdfValue, PdfReference, type PdfDictionary, type PdfValue } from './pdf-values.ts';

/** As much of an object is read; what is longer is no dictionary that anybody looks for here. */
const longest = 200_000;
/** As many bytes of packed objects are unpacked, those at the end of the file first. */
const mostUnpacked = 64_000_000;
const mostInStream = 8_000_000;
const mostStreams = 10_000;

/**
 * The objects of a PDF that are not encrypted, found by searching its bytes: PDFium does not hand them out. Files whose
 * tables of contents are broken are read as well, for those are not looked at; of an object that was changed the last
 * one counts.
 */
export class PdfObjects {
  readonly #document: Buffer;
  /** By the numbers of the objects. */
  #places: Map<number, Place> | null = null;

  constructor(document: Buffer) {
    this.#document = document;
  }

  /** What the end of the file names so, such as "Root" and "Info". */
  named(name: string): PdfDictionary | null {
    const sign = `/${name}`;
    for (let at = this.#document.length; (at = this.#document.lastIndexOf(sign, at)) > 0; at -= 1) {
      const value = parsePdfValue(this.#document.toString('latin1', at + sign.length, at + 40));
      if (value instanceof PdfReference) return this.dictionary(value);
    }
    return null;
  }

  dictionary(value: PdfValue | undefined): PdfDictionary | null {
    const resolved = this.resolve(value);
    return resolved instanceof Map ? resolved : null;
  }

  list(value: PdfValue | undefined): PdfValue[] {
    const resolved = this.resolve(value);
    return Array.isArray(resolved) ? resolved : [];
  }

  /** The value itself, where the given one only refers to it. */
  resolve(value: PdfValue | undefined): PdfValue {
    let found = value ?? null;
    for (let steps = 0; found instanceof PdfReference && steps < 5; steps += 1) found = this.#read(found.number);
    return found instanceof PdfReference ? null : found;
  }

  #read(number: number): PdfValue {
    this.#places ??= findPlaces(this.#document);
    const place = this.#places.get(number);
    if (place === undefined) return null;
    if (place.text !== null) return parsePdfValue(place.text, place.at);
    const bytes = this.#document.subarray(place.at, place.at + longest);
    const end = bytes.indexOf('endobj');
    return parsePdfValue(bytes.toString('latin1', 0, end === -1 ? bytes.length : end));
  }
}

/** Where an object stands: in the file, or in the text of a stream of packed ones. */
interface Place {
  text: string | null;
  at: number;
  /** Where it, or its stream, stands in the file. */
  inFile: number;
}

const objectSign = ' obj';

function findPlaces(document: Buffer): Map<number, Place> {
  const places = new Map<number, Place>();
  for (let at = 0; (at = document.indexOf(objectSign, at)) !== -1; at += objectSign.length) {
    const number = numberBefore(document, at);
    if (number !== null) places.set(number, { text: null, at: at + objectSign.length, inFile: at });
  }
  let unpacked = 0;
  for (let at = document.length, count = 0; at > 0 && unpacked < mostUnpacked && count < mostStreams; count += 1) {
    at = document.lastIndexOf('/ObjStm', at - 1);
    const inFile = at === -1 ? -1 : document.lastIndexOf(objectSign, at);
    if (inFile === -1) break;
    const { text, first } = unpackStream(document, inFile);
    unpacked += text.length;
    const numbers = text.slice(0, first).trim().split(/\s+/).map(Number);
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      const [number = 0, offset = 0] = numbers.slice(index, index + 2);
      if ((places.get(number)?.inFile ?? -1) < inFile) places.set(number, { text, at: first + offset, inFile });
    }
  }
  return places;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/** "12" of "12 0 obj"; `at` is where the generation ends. */
function numberBefore(document: Buffer, at: number): number | null {
  let index = at - 1;
  while (isDigit(document[index])) index -= 1;
  if (index === at - 1 || document[index] !== 32) return null;
  let value = 0;
  let scale = 1;
  for (index -= 1; isDigit(document[index]) && scale < 1e9; index -= 1) {
    value += ((document[index] as number) - 48) * scale;
    scale *= 10;
  }
  return scale === 1 ? null : value;
}

function unpackStream(document: Buffer, at: number): { text: string; first: number } {
  const dataStart = document.indexOf('stream', at);
  const dataEnd = document.indexOf('endstream', dataStart);
  if (dataStart === -1 || dataEnd === -1) return { text: '', first: 0 };
  const dictionary = document.toString('latin1', at, Math.min(dataStart, at + longest));
  const first = Number(/\/First\s+(\d+)/.exec(dictionary)?.[1] ?? 0);
  const lineEnd = document[dataStart + 6] === 13 ? 8 : 7;
  const data = document.subarray(dataStart + lineEnd, dataEnd);
  try {
    const bytes = dictionary.includes('/FlateDecode') ? inflateSync(data, { maxOutputLength: mostInStream }) : data;
    return { text: bytes.toString('latin1'), first };
  } catch {
    return { text: '', first: 0 };
  }
}
