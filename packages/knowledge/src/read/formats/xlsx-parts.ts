import { utils } from '@e965/xlsx';
import { relationsOf } from './office-relations.ts';
import type { SheetContent } from './workbook.ts';
import { child, descendant, xmlPart, type XmlElement } from './xml.ts';
import type { Parts } from './zip.ts';

/** Sheets by name, with the part of the file that holds each. */
export function sheetParts(parts: Parts): Map<string, string> {
  const path = Object.keys(parts).find((name) => /^xl\/workbook\.xml$/i.test(name)) ?? 'xl/workbook.xml';
  const targets = new Map(relationsOf(parts, path).map(({ id, target }) => [id, target]));
  const sheets = child(xmlPart(parts, path), 'sheets')?.children ?? [];
  const found = sheets.map(
    ({ attributes }) => [attributes['name'] ?? '', targets.get(attributes['id'] ?? '')] as const,
  );
  return new Map(
    found.filter((entry): entry is [string, string] => entry[1] !== undefined && parts[entry[1]] !== undefined),
  );
}

/** The defined tables and text boxes of a sheet. */
export function sheetExtras(parts: Parts, sheetPart: string): Pick<SheetContent, 'tables' | 'textBoxes'> {
  const relations = relationsOf(parts, sheetPart);
  const partsOf = (type: string): XmlElement[] =>
    relations
      .filter((relation) => relation.type === type)
      .map(({ target }) => xmlPart(parts, target))
      .filter((part) => part !== null);
  return {
    tables: partsOf('table').flatMap(({ attributes }) => tableOf(attributes)),
    textBoxes: partsOf('drawing').flatMap(textBoxesOf),
  };
}

function tableOf(attributes: Record<string, string>): SheetContent['tables'] {
  const [from, to] = (attributes['ref'] ?? '').split(':').map((cell) => utils.decode_cell(cell));
  if (from === undefined || to === undefined || from.r < 0 || from.c < 0) return [];
  const headerRows = Number(attributes['headerRowCount'] ?? 1) || 0;
  return [{ top: from.r, left: from.c, bottom: to.r, right: to.c, headerRows }];
}

/** Words of the shapes, a paragraph a line. */
function textBoxesOf(element: XmlElement): string[] {
  if (element.name === 'txBody') {
    const lines = element.children.filter(({ name }) => name === 'p').map(wordsOf);
    return [lines.join('\n')].filter((words) => words.trim() !== '');
  }
  return element.children.flatMap(textBoxesOf);
}

const wordsOf = (element: XmlElement): string =>
  element.children
    .map((inner) => (inner.name === 't' ? inner.text : inner.name === 'br' ? '\n' : wordsOf(inner)))
    .join('');

/** The number formats of a workbook's cells, by the number of the style that a cell names. */
export function cellFormats(parts: Parts, builtIn: Record<number, string>): string[] {
  const styles = xmlPart(parts, 'xl/styles.xml');
  const own = new Map(
    (child(styles, 'numFmts')?.children ?? []).map(({ attributes }) => [
      attributes['numFmtId'],
      attributes['formatCode'],
    ]),
  );
  return (descendant(styles, 'cellXfs')?.children ?? []).map(({ attributes }) => {
    const id = attributes['numFmtId'] ?? '0';
    return own.get(id) ?? builtIn[Number(id)] ?? 'General';
  });
}
