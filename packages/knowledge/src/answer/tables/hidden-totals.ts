import type { TableCondition } from '../../tables/table-query.ts';
import type { Grid, GridRow } from './grid.ts';

/** So many rows have to add up to the last one; of fewer that may be chance. */
const leastRows = 3;

/**
 * The last row of a table where every number of it is the sum of those above it, though no word says that it is a total:
 * "All regions". Null where it is not so, or not the whole table is at hand.
 */
export function hiddenTotal({ rows, columns, isPart }: Grid): GridRow | null {
  const last = rows.at(-1);
  const above = rows.slice(0, -1).filter(({ isTotal }) => !isTotal);
  if (isPart || last === undefined || last.isTotal || above.length < leastRows) return null;
  const measured = columns.flatMap(({ isMeasured }, index) => (isMeasured ? [index] : []));
  const isSum = measured.every((index) => {
    const sum = above.reduce((total, { cells }) => total + (cells[index]?.figure?.value ?? 0), 0);
    const shown = last.cells[index]?.figure?.value ?? 0;
    return shown !== 0 && Math.abs(sum - shown) <= Math.abs(shown) * 1e-9;
  });
  return isSum ? last : null;
}

/** What leaves out of a query the rows that sum up others without saying so: those without a name, and a hidden total. */
export function withoutHiddenTotals(grid: Grid): TableCondition[] {
  const name = grid.columns.findIndex(({ isMeasured, stored }) => !isMeasured && stored.type === 'text');
  const stored = grid.columns[name]?.stored;
  if (stored === undefined || grid.isPart) return [];
  const unnamed = grid.rows.some(({ cells, isTotal }) => isTotal && cells[name]?.text === '');
  const total = hiddenTotal(grid)?.cells[name]?.text ?? '';
  return [
    ...(unnamed ? [{ column: stored.name, op: '!=', value: null } as const] : []),
    ...(total === '' ? [] : [{ column: stored.name, op: '!=', value: total } as const]),
  ];
}
