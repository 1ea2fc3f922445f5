import type { FormatReader } from './format-reader.ts';
import { addOdfBlocks, wordsOf } from './odf-blocks.ts';
import { openOdf } from './odf.ts';
import { child, type XmlElement } from './xml.ts';

/** OpenDocument presentations: a slide is a page; its title is a heading, its notes come last. Hidden slides are left out. */
export const readOdp: FormatReader = ({ bytes }, builder) => {
  const { body, styles } = openOdf(bytes, 'presentation', builder);
  const slides = body.children.filter(({ name }) => name === 'page');
  builder.pages = slides.length;
  for (const [index, slide] of slides.entries()) {
    const style = styles.get(slide.attributes['style-name'] ?? '');
    if (child(style, 'drawing-page-properties')?.attributes['visibility'] === 'hidden') continue;
    builder.page = index + 1;
    builder.endGroup();
    for (const title of slide.children.filter(isTitle)) builder.heading(1, wordsOf(child(title, 'text-box') ?? title));
    addOdfBlocks(
      slide.children.filter((shape) => !isTitle(shape)),
      styles,
      builder,
    );
    const notes = child(slide, 'notes')?.children.filter((frame) => frame.attributes['class'] === 'notes') ?? [];
    addOdfBlocks(notes, styles, builder, { prose: 'note' });
  }
};

const isTitle = ({ attributes }: XmlElement): boolean => attributes['class'] === 'title';
