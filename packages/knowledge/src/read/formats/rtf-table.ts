import { mergeDown, type FlowCell, type GridRow } from './table-grid.ts';

/** A cell as a row defines it before its words come. */
export interface RtfCellDefinition {
  /** Its right edge, in twips. */
  edge: number;
  merge: FlowCell['merge'];
  /** It belongs to the cell before it. */
  isJoined: boolean;
}

export interface RtfRow {
  cells: string[];
  definitions: RtfCellDefinition[];
  header: GridRow['header'];
}

/** Edges that differ less are the same: programs round. */
const sameEdge = 30;

/** Puts cells into columns by their edges, which is how RTF says what they cover. */
export function rtfGrid(rows: readonly RtfRow[]): GridRow[] {
  const edges: number[] = [];
  for (const edge of rows
    .flatMap(({ definitions }) => definitions.map((definition) => definition.edge))
    .toSorted((a, b) => a - b)) {
    if (edge - (edges.at(-1) ?? -Infinity) > sameEdge) edges.push(edge);
  }
  const columnAfter = (edge: number): number => edges.filter((other) => other <= edge + sameEdge).length;
  const flow = rows.map(({ cells: texts, definitions, header }) => {
    const isDefined = definitions.length === texts.length;
    const cells: FlowCell[] = [];
    let column = 0;
    for (const [index, text] of texts.entries()) {
      const definition = isDefined ? definitions[index] : undefined;
      const next = definition === undefined ? column + 1 : Math.max(column, columnAfter(definition.edge));
      const before = cells.at(-1);
      if (definition?.isJoined === true && before !== undefined) {
        before.text = `${before.text} ${text}`;
        before.columns += next - column;
      } else {
        cells.push({ text, columns: Math.max(1, next - column), merge: definition?.merge ?? 'no' });
      }
      column = Math.max(next, column);
    }
    return { cells, header };
  });
  return mergeDown(flow);
}
