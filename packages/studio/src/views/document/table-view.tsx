import type { Block } from '../../api/types.ts';
import { MarkedText } from '../../components/marked-text.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import type { Part } from '../../text/document-parts.ts';
import type { Range } from '../../text/mark-range.ts';
import { tableCells } from '../../text/table-cells.ts';

interface Props {
  text: string;
  table: Extract<Part, { kind: 'table' }>;
  range: Range | null;
}

/** Rows of cells. A wide table scrolls sideways inside the panel. */
export function TableView({ text, table, range }: Props) {
  const marks = range ? [range] : [];
  const row = (block: Block, Cell: 'th' | 'td') => (
    <tr key={block.start}>
      {tableCells(text, block).map((cell, n) => (
        <Cell key={n} scope={Cell === 'th' ? 'col' : undefined}>
          <MarkedText text={text} span={cell} marks={marks} />
        </Cell>
      ))}
    </tr>
  );
  return (
    <ScrollRegion label="Table" className="table-scroll">
      <table data-long={table.long || undefined}>
        {table.header.length > 0 && <thead>{table.header.map((block) => row(block, 'th'))}</thead>}
        <tbody>{table.rows.map((block) => row(block, 'td'))}</tbody>
      </table>
    </ScrollRegion>
  );
}
