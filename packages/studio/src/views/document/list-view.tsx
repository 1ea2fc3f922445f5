import type { Block } from '../../api/types.ts';
import { MarkedText } from '../../components/marked-text.tsx';
import { listMarker } from '../../text/list-marker.ts';
import type { Range } from '../../text/mark-range.ts';

interface Props {
  text: string;
  items: Block[];
  range: Range | null;
}

/** List items, each with the number that stands before it in the text, or a bullet. */
export function ListView({ text, items, range }: Props) {
  return (
    <ul>
      {items.map((item) => {
        const own = listMarker(text, item.start).trim();
        const sign = /^\d/.test(own) ? own : '•';
        return (
          <li key={item.start} data-level={Math.min(item.level ?? 1, 5)}>
            <span className="marker" aria-hidden={sign === '•'}>
              {sign}
            </span>
            <MarkedText text={text} span={item} marks={range ? [range] : []} />
          </li>
        );
      })}
    </ul>
  );
}
