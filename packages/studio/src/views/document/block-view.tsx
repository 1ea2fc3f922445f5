import type { Block } from '../../api/types.ts';
import { MarkedText } from '../../components/marked-text.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import type { Range } from '../../text/mark-range.ts';

interface Props {
  text: string;
  block: Block;
  range: Range | null;
}

/** A block that stands alone: heading, paragraph, quote, code or note. */
export function BlockView({ text, block, range }: Props) {
  const content = <MarkedText text={text} span={block} marks={range ? [range] : []} />;
  switch (block.kind) {
    case 'heading': {
      // The panel's own title is the h2 above them.
      const level = Math.min(Math.max(block.level ?? 1, 1), 4);
      const Heading = `h${level + 2}` as 'h3' | 'h4' | 'h5' | 'h6';
      return <Heading className={`heading-${level}`}>{content}</Heading>;
    }
    case 'code':
      return (
        <ScrollRegion label="Code" className="code-scroll">
          <pre>
            <code>{content}</code>
          </pre>
        </ScrollRegion>
      );
    case 'quote':
      return <blockquote>{content}</blockquote>;
    case 'note':
      return <p className="note">{content}</p>;
    default:
      return <p>{content}</p>;
  }
}
