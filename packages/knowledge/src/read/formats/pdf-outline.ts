import type { PdfObjects } from './pdf-objects.ts';
import { pdfText, PdfReference, type PdfDictionary, type PdfValue } from './pdf-values.ts';

/** A bookmark. */
export interface OutlineEntry {
  title: string;
  /** 1 for those that stand in no other. */
  level: number;
  /** 1-based; null where it is not known. */
  page: number | null;
}

const mostEntries = 5000;
const deepestLevel = 10;
/** Pages and named places beyond these are not looked up. */
const mostPages = 20_000;
const mostNames = 50_000;

/** The outline of a file, in reading order; empty where it has none. */
export function readOutline(objects: PdfObjects): OutlineEntry[] {
  const root = objects.named('Root');
  const outlines = objects.dictionary(root?.get('Outlines'));
  if (root === null || outlines === null) return [];
  const places = new Places(root, objects);
  const entries: OutlineEntry[] = [];
  const seen = new Set<number>();
  const addAll = (first: PdfValue | undefined, level: number): void => {
    for (let next = first; next instanceof PdfReference && entries.length < mostEntries;) {
      if (seen.has(next.number)) return;
      seen.add(next.number);
      const item = objects.dictionary(next);
      if (item === null) return;
      const title = pdfText(objects.resolve(item.get('Title')))
        .replace(/[\s\0]+/g, ' ')
        .trim();
      if (title !== '') entries.push({ title, level, page: places.pageOf(item) });
      if (level < deepestLevel) addAll(item.get('First'), level + 1);
      next = item.get('Next');
    }
  };
  addAll(outlines.get('First'), 1);
  return entries;
}

/** Where bookmarks lead. */
class Places {
  readonly #root: PdfDictionary;
  readonly #objects: PdfObjects;
  #pages: Map<number, number> | null = null;
  #names: Map<string, PdfValue> | null = null;

  constructor(root: PdfDictionary, objects: PdfObjects) {
    this.#root = root;
    this.#objects = objects;
  }

  pageOf(item: PdfDictionary): number | null {
    const action = this.#objects.dictionary(item.get('A'));
    const place = this.#objects.resolve(item.get('Dest') ?? (action?.get('S') === '/GoTo' ? action.get('D') : null));
    const isNamed = Buffer.isBuffer(place) || typeof place === 'string';
    const target = isNamed ? this.#named(place) : place;
    const page = Array.isArray(target) ? target[0] : null;
    if (!(page instanceof PdfReference)) return null;
    this.#pages ??= pageNumbers(this.#root, this.#objects);
    return this.#pages.get(page.number) ?? null;
  }

  #named(name: Buffer | string): PdfValue {
    this.#names ??= namedPlaces(this.#root, this.#objects);
    const found = this.#objects.resolve(this.#names.get(nameKey(name)));
    return found instanceof Map ? this.#objects.resolve(found.get('D')) : found;
  }
}

const nameKey = (name: Buffer | string): string => (typeof name === 'string' ? name.slice(1) : name.toString('latin1'));

/** Numbers of pages by those of their objects. */
function pageNumbers(root: PdfDictionary, objects: PdfObjects): Map<number, number> {
  const numbers = new Map<number, number>();
  const visit = walker(objects, (reference, node) => {
    if (!node.has('Kids') && numbers.size < mostPages) numbers.set(reference, numbers.size + 1);
  });
  visit(root.get('Pages'));
  return numbers;
}

/** Named places: in a dictionary of old, or in a tree of lists of names and places. */
function namedPlaces(root: PdfDictionary, objects: PdfObjects): Map<string, PdfValue> {
  const names = new Map<string, PdfValue>(objects.dictionary(root.get('Dests')));
  const visit = walker(objects, (_, node) => {
    const pairs = objects.list(node.get('Names'));
    for (let index = 0; index + 1 < pairs.length && names.size < mostNames; index += 2) {
      const name = pairs[index];
      if (Buffer.isBuffer(name)) names.set(nameKey(name), pairs[index + 1] ?? null);
    }
  });
  visit(objects.dictionary(root.get('Names'))?.get('Dests'));
  return names;
}

/** Goes through a tree of dictionaries, each node once. A node that is written inside of another has number -1. */
function walker(objects: PdfObjects, onNode: (number: number, node: PdfDictionary) => void) {
  const seen = new Set<PdfDictionary | number>();
  return function visit(value: PdfValue | undefined, depth = 0): void {
    const number = value instanceof PdfReference ? value.number : -1;
    if (depth > 50 || seen.size > mostPages * 2 || (number !== -1 && seen.has(number))) return;
    const node = objects.dictionary(value);
    if (node === null) return;
    seen.add(number === -1 ? node : number);
    onNode(number, node);
    for (const kid of objects.list(node.get('Kids'))) visit(kid, depth + 1);
  };
}
