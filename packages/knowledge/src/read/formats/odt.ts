import type { FormatReader } from './format-reader.ts';
import { addOdfBlocks } from './odf-blocks.ts';
import { openOdf } from './odf.ts';

/** OpenDocument text: outline levels give headings; deleted text is left out; notes and comments come last. */
export const readOdt: FormatReader = ({ bytes }, builder) => {
  const { body, styles } = openOdf(bytes, 'text', builder);
  addOdfBlocks(body.children, styles, builder);
};
