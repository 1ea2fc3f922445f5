import { likeCells, percent } from './figures.ts';
import type { Grid } from './grid.ts';
import { columnLines, rowLines, type Line } from './lines.ts';
import type { Operation } from './operation.ts';
import {
  boundOf,
  cueMask,
  fitLines,
  holds,
  isNumber,
  type Context,
  type Plan,
  type PlannedCell,
  type Told,
} from './plan.ts';
import { say, sayLookup } from './say.ts';
import type { TableQuestion } from './table-question.ts';

/** A grid seen from one side: what is asked about along one axis, when or of what kind along the other. */
interface View {
  items: Line[];
  periods: Line[];
  cellAt(item: Line, period: Line): PlannedCell | null;
}

/** Readings that pick single cells by the names of their row and column, and compute with them. */
export function cellPlans(context: Context): Plan[] {
  const { kind } = context.asked.operation;
  if (kind === 'lookup') return lookups(context);
  return viewsOf(context).flatMap((view) =>
    view.items.flatMap((item) => seriesOf(context, view, item).flatMap((series) => computed(context, item, series))),
  );
}

function viewsOf({ grid, matcher }: Context): View[] {
  const rows = rowLines(grid, matcher);
  const columns = columnLines(grid, matcher).filter(({ index }) => grid.columns[index]?.isMeasured);
  const at = (row: Line, column: Line): PlannedCell | null => cellIn(grid, row, column);
  return [
    { items: rows, periods: columns, cellAt: at },
    { items: columns, periods: rows, cellAt: (item, period) => at(period, item) },
  ];
}

function cellIn(grid: Grid, { index: rowIndex, name }: Line, column: Line): PlannedCell | null {
  const row = grid.rows[rowIndex];
  const cell = row?.cells[column.index];
  if (row === undefined || cell === undefined || cell.end <= cell.start) return null;
  return { cell, row, rowName: name, columnName: column.name };
}

function lookups(context: Context): Plan[] {
  const { question, grid, matcher, table, asked } = context;
  const plans: Plan[] = [];
  const columns = columnLines(grid, matcher).filter(({ index }) => index > 0);
  const plainRows = rowLines(grid, matcher);
  const measured = columns.filter(({ index }) => grid.columns[index]?.isMeasured);
  for (const column of columns) {
    const isMeasured = grid.columns[column.index]?.isMeasured ?? false;
    const rows = isMeasured ? plainRows : rowLines(grid, matcher, column.index);
    for (const row of rows) {
      if (row.mask === 0) continue;
      // A column that is not named is only meant where there is no other.
      if (column.mask === 0 && (measured.length > 1 || !isMeasured)) continue;
      const planned = cellIn(grid, row, column);
      if (planned === null || (isMeasured && planned.cell.figure === null && !/\p{L}|\d/u.test(planned.cell.text)))
        continue;
      if (!yearsFit(question, [row, column])) continue;
      const fitted = fitLines(context, [row, column], 0);
      if (fitted !== null) {
        plans.push({ ...fitted, table, grid, operation: asked.operation.kind, ...toldLookup(context, [planned]) });
      }
    }
  }
  if (question.years.length > 1) plans.push(...lookupsOfYears(context));
  return plans;
}

/** "in 2019 and 2018": a cell for each year. */
function lookupsOfYears(context: Context): Plan[] {
  return viewsOf(context).flatMap((view) =>
    view.items.flatMap((item) =>
      seriesOf(context, view, item).flatMap((series): Plan[] => {
        const chosen = context.question.years.map((year) => series.find(({ period }) => period.years.includes(year)));
        const whole = chosen.filter((one) => one !== undefined);
        if (whole.length !== chosen.length) return [];
        const fitted = fitLines(context, [item, ...whole.map(({ period }) => period)], 0);
        if (fitted === null) return [];
        const { table, grid } = context;
        return [
          {
            ...fitted,
            table,
            grid,
            operation: 'lookup',
            ...toldLookup(
              context,
              whole.map(({ planned }) => planned),
            ),
          },
        ];
      }),
    ),
  );
}

type Entry = { period: Line; planned: PlannedCell };

/** The cells of an item along the other axis, taken together where their names differ in nothing but the year. */
function seriesOf({ question, asked }: Context, view: View, item: Line): Entry[][] {
  if (item.mask === 0) return [];
  const { kind } = asked.operation;
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
  return [...byKey.values()].flatMap((series) =>
    hasOneOfEach(series) ? [series] : [...Map.groupBy(series, ({ period }) => period.key).values()],
  );
}

/** What a cell shows; a dash is nothing of what is added up, and no value of what is compared. */
function figureIn({ cell }: PlannedCell, kind: Operation['kind']): number | null {
  if (cell.figure !== null) return cell.figure.value;
  return (kind === 'change' || kind === 'sum') && /^[$€£]? ?[-–—]$/.test(cell.text) ? 0 : null;
}

