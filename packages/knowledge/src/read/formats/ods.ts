import { utils } from '@e965/xlsx';
import type { FormatReader } from './format-reader.ts';
import { commentText, wordsOf } from './odf-blocks.ts';
import { odfRows } from './odf-table.ts';
import { openOdf } from './odf.ts';
import { addSheetTable, splitTables } from './sheet-tables.ts';
import { child, type XmlElement } from './xml.ts';

/** OpenDocument spreadsheets: every visible sheet is a heading and its tables, with values as shown and ISO dates. */
export const readOds: FormatReader = ({ bytes }, builder) => {
  const { body, styles } = openOdf(bytes, 'spreadsheet', builder);
  builder.headingsGiveTitle = false;
  for (const sheet of body.children) {
    const style = styles.get(sheet.attributes['style-name'] ?? '');
    const isHidden = child(style, 'table-properties')?.attributes['display'] === 'false';
    if (sheet.name !== 'table' || isHidden) continue;
    const comments: string[] = [];
    const rows = odfRows(sheet, (cell, r, c) => {
      const comment = child(cell, 'annotation');
      if (comment !== undefined) comments.push(`${utils.encode_cell({ r, c })}: ${commentText(comment)}`);
      return cellText(cell);
    });
    const tables = splitTables(rows.map(({ cells }) => cells));
    if (tables.length > 0) builder.heading(1, sheet.attributes['name'] ?? '');
    for (const table of tables) addSheetTable(table, builder);
    for (const comment of comments) builder.note(comment);
  }
};

function cellText(cell: XmlElement): string {
  const { attributes } = cell;
  if (attributes['value-type'] === 'date') return isoDate(attributes['date-value'] ?? '');
  const shown = wordsOf(cell).trim();
  return shown === ''
    ? (attributes['string-value'] ?? attributes['value'] ?? attributes['boolean-value'] ?? '')
    : shown;
}

/** "2025-07-22", "2025-07-22T08:30:00" and with fractions of a second; midnight is no time. */
function isoDate(value: string): string {
  const [day = '', time = ''] = value.split('T');
  const clock = time.slice(0, 8);
  if (clock === '' || clock === '00:00:00') return day;
  return `${day} ${clock.endsWith(':00') ? clock.slice(0, 5) : clock}`;
}
