import { switchOf, type DocxStyle } from './docx-styles.ts';
import { mergeDown, type FlowCell, type GridRow } from './table-grid.ts';
import { child, type XmlElement } from './xml.ts';

interface Row {
  element: XmlElement;
  cells: XmlElement[];
  /** Columns that are left free at its beginning. */
  indent: number;
}

/** The rows that stay once deletions are accepted, whatever lies around them and their cells. */
export function docxRows(table: XmlElement): Row[] {
  return inside(table, 'tr')
    .filter((row) => child(child(row, 'trPr'), 'del') === undefined)
    .map((element) => ({
      element,
      cells: inside(element, 'tc').filter((cell) => child(child(cell, 'tcPr'), 'cellDel') === undefined),
      indent: Math.min(60, Number(child(child(element, 'trPr'), 'gridBefore')?.attributes['val'] ?? 0)),
    }));
}

const wrappers = new Set('sdt sdtContent customXml ins moveTo smartTag'.split(' '));

function inside(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((inner) => {
    if (inner.name === name) return [inner];
    return wrappers.has(inner.name) ? inside(inner, name) : [];
  });
}

/** The table with its merged cells as cells over several columns and rows. */
export function docxGrid(
  table: XmlElement,
  rows: readonly Row[],
  styles: Map<string, DocxStyle>,
  wordsOf: (cell: XmlElement) => string,
): GridRow[] {
  const properties = child(table, 'tblPr');
  const look = child(properties, 'tblLook')?.attributes;
  const looksAtFirst =
    look?.['firstRow'] === undefined
      ? (Number.parseInt(look?.['val'] ?? '0', 16) & 0x20) !== 0
      : /^(?:1|true|on)$/.test(look['firstRow']);
  const isStyled =
    looksAtFirst && styles.get(child(properties, 'tblStyle')?.attributes['val'] ?? '')?.marksFirstRow === true;
  const flow = rows.map(({ element, cells, indent }, index) => {
    const before = Array.from({ length: indent }, (): FlowCell => ({ text: '', columns: 1, merge: 'no' }));
    const isMarked = switchOf(child(element, 'trPr'), 'tblHeader') === true;
    const looksSo = (index === 0 && isStyled) || (cells.length > 1 && cells.every(isBold));
    return {
      cells: [...before, ...cells.map((cell) => ({ text: wordsOf(cell), ...spanOf(cell) }))],
      header: isMarked ? ('marked' as const) : looksSo ? ('looks' as const) : ('no' as const),
    };
  });
  return mergeDown(flow);
}

function spanOf(cell: XmlElement): Omit<FlowCell, 'text'> {
  const properties = child(cell, 'tcPr');
  const vertical = child(properties, 'vMerge');
  return {
    columns: Math.max(1, Math.min(60, Number(child(properties, 'gridSpan')?.attributes['val'] ?? 1) || 1)),
    merge: vertical === undefined ? 'no' : vertical.attributes['val'] === 'restart' ? 'begins' : 'continues',
  };
}

/** All words bold, as headers are that are made by hand. */
function isBold(cell: XmlElement): boolean {
  const runs = runsOf(cell).filter((run) => (child(run, 't')?.text.trim() ?? '') !== '');
  return runs.every((run) => switchOf(child(run, 'rPr'), 'b') === true);
}

function runsOf(element: XmlElement): XmlElement[] {
  return element.children.flatMap((inner) => (inner.name === 'r' ? [inner] : runsOf(inner)));
}
