import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../../database/schema.ts';
import type { Reader } from '../../documents/access.ts';
import { queryTable, type TableResult } from '../../tables/query-table.ts';
import { likeCells } from './figures.ts';
import type { Grid, GridRow } from './grid.ts';
import { hiddenTotal, withoutHiddenTotals } from './hidden-totals.ts';
import { columnLines, type Line } from './lines.ts';
import { boundOf, cueMask, fit, holds, type Context, type Plan, type PlannedCell } from './plan.ts';
import { meets, rowConditions, type RowConditions } from './row-conditions.ts';
import { say } from './say.ts';

type Database = Kysely<KnowledgeSchema>;

/** What the sum of a whole column is behind a total that is written down: its list may not be complete. */
const wholeColumn = 0.1;

/** Names that an answer lists; of more it says how many there are. */
const mostListed = 20;

/**
 * Readings that take a table for a list of records: conditions choose rows, and one column of theirs is summed up or
 * compared. Computed by `queryTable`, so rows that sum up others are left out and tables may be of any length.
 */
export async function recordPlans(database: Database, reader: Reader, context: Context): Promise<Plan[]> {
  const { question, grid, matcher, asked } = context;
  const { kind } = asked;
  if (!['sum', 'average', 'most', 'least', 'count', 'filter'].includes(kind)) return [];
  const cues = cueMask(question, asked.cues);
  const columns = columnLines(grid, matcher);
  const measures = columns.filter((column) => isMeasure(context, column));
  const named = measures.filter(({ mask }) => (mask & ~cues) !== 0);
  const chosen = named.length > 0 ? named : measures.length === 1 ? measures : [];
  const conditions = rowConditions(context, cues);
  if (conditions === null) return [];
  const base = { context, conditions, columns, cues };
  if (kind === 'count' && question.comparison === null) return await counted(database, reader, base);
  const plans: Plan[] = [];
  for (const measure of chosen) {
    const measured = { ...base, measure };
    const isAggregate = kind === 'sum' || kind === 'average';
    plans.push(...(isAggregate ? await aggregated(database, reader, measured) : compared(measured)));
  }
  return plans;
}

function isMeasure({ grid, question }: Context, { index, years }: Line): boolean {
  const column = grid.columns[index];
  if (column?.isMeasured !== true) return false;
  // A sum over several years takes one column for each.
  if (years.length > 0 && question.years.length > years.length) return false;
  return years.every((year) => question.years.includes(year));
}

interface Chosen {
  context: Context;
  conditions: RowConditions;
  columns: Line[];
  cues: number;
}

async function counted(
  database: Database,
  reader: Reader,
  { context, conditions, columns, cues }: Chosen,
): Promise<Plan[]> {
  const { question, table, grid } = context;
  const label = columns.find(({ index, mask }) => !(grid.columns[index]?.isMeasured ?? true) && mask !== 0);
  const fitted = fit(
    question,
    { table, cues },
    {
      direct: conditions.mask | (label?.mask ?? 0),
      section: 0,
      missing: label?.missing ?? 0,
    },
  );
  if (fitted === null || (conditions.where.length === 0 && label === undefined)) return [];
  const groupBy =
    label !== undefined && conditions.where.length === 0 ? grid.columns[label.index]?.stored.name : undefined;
  const result = await queryTable(database, reader, {
    table: table.id,
    where: conditions.where,
    aggregate: 'count',
    groupBy,
    limit: 1000,
  });
  const groups = result.results.filter(({ group, count }) => groupBy === undefined || (group !== null && count > 0));
  const total = groupBy === undefined ? (groups[0]?.count ?? 0) : groups.length;
  if (total === 0) return [];
  const of = groupBy === undefined ? (table.name ?? table.title) : (label?.name ?? '');
  const answer = String(total);
  const sentence = say(question, 'count', { of, where: conditions.said, answer });
  const cells = groups.flatMap(({ cells: cited }) => (groupBy === undefined ? cited : cited.slice(0, 1)));
  return [
    { ...fitted, table, grid, operation: 'count', answer, sentence, cells: placed(context, cells), count: total },
  ];
}

interface Measured extends Chosen {
  measure: Line;
}

/** What all readings of a column have in common; null where the question does not mean it. */
function readingOf({ context, conditions, columns, cues, measure }: Measured) {
  const { question, table, grid, asked } = context;
  const { kind } = asked;
  // "Which region": the column of what is asked for.
  const isCondition = (index: number): boolean =>
    conditions.where.some(({ column }) => column === grid.columns[index]?.stored.name);
  const naming = columns.filter(({ index }) => grid.columns[index]?.isMeasured === false);
  const named = naming.find(({ index, mask }) => (mask & ~cues) !== 0 && !isCondition(index));
  const isAggregate = kind === 'sum' || kind === 'average';
  const direct = measure.mask | conditions.mask | (isAggregate ? 0 : (named?.mask ?? 0));
  const fitted = fit(question, { table, cues }, { direct, section: 0, missing: measure.missing });
  if (fitted === null) return null;
  const behind = kind === 'sum' && conditions.where.length === 0 ? wholeColumn : 0;
  return {
    base: { ...fitted, score: fitted.score - behind, table, grid, operation: kind },
    label: named ?? naming[0],
  };
}

