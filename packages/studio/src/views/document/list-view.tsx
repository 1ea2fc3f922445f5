import type { Block } from '../../api/types.ts';
import { MarkedText } from '../../components/marked-text.tsx';
import type { Range } from '../../text/mark-range.ts';

interface Props {
  text: string;
  items: Block[];
  range: Range | null;
}

const marker = /^(?:[-*+•–]|\d{1,3}[.)]|[a-z][.)])\s+/i;

/** List items. A bullet or number that is part of the text hangs in the margin, others get a bullet. */
export function ListView({ text, items, range }: Props) {
  return (
    <ul>
      {items.map((item) => {
        const own = marker.exec(text.slice(item.start, Math.min(item.end, item.start + 8)))?.[0] ?? '';
        const sign = /^\w/.test(own) ? own.trim() : '•';
        const span = { start: item.start + own.length, end: item.end };
        return (
          <li key={item.start} data-level={Math.min(item.level ?? 1, 5)}>
            <span className="marker" aria-hidden={sign === '•'}>
              {sign}
            </span>
            <MarkedText text={text} span={span} marks={range ? [range] : []} />
          </li>
        );
      })}
    </ul>
  );
}
