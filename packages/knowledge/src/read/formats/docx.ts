import mammoth from 'mammoth';
import type { DocumentBuilder } from '../document-builder.ts';
import type { FormatReader } from './format-reader.ts';
import { addHtmlBlocks } from './html-blocks.ts';
import { inlineText } from './html-node.ts';
import { parseFragment, type HtmlElement } from './html.ts';
import { addOfficeProperties, corePropertiesPart } from './office-properties.ts';
import { repack, unzip } from './zip.ts';

/** Word documents: mammoth turns styles into HTML structure, whose blocks are then read; foot- and endnotes come last. */
export const readDocx: FormatReader = async ({ bytes }, builder) => {
  const archive = repack(bytes, 'word/', 'Word document');
  addOfficeProperties(
    unzip(archive, (name) => name === corePropertiesPart),
    builder,
  );
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(archive) }, conversion);
  const body = parseFragment(value);
  const notes = takeNotes(body);
  addHtmlBlocks(body, builder, { isPage: false });
  addNotes(notes, builder);
};

const conversion = {
  styleMap: [
    "p[style-name='Title'] => h1:fresh",
    "p[style-name='Quote'] => blockquote > p:fresh",
    "p[style-name='Intense Quote'] => blockquote > p:fresh",
  ],
  // Pictures give their description only.
  convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
};

/** mammoth puts notes into a list at the end, in the order of their marks: "[1]", "[2]". */
function takeNotes(body: HtmlElement): string[] {
  const items = [...body.querySelectorAll('li[id^="footnote-"], li[id^="endnote-"]')];
  const notes = items.map((item) => {
    for (const back of item.querySelectorAll('a[href^="#footnote-ref-"], a[href^="#endnote-ref-"]')) back.remove();
    return inlineText(item);
  });
  for (const item of items) item.remove();
  return notes;
}

function addNotes(notes: string[], builder: DocumentBuilder): void {
  for (const [index, note] of notes.entries()) if (note !== '') builder.note(`[${index + 1}] ${note}`);
}