async function aggregated(database: Database, reader: Reader, measured: Measured): Promise<Plan[]> {
  const { context, conditions, measure } = measured;
  const { question, table, grid, asked } = context;
  const { kind } = asked;
  const column = grid.columns[measure.index]?.stored;
  const reading = readingOf(measured);
  // A column that mixes kinds of numbers has no sum.
  if (reading === null || column?.type !== 'number' || (kind !== 'sum' && kind !== 'average')) return [];
  const where = [...conditions.where, ...withoutHiddenTotals(grid)];
  const query = { table: table.id, where, aggregate: kind, column: column.name };
  const [result] = (await queryTable(database, reader, query)).results;
  // One cell is looked up, not added up.
  if (typeof result?.value !== 'number' || result.count < 2) return [];
  const cells = placed(context, result.cells);
  const texts = cells.map(({ cell }) => cell.text);
  const answer = likeCells(result.value, texts, grid.style, kind === 'average' ? 2 : 0);
  const { said } = conditions;
  const told = { of: measure.name, where: said, answer, scale: grid.scale, cells: result.count };
  return [{ ...reading.base, answer, sentence: say(question, kind, told), cells, count: result.count }];
}

/** The rows that hold most or least, or more or less than a bound. */
function compared(measured: Measured): Plan[] {
  const { context, conditions, measure } = measured;
  const { question, grid, asked } = context;
  const { kind } = asked;
  const reading = readingOf(measured);
  const label = reading?.label;
  if (reading === null || label === undefined || grid.isPart) return [];
  const total = hiddenTotal(grid);
  const entries = grid.rows.flatMap((row) => {
    const cell = row.cells[measure.index];
    if (row.isTotal || row === total || !meets(grid, row, conditions.where) || cell?.figure == null) return [];
    const rowName = namedBy(grid, row, label.index);
    return [{ value: cell.figure.value, planned: { cell, row, rowName, columnName: measure.name } }];
  });
  const told = { of: measure.name, where: conditions.said };
  if (kind === 'most' || kind === 'least') {
    const values = entries.map(({ value }) => value);
    const bound = kind === 'most' ? Math.max(...values) : Math.min(...values);
    const [best, ...others] = entries.filter(({ value }) => value === bound);
    const names = new Set(entries.map(({ planned }) => planned.rowName));
    // Rows of one name would have to be added up first.
    if (best === undefined || others.length > 0 || names.size < entries.length) return [];
    const answer = best.planned.rowName;
    const sentence = say(question, kind, { ...told, answer, value: best.planned.cell.text });
    return [{ ...reading.base, answer, sentence, cells: [best.planned], count: entries.length }];
  }
  const bound = boundOf(context);
  if (bound === null || question.comparison === null) return [];
  const { op } = question.comparison;
  const held = entries.filter(({ value }) => holds(value, op, bound));
  const names = [...new Set(held.map(({ planned }) => planned.rowName))].filter((name) => name !== '');
  if (names.length === 0 && kind === 'filter') return [];
  const listed = names.slice(0, mostListed).join(', ') + (names.length > mostListed ? ', …' : '');
  const answer = kind === 'count' ? String(held.length) : listed;
  // That there are none is seen from all of them.
  const cells = (held.length === 0 ? entries : held).map(({ planned }) => planned);
  return [{ ...reading.base, answer, sentence: say(question, kind, { ...told, answer }), cells, count: held.length }];
}

/** What a row is called: its cell, and where that is a number or code the next one of words too. */
function namedBy({ columns }: Grid, { cells }: GridRow, column: number): string {
  const name = cells[column]?.text ?? '';
  if (!/\d/.test(name)) return name;
  const next = columns.findIndex(
    ({ isMeasured, stored }, index) => index > column && !isMeasured && stored.type === 'text',
  );
  const words = cells[next]?.text ?? '';
  return words === '' ? name : `${name} ${words}`;
}

/** Cells of a result with the rows that they stand in; of a long table a row that is not at hand is the cell alone. */
function placed({ grid }: Context, cells: TableResult['results'][number]['cells']): PlannedCell[] {
  return cells.map((cited) => {
    const cell = { text: cited.text, start: cited.start, end: cited.end, figure: null };
    const row = grid.rows.find(({ start, end }) => start <= cited.start && cited.end <= end) ?? {
      page: cited.page,
      isTotal: false,
      label: '',
      section: '',
      cells: [cell],
      start: cited.start,
      end: cited.end,
    };
    return { cell, row, rowName: row.label, columnName: cited.column };
  });
}
