import { addPageEdges } from './asides.ts';
import { addDocxBlocks, docxWords } from './docx-blocks.ts';
import { DocxFile } from './docx-file.ts';
import type { FormatReader } from './format-reader.ts';
import { addOfficeProperties } from './office-properties.ts';
import { isEmbedded, readEmbedded } from './office-relations.ts';
import { xmlPart } from './xml.ts';
import { isXmlPart, requireFolder, unzip } from './zip.ts';

/**
 * Word documents as they read with all changes accepted. Notes and comments follow the paragraph, list or table they
 * belong to; headers and footers come once at the end; documents that lie inside are members.
 */
export const readDocx: FormatReader = async ({ bytes, member }, builder) => {
  const parts = unzip(bytes, (name) => isXmlPart(name) || isEmbedded(name));
  requireFolder(parts, 'word/', 'Word document');
  addOfficeProperties(parts, builder);
  const file = new DocxFile(parts);
  addDocxBlocks(file.body, file, builder);
  for (const [type, kind] of [
    ['header', 'Header'],
    ['footer', 'Footer'],
  ] as const) {
    const texts = file.relations
      .filter((relation) => relation.type === type)
      .map(({ target }) => {
        const root = xmlPart(parts, target);
        file.enter(target);
        return root === null ? '' : docxWords(root, file);
      });
    addPageEdges(kind, texts, builder);
  }
  await readEmbedded(file.relations, parts, member);
};
