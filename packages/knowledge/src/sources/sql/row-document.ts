import { DocumentBuilder } from '../../read/document-builder.ts';
import type { ReadDocument } from '../../read/read-document.ts';
import type { SqlRow } from './sql-client.ts';
import { columnsOf, picker, type Selection } from './selection.ts';

/** Text of one row; the same bound as for files. */
const maxCharacters = 20_000_000;
/** Longer values are prose rather than a fact about the row. */
const longestLine = 200;

/**
 * A row as a document: its title, its short values as lines "column: value", its long ones as paragraphs under the name
 * of their column, which is left out where there is only one.
 * @throws ReadFailure `no_text`, `file_too_large`
 */
export function rowDocument(selection: Selection, row: SqlRow, source: { name: string; key: string[] }): ReadDocument {
  const builder = new DocumentBuilder({ maxCharacters });
  const valueOf = picker(columnsOf(selection));
  const textOf = (column: Selection['text'][number]): string => valueOf(row, column)?.text.trim() ?? '';
  const title = selection.title === null ? '' : textOf(selection.title);
  builder.headingsGiveTitle = false;
  builder.title = title === '' ? `${source.name} ${source.key.join(', ')}` : title;
  builder.heading(1, title);

  const columns = selection.text.filter((column) => column.name !== selection.title?.name);
  const values = columns
    .map((column) => ({ name: column.name, text: textOf(column) }))
    .filter(({ text }) => text !== '');
  const isLong = ({ text }: { text: string }): boolean => text.length > longestLine || text.includes('\n');
  const long = values.filter((value) => isLong(value) || columns.length === 1);
  const lines = values.filter((value) => !long.includes(value));
  builder.paragraph(lines.map(({ name, text }) => `${name}: ${text}`).join('\n'));
  for (const { name, text } of long) {
    if (long.length > 1) builder.heading(2, name);
    for (const paragraph of text.split(/\n\s*\n/)) builder.paragraph(paragraph);
  }

  builder.addMetadata('table', source.name);
  builder.addMetadata('key', source.key.join(', '));
  if (selection.changed !== null) builder.addMetadata('changed', valueOf(row, selection.changed)?.text);
  return builder.build('record');
}
