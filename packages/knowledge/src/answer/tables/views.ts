import type { Grid } from './grid.ts';
import { columnLines, rowLines, type Line } from './lines.ts';
import type { Operation } from './operation.ts';
import type { Context, PlannedCell } from './plan.ts';

/** A grid seen from one side: what is asked about along one axis, when or of what kind along the other. */
export interface View {
  items: Line[];
  periods: Line[];
  cellAt(item: Line, period: Line): PlannedCell | null;
}

/** A cell of what is asked about, and which one it is. */
export interface Entry {
  period: Line;
  planned: PlannedCell;
}

/** Cells of one item that belong together, of one year each or of none. */
export interface Series {
  entries: Entry[];
  /** What tells it from others of the same years: "List price GBP"; empty where there are none. */
  kind: string;
}

/** The rows along the columns of numbers, and those columns along the rows. */
export function viewsOf({ grid, matcher }: Context): View[] {
  const rows = rowLines(grid, matcher);
  const columns = columnLines(grid, matcher).filter(({ index }) => grid.columns[index]?.isMeasured);
  const at = (row: Line, column: Line): PlannedCell | null => cellIn(grid, row, column);
  return [
    { items: rows, periods: columns, cellAt: at },
    { items: columns, periods: rows, cellAt: (item, period) => at(period, item) },
  ];
}

/** Null for an empty cell. */
export function cellIn(grid: Grid, { index: rowIndex, name }: Line, column: Line): PlannedCell | null {
  const row = grid.rows[rowIndex];
  const cell = row?.cells[column.index];
  if (row === undefined || cell === undefined || cell.end <= cell.start) return null;
  return { cell, row, rowName: name, columnName: column.name };
}

/** The cells of an item along the other axis, taken together where their names differ in nothing but the year. */
export function seriesOf({ question, asked }: Context, view: View, item: Line): Series[] {
  if (item.mask === 0) return [];
  const { kind } = asked;
  const byKey = new Map<string, Entry[]>();
  for (const period of view.periods) {
    if (period.years.length > 1) continue;
    const planned = view.cellAt(item, period);
    if (planned === null || figureIn(planned, kind) === null) continue;
    const [year] = period.years;
    const isAsked = year === undefined || question.years.length === 0 || question.years.includes(year);
    if (!isAsked && question.years.length > 1) continue;
    const share = period.isPercent || planned.cell.figure?.unit === '%' ? '%' : '';
    const key = year === undefined ? '' : `year ${share}`;
    byKey.set(key, [...(byKey.get(key) ?? []), { period, planned }]);
  }
  // Several columns of a year are told apart by the rest of their names; else the rest does not matter.
  return [...byKey.values()].flatMap((entries): Series[] => {
    if (hasOneOfEach(entries)) return [{ entries, kind: '' }];
    const byName = Map.groupBy(entries, ({ period }) => period.key);
    return [...byName.values()]
      .filter(hasOneOfEach)
      .map((named) => ({ entries: named, kind: withoutYear(named[0]?.period.name ?? '') }));
  });
}

/** What a cell shows; a dash is nothing of what is added up, and no value of what is compared. */
export function figureIn({ cell }: PlannedCell, kind: Operation): number | null {
  if (cell.figure !== null) return cell.figure.value;
  return (kind === 'change' || kind === 'sum') && /^[$€£]? ?[-–—]$/.test(cell.text) ? 0 : null;
}

const withoutYear = (name: string): string =>
  name
    .replaceAll(/(?:19|20)\d\d/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** "2019" twice tells nothing apart. */
function hasOneOfEach(series: readonly Entry[]): boolean {
  const years = series.flatMap(({ period }) => period.years);
  return new Set(years).size === years.length;
}
