import type { DocumentBuilder } from '../document-builder.ts';
import { damaged } from '../read-failure.ts';
import type { Data } from './data-blocks.ts';
import { decodeText } from './decode-text.ts';
import type { FormatReader } from './format-reader.ts';
import { parseJson } from './json.ts';
import { readMarkdown } from './markdown.ts';

/** Jupyter notebooks: cells of prose as Markdown, cells of code and what they printed as code. Pictures are left out. */
export const readNotebook: FormatReader = async (file, builder) => {
  const notebook = parseJson(decodeText(file.bytes));
  // Before version 4 the cells lay in worksheets.
  const sheets = listOf(field(notebook, 'worksheets'));
  const cells = sheets.length > 0 ? sheets.flatMap((sheet) => listOf(field(sheet, 'cells'))) : field(notebook, 'cells');
  if (!Array.isArray(cells)) throw damaged('it is no notebook, for it lists no cells');
  for (const cell of cells) {
    const source = textOf(field(cell, 'source') ?? field(cell, 'input'));
    const kind = field(cell, 'cell_type');
    if (kind === 'markdown') await readMarkdown({ ...file, bytes: Buffer.from(source) }, builder);
    else if (kind === 'heading') builder.heading(Number(field(cell, 'level')) || 1, source);
    else builder.code(source);
    for (const output of listOf(field(cell, 'outputs'))) addOutput(output, builder);
  }
};

function addOutput(output: Data, builder: DocumentBuilder): void {
  const plain = field(field(output, 'data'), 'text/plain');
  builder.code(withoutColours(textOf(field(output, 'text') ?? plain)));
  const error = textOf(field(output, 'ename'));
  if (error !== '') builder.code(`${error}: ${withoutColours(textOf(field(output, 'evalue')))}`);
}

/** The codes that colour a terminal. */
const withoutColours = (text: string): string => text.replace(/\u001b\[[\d;]*[A-Za-z]/g, '');

function field(data: Data | undefined, name: string): Data | undefined {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? data[name] : undefined;
}

const listOf = (data: Data | undefined): Data[] => (Array.isArray(data) ? data : []);

/** Text is stored whole or as a list of lines with their breaks. */
function textOf(data: Data | undefined): string {
  if (typeof data === 'string') return data;
  return listOf(data)
    .filter((line) => typeof line === 'string')
    .join('');
}
