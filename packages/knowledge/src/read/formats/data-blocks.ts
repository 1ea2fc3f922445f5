import type { DocumentBuilder } from '../document-builder.ts';
import { damaged } from '../read-failure.ts';

/** What data formats hold. Numbers and dates arrive as they were written. */
export type Data = string | boolean | null | Data[] | { [key: string]: Data };
type Entries = [key: string, value: Data][];

/** Headings go this deep; below, the path in front of a value tells where it stands. */
const deepestHeading = 4;
/** Far deeper than anything that people can read. */
const deepest = 100;
const widestTable = 40;
/** Longer words are prose, and make no cell of a table. */
const longestCell = 400;

/**
 * Data as text: "path: value" lines, a table for a list of flat objects of one kind, a section with a heading for
 * anything larger. What is simple comes before the sections, so that no line stands under a heading it is no part of.
 * @throws ReadFailure `file_damaged` for more than 100 levels
 */
export function addData(data: Data, builder: DocumentBuilder): void {
  builder.headingsGiveTitle = false;
  if (isObject(data) && typeof data['title'] === 'string') builder.title = data['title'];
  checkDepth(data, 0);
  if (data === null || isEmpty(data)) return;
  addValue('', data, builder, 0);
}

function checkDepth(data: Data, depth: number): void {
  if (depth > deepest) throw damaged(`it nests more than ${deepest} levels deep`);
  if (typeof data === 'object' && data !== null) for (const inner of Object.values(data)) checkDepth(inner, depth + 1);
}

/** `name` is that of the heading above at `level`. */
function addValue(name: string, data: Data, builder: DocumentBuilder, level: number): void {
  if (level >= deepestHeading && !isSimple(data)) {
    builder.paragraph(linesOf(name, data).join('\n'));
  } else if (!isObject(data)) {
    if (isSimple(data)) builder.paragraph(simpleText(data));
    else addList(name, data as Data[], builder, level);
  } else {
    const entries = Object.entries(data);
    const simple = entries.filter(([, value]) => isSimple(value));
    builder.paragraph(simple.flatMap(([key, value]) => linesOf(key, value)).join('\n'));
    addSections(
      entries.filter(([, value]) => !isSimple(value)),
      builder,
      level + 1,
    );
  }
}

function addSections(entries: Entries, builder: DocumentBuilder, level: number): void {
  for (const [name, value] of entries) {
    builder.heading(level, name);
    addValue(name, value, builder, level);
  }
}

function addList(name: string, list: Data[], builder: DocumentBuilder, level: number): void {
  if (addTable(list, builder)) return;
  if (list.every((item) => isScalar(item))) {
    for (const item of list) builder.listItem(1, scalarText(item));
    builder.endGroup();
    return;
  }
  addSections(
    list.map((item, index) => [nameOf(item) ?? `${name === '' ? 'Item' : name} ${index + 1}`, item]),
    builder,
    level + 1,
  );
}

/**
 * Adds a list of flat objects that share most of their keys; empty values are empty cells.
 * @returns false where it is no such list, and nothing was added
 */
export function addTable(list: Data[], builder: DocumentBuilder): boolean {
  const rows = list.filter(isObject);
  if (rows.length < 2 || rows.length !== list.length) return false;
  const columns = new Set<string>();
  let filled = 0;
  for (const row of rows) {
    for (const [key, value] of Object.entries(row)) {
      if (!isSimple(value) || isObject(value) || simpleText(value).length > longestCell) return false;
      columns.add(key);
      filled++;
      if (columns.size > widestTable) return false;
    }
  }
  if (columns.size === 0 || filled < rows.length * columns.size * 0.6) return false;
  const names = [...columns];
  builder.endGroup();
  builder.tableHeader(names);
  for (const row of rows) builder.tableRow(names.map((name) => (Object.hasOwn(row, name) ? cellText(row[name]) : '')));
  builder.endGroup();
  return true;
}

const cellText = (value: Data | undefined): string => (value == null ? '' : simpleText(value));

/** A line a value. Its path is its keys with dots between, and the numbers of list items from 1. */
function linesOf(path: string, data: Data): string[] {
  if (isEmpty(data) || (isSimple(data) && !isObject(data))) return [`${path}: ${simpleText(data)}`];
  const inner: Entries = Array.isArray(data)
    ? data.map((item, index) => [String(index + 1), item])
    : Object.entries(data as Record<string, Data>);
  return inner.flatMap(([key, value]) => linesOf(`${path}.${key}`, value));
}

/** The words that people would call an object of a list by. */
function nameOf(item: Data): string | undefined {
  if (!isObject(item)) return undefined;
  const keys = ['title', 'name', 'label', 'id', 'key'];
  return keys
    .map((key) => item[key])
    .find((value) => typeof value === 'string' && value !== '' && value.length < 100) as string | undefined;
}

/** What fits into a line or a few: a value, a short list of values, or an object of a few values. */
function isSimple(data: Data): boolean {
  if (isScalar(data)) return true;
  if (Array.isArray(data))
    return data.length <= 50 && data.every(isScalar) && data.map(scalarText).join(', ').length <= 200;
  const values = Object.values(data as Record<string, Data>);
  return values.length <= 3 && values.every(isScalar);
}

const simpleText = (data: Data): string => {
  if (isEmpty(data)) return Array.isArray(data) ? '[]' : '{}';
  return Array.isArray(data) ? data.map(scalarText).join(', ') : scalarText(data);
};

const scalarText = (data: Data): string => (typeof data === 'string' ? data : JSON.stringify(data));

const isScalar = (data: Data): boolean => typeof data !== 'object' || data === null;

const isObject = (data: Data): data is { [key: string]: Data } => !isScalar(data) && !Array.isArray(data);

const isEmpty = (data: Data): boolean => !isScalar(data) && Object.keys(data as object).length === 0;
