import { columnLines, rowLines, type Line } from './lines.ts';
import { cueMask, fitLines, type Context, type Plan, type PlannedCell, type Told } from './plan.ts';
import { sayLookup } from './say.ts';
import type { TableQuestion } from './table-question.ts';
import { cellIn, seriesOf, viewsOf } from './views.ts';

/** What plain looking up is behind what the question asks for. */
const unasked = 0.05;

/** Readings that look up the cell at a row and a column by their names. */
export function lookupPlans(context: Context): Plan[] {
  const { question, grid, matcher, table, asked } = context;
  if (asked.kind !== 'lookup') return [];
  const plans: Plan[] = [];
  const columns = columnLines(grid, matcher).filter(({ index }) => index > 0);
  const plainRows = rowLines(grid, matcher);
  const measured = columns.filter(({ index }) => grid.columns[index]?.isMeasured);
  for (const column of columns) {
    const isMeasured = grid.columns[column.index]?.isMeasured ?? false;
    // A column that is not named is only meant where there is no other.
    if (column.mask === 0 && (measured.length > 1 || !isMeasured)) continue;
    const rows = isMeasured ? plainRows : rowLines(grid, matcher, column.index);
    for (const row of rows) {
      if (row.mask === 0) continue;
      const planned = cellIn(grid, row, column);
      if (planned === null || (isMeasured && planned.cell.figure === null && !/\p{L}|\d/u.test(planned.cell.text)))
        continue;
      if (!yearsFit(question, [row, column])) continue;
      const fitted = fitLines(context, [row, column], 0);
      if (fitted === null) continue;
      const score = fitted.score - behind(question, row.mask | column.mask);
      plans.push({ ...fitted, score, table, grid, operation: 'lookup', ...toldLookup(context, [planned]) });
    }
  }
  if (question.years.length > 1) plans.push(...lookupsOfYears(context));
  return plans;
}

/** "in 2019 and 2018": a cell for each year. */
function lookupsOfYears(context: Context): Plan[] {
  return viewsOf(context).flatMap((view) =>
    view.items.flatMap((item) =>
      seriesOf(context, view, item).flatMap(({ entries }): Plan[] => {
        const chosen = context.question.years.map((year) => entries.find(({ period }) => period.years.includes(year)));
        const whole = chosen.filter((one) => one !== undefined);
        if (whole.length !== chosen.length) return [];
        const fitted = fitLines(context, [item, ...whole.map(({ period }) => period)], 0);
        if (fitted === null) return [];
        const { question, table, grid } = context;
        const told = toldLookup(
          context,
          whole.map(({ planned }) => planned),
        );
        const score = fitted.score - behind(question, item.mask);
        return [{ ...fitted, score, table, grid, operation: 'lookup', ...told }];
      }),
    ),
  );
}

/** Names that say the words of the computation hold what was computed. */
function behind(question: TableQuestion, mask: number): number {
  const [first] = question.operations;
  const cues = first === undefined ? 0 : cueMask(question, first.cues);
  return cues === 0 || (mask & cues) !== 0 ? 0 : unasked;
}

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
