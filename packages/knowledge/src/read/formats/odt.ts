import { addPageEdges } from './asides.ts';
import type { FormatReader } from './format-reader.ts';
import { addOdfBlocks } from './odf-blocks.ts';
import { wordsOf } from './odf-words.ts';
import { openOdf } from './odf.ts';

/**
 * OpenDocument text with all changes accepted: outline levels give headings. Notes and comments follow the paragraph, list
 * or table they belong to; headers and footers come once at the end.
 */
export const readOdt: FormatReader = (file, builder) => {
  const content = openOdf(file, 'text', builder);
  addOdfBlocks(content.body.children, content, builder);
  for (const kind of ['Header', 'Footer'] as const) {
    const edges = content.pageEdges.filter((edge) => edge.kind === kind);
    addPageEdges(
      kind,
      edges.map((edge) => wordsOf(edge.content)),
      builder,
    );
  }
};
