import { memo, useMemo } from 'react';
import type { DocumentText } from '../../api/types.ts';
import { documentParts, documentSections, type Section } from '../../text/document-parts.ts';
import { type Range, meets } from '../../text/mark-range.ts';
import { BlockView } from './block-view.tsx';
import { ListView } from './list-view.tsx';
import { TableView } from './table-view.tsx';

interface Props {
  document: DocumentText;
  range: Range | null;
}

// An estimate of a section's height from its length, so that the scroll bar is about right before it is drawn.
const pixelsPerCharacter = 0.42;

/** A document's text by its blocks. Only sections near the view are laid out, so a document of megabytes is usable. */
export const DocumentBody = memo(function DocumentBody({ document: { text, blocks }, range }: Props) {
  const parts = useMemo(() => documentParts(text, blocks), [text, blocks]);
  const sections = useMemo(() => documentSections(parts, range), [parts, range]);
  return (
    <div className="document-text">
      {sections.map((section, n) => (
        <SectionView key={n} text={text} section={section} range={section.marked ? range : null} />
      ))}
    </div>
  );
});

interface SectionProps {
  text: string;
  section: Section;
  range: Range | null;
}

const SectionView = memo(
  function SectionView({ text, section, range }: SectionProps) {
    const height = Math.ceil(section.characters * pixelsPerCharacter) + 24 * section.parts.length;
    return (
      <section data-marked={section.marked || undefined} style={{ containIntrinsicSize: `auto ${height}px` }}>
        {section.parts.map((part, n) => {
          const partRange = meets(part, range) ? range : null;
          switch (part.kind) {
            case 'page':
              return (
                <p key={n} className="page-start">
                  Page {part.page}
                </p>
              );
            case 'list':
              return <ListView key={n} text={text} items={part.items} range={partRange} />;
            case 'table':
              return <TableView key={n} text={text} table={part} range={partRange} />;
            default:
              return <BlockView key={n} text={text} block={part.block} range={partRange} />;
          }
        })}
      </section>
    );
  },
  // Moving to another passage draws only the sections that lose or gain the mark.
  (last, next) => last.text === next.text && last.range === next.range,
);