function computed(context: Context, item: Line, series: Entry[]): Plan[] {
  const { question, asked, table, grid } = context;
  const { kind } = asked.operation;
  if (!hasOneOfEach(series)) return [];
  const byYear = series.toSorted((a, b) => (a.period.years[0] ?? 0) - (b.period.years[0] ?? 0));
  const isDated = series.every(({ period }) => period.years.length === 1);
  const cues = cueMask(question, asked.cues);
  const plan = (chosen: Entry[], told: Told): Plan[] => {
    // Years that a comparison runs over are not named one by one.
    const fitted = fitLines(context, [item, ...(isDated ? chosen.map(({ period }) => period) : [])], cues);
    return fitted === null ? [] : [{ ...fitted, table, grid, operation: kind, ...told }];
  };
  const cells = byYear.map(({ planned }) => planned);
  const values = cells.map((cell) => figureIn(cell, kind) ?? 0);
  const texts = cells.map(({ cell }) => cell.text);
  const told = (answer: string, chosen = cells): Told => ({
    answer,
    sentence: say(question, kind, {
      of: item.name,
      parts: kind === 'sum' ? series.map(({ period, planned }) => `${period.years[0]}: ${planned.cell.text}`) : [],
      periods: periodNames(byYear, kind === 'filter' ? [] : chosen),
      answer,
      scale: isNumber(kind) && cells.every(({ cell }) => cell.figure?.unit !== '%') ? grid.scale : null,
      value: chosen[0]?.cell.text ?? '',
    }),
    cells,
    count: cells.length,
  });
  if (kind === 'change' || kind === 'percent-change') {
    if (!isDated || byYear.length !== 2) return [];
    const [before = 0, after = 0] = values;
    if (kind === 'change') return plan(byYear, told(likeCells(after - before, texts, grid.style)));
    return before === 0 ? [] : plan(byYear, told(percent(((after - before) / before) * 100, grid.style)));
  }
  if (kind === 'sum' || kind === 'average') {
    if (!isDated || byYear.length < 2 || (question.years.length > 0 && byYear.length !== question.years.length))
      return [];
    const sum = values.reduce((total, value) => total + value, 0);
    const answer =
      kind === 'sum' ? likeCells(sum, texts, grid.style) : likeCells(sum / values.length, texts, grid.style, 2);
    return plan(byYear, told(answer));
  }
  if ((kind === 'most' || kind === 'least') && isDated && byYear.length > 1 && asksForTime(question)) {
    const bound = kind === 'most' ? Math.max(...values) : Math.min(...values);
    const best = byYear.filter((_, index) => values[index] === bound);
    const [only] = best;
    if (only === undefined || best.length > 1) return [];
    return plan(byYear, told(String(only.period.years[0]), [only.planned]));
  }
  if ((kind === 'most' || kind === 'least') && !isDated && series.length > 1 && !asksForTime(question)) {
    const amounts = series.filter(({ period }) => !/total|gesamt|summe/i.test(period.name));
    const bound = amounts.map(({ planned }) => figureIn(planned, kind) ?? 0);
    const extreme = kind === 'most' ? Math.max(...bound) : Math.min(...bound);
    const [only, ...others] = amounts.filter((_, index) => bound[index] === extreme);
    return only === undefined || others.length > 0 ? [] : plan(amounts, told(only.period.name, [only.planned]));
  }
  if ((kind === 'filter' || kind === 'count') && isDated && asksForTime(question) && question.comparison !== null) {
    const bound = boundOf(context);
    if (bound === null) return [];
    const held = byYear.filter((_, index) => holds(values[index] ?? 0, question.comparison?.op ?? '>', bound));
    const chosen = held.map(({ planned }) => planned);
    if (kind === 'filter' && held.length === 0) return [];
    const answer = kind === 'count' ? String(held.length) : held.map(({ period }) => period.years[0]).join(', ');
    return plan(byYear, told(answer, kind === 'count' ? cells : chosen));
  }
  return [];
}

/** "2019" twice tells nothing apart. */
function hasOneOfEach(series: readonly Entry[]): boolean {
  const years = series.flatMap(({ period }) => period.years);
  return new Set(years).size === years.length;
}

const periodNames = (entries: readonly Entry[], chosen: readonly PlannedCell[]): string[] =>
  entries.flatMap(({ period, planned }) => (chosen.includes(planned) ? [String(period.years[0] ?? period.name)] : []));

const asksForTime = ({ text }: TableQuestion): boolean =>
  /\b(?:years?|fy|period|when|jahr(?:en?)?|wann|année|quand|año|cuándo)\b/i.test(text);

/** Whether the lines are of the one year that is asked for, or of none. */
function yearsFit({ years }: TableQuestion, lines: readonly Line[]): boolean {
  const named = [...new Set(lines.flatMap((line) => line.years))];
  if (years.length === 0) return true;
  return years.length > 1 ? years.every((year) => named.includes(year)) : named.every((year) => years.includes(year));
}

function toldLookup({ question, grid }: Context, cells: PlannedCell[]): Told {
  const answer = cells.map(({ cell }) => cell.text).join('; ');
  const scale = cells.some(({ cell }) => cell.figure !== null && cell.figure.unit !== '%') ? grid.scale : null;
  return { answer, sentence: sayLookup(question.language, cells, scale), cells, count: cells.length };
}
