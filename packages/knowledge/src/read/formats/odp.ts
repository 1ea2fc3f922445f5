import type { FormatReader } from './format-reader.ts';
import { addOdfBlocks } from './odf-blocks.ts';
import { wordsOf } from './odf-words.ts';
import { openOdf } from './odf.ts';
import { child, type XmlElement } from './xml.ts';

/** OpenDocument presentations: a slide is a page; its title is a heading, its notes come last. Hidden slides are left out. */
export const readOdp: FormatReader = (file, builder) => {
  const content = openOdf(file, 'presentation', builder);
  const { body, styles } = content;
  const footers = new Set<string>();
  const slides = body.children.filter(({ name }) => name === 'page');
  builder.pages = slides.length;
  for (const [index, slide] of slides.entries()) {
    const style = styles.get(slide.attributes['style-name'] ?? '');
    if (child(style, 'drawing-page-properties')?.attributes['visibility'] === 'hidden') continue;
    builder.page = index + 1;
    builder.endGroup();
    for (const title of slide.children.filter(isTitle)) builder.heading(1, wordsOf(child(title, 'text-box') ?? title));
    const shapes = slide.children.filter((shape) => !isTitle(shape));
    for (const footer of shapes.filter(({ attributes }) => attributes['class'] === 'footer')) {
      footers.add(wordsOf(footer).trim());
    }
    addOdfBlocks(
      shapes.filter(({ attributes }) => !furniture.has(attributes['class'] ?? '')),
      content,
      builder,
    );
    const notes = child(slide, 'notes')?.children.filter((frame) => frame.attributes['class'] === 'notes') ?? [];
    addOdfBlocks(notes, content, builder, { prose: 'note' });
  }
  builder.addMetadata('footer', [...footers].join(' / '));
};

/** Placeholders that repeat on every slide. */
const furniture = new Set(['header', 'footer', 'date-time', 'page-number']);
const isTitle = ({ attributes }: XmlElement): boolean => attributes['class'] === 'title';
