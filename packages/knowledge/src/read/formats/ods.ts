import { utils } from '@e965/xlsx';
import type { FormatReader } from './format-reader.ts';
import { commentText, wordsOf } from './odf-words.ts';
import { odfRows } from './odf-table.ts';
import { openOdf } from './odf.ts';
import type { Region, Sheet, SheetCell } from './sheet.ts';
import { addSheetTables } from './sheet-tables.ts';
import { child, type XmlElement } from './xml.ts';

/** OpenDocument spreadsheets: every visible sheet is a heading and its tables, with values as shown and ISO dates. */
export const readOds: FormatReader = (file, builder) => {
  const { body, styles } = openOdf(file, 'spreadsheet', builder);
  builder.headingsGiveTitle = false;
  for (const element of body.children) {
    const style = styles.get(element.attributes['style-name'] ?? '');
    const isHidden = child(style, 'table-properties')?.attributes['display'] === 'false';
    if (element.name !== 'table' || isHidden) continue;
    const { sheet, comments } = sheetOf(element);
    const textBoxes = textBoxesOf(element);
    if (sheet.rows > 0 || textBoxes.length > 0) builder.heading(1, sheet.name ?? '');
    addSheetTables(sheet, builder);
    for (const words of textBoxes) builder.paragraph(words);
    for (const comment of comments) builder.note(comment);
  }
};

function sheetOf(element: XmlElement): { sheet: Sheet; comments: string[] } {
  const comments: string[] = [];
  const merged: Region[] = [];
  const rows: (SheetCell | null)[][] = [];
  const contents = odfRows(element, (cell, row, column) => {
    const comment = child(cell, 'annotation');
    if (comment !== undefined) comments.push(`${utils.encode_cell({ r: row, c: column })}: ${commentText(comment)}`);
    const [down, right] = ['number-rows-spanned', 'number-columns-spanned'].map(
      (name) => (Number(cell.attributes[name]) || 1) - 1,
    ) as [number, number];
    if (down + right > 0) merged.push({ top: row, left: column, bottom: row + down, right: column + right });
    return sheetCell(cell);
  });
  // Rows keep the numbers they have in the file; empty ones that repeat are holes.
  for (const { cells, number } of contents) if (cells.length > 0) rows[number] = cells;
  const sheet: Sheet = {
    name: element.attributes['name'] ?? '',
    rows: rows.length,
    width: (row) => rows[row]?.length ?? 0,
    isFilled: (row, column) => rows[row]?.[column] != null,
    cell: (row, column) => rows[row]?.[column] ?? null,
    merged,
  };
  return { sheet, comments };
}

function sheetCell(cell: XmlElement): SheetCell {
  const { attributes } = cell;
  const type = attributes['value-type'];
  if (type === 'date') {
    const date = isoDate(attributes['date-value'] ?? '');
    return { text: date, value: date };
  }
  const shown = wordsOf(cell).trim();
  const number = Number(attributes['value'] ?? '');
  if (type === 'boolean') {
    const value = attributes['boolean-value'] === 'true';
    return { text: shown === '' ? String(value).toUpperCase() : shown, value };
  }
  if (type !== undefined && /^(?:float|percentage|currency)$/.test(type) && Number.isFinite(number)) {
    return { text: shown === '' ? String(number) : shown, value: number };
  }
  return { text: shown === '' ? (attributes['string-value'] ?? '') : shown };
}

/** The words of the shapes that lie on a sheet, outside its cells. */
function textBoxesOf(element: XmlElement): string[] {
  const shapes = element.children.find(({ name }) => name === 'shapes');
  return (shapes?.children ?? []).map((shape) => wordsOf(shape).trim()).filter((words) => words !== '');
}

/** "2025-07-22", "2025-07-22T08:30:00" and with fractions of a second; midnight is no time. */
function isoDate(value: string): string {
  const [day = '', time = ''] = value.split('T');
  const clock = time.slice(0, 8);
  if (clock === '' || clock === '00:00:00') return day;
  return `${day} ${clock.endsWith(':00') ? clock.slice(0, 5) : clock}`;
}
