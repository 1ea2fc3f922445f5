import type { TableCondition } from '../../tables/table-query.ts';
import type { Grid, GridRow } from './grid.ts';
import type { Context } from './plan.ts';

/** What the question says of the rows that it is about. */
export interface RowConditions {
  where: TableCondition[];
  /** As they are said in the answer. */
  said: string[];
  /** Bits of the question's terms that say it. */
  mask: number;
}

/**
 * Values of text columns that the question says in whole, and its year where a column holds days. Null where it says
 * several values of a column: rows of one of them would be too few.
 */
export function rowConditions(context: Context, cues: number): RowConditions | null {
  const { question, grid, matcher } = context;
  const conditions: RowConditions = { where: [], said: [], mask: 0 };
  const [year, ...otherYears] = question.years;
  const day = grid.columns.find(({ stored }) => stored.type === 'date');
  if (day !== undefined && year !== undefined && otherYears.length === 0) {
    conditions.where.push({ column: day.stored.name, op: '=', value: String(year) });
    conditions.said.push(`${day.stored.name}: ${year}`);
    conditions.mask |= question.yearMask;
  }
  const values = grid.columns.flatMap(({ isMeasured, stored }, index) => {
    return isMeasured || stored.type !== 'text'
      ? []
      : saidValues(context, index, cues).map((value) => ({ ...value, name: stored.name }));
  });
  // One word is one condition: of the columns that have it, it is meant in the one where it stands most often.
  for (const { name, text, mask } of values.toSorted((a, b) => b.rows - a.rows)) {
    if ((mask & ~conditions.mask) === 0) continue;
    if (conditions.where.some(({ column }) => column === name)) return null;
    conditions.where.push({ column: name, op: '=', value: text });
    conditions.said.push(letter.test(name) ? text : `${name}: ${text}`);
    conditions.mask |= mask | matcher.maskOf(name);
  }
  return conditions;
}

/** What a column without a name is called. */
const letter = /^[A-Z]{1,2}$/;

interface SaidValue {
  text: string;
  mask: number;
  /** How many rows have it. */
  rows: number;
}

/** Without those that say a part of what another says: "North" is a part of "North West". */
function saidValues({ question, grid, matcher }: Context, column: number, cues: number): SaidValue[] {
  const name = grid.columns[column]?.stored.name ?? '';
  const counts = new Map<string, number>();
  for (const { cells, isTotal } of grid.rows) {
    const text = cells[column]?.text ?? '';
    if (text !== '' && !isTotal) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const values = [...counts].flatMap(([text, rows]): SaidValue[] => {
    const { mask: bits, missing } = matcher.match(text);
    const isWhole = missing === 0 && bits !== 0;
    // "class A": a value without a word of its own is said with its column.
    const isBeside = bits === 0 && saysOf(question.text, name, text);
    const mask = isWhole ? bits & ~cues : isBeside ? matcher.maskOf(name) : 0;
    return mask === 0 ? [] : [{ text, mask, rows }];
  });
  return values.filter(({ mask }) => values.every((other) => other.mask === mask || (other.mask & mask) !== mask));
}

function saysOf(question: string, column: string, value: string): boolean {
  const at = question.toLowerCase().indexOf(`${column.toLowerCase()} ${value.toLowerCase()}`);
  if (at < 0) return false;
  const rest = question.slice(at + column.length + 1);
  return rest.startsWith(value) && !/^[\p{L}\p{N}]/u.test(rest.slice(value.length));
}

/** Whether a row of the grid meets conditions as `queryTable` reads them. */
export function meets(grid: Grid, { cells }: GridRow, where: readonly TableCondition[]): boolean {
  return where.every(({ column, value }) => {
    const index = grid.columns.findIndex(({ stored }) => stored.name === column);
    const text = cells[index]?.text.toLowerCase() ?? '';
    const wanted = String(value).toLowerCase();
    return grid.columns[index]?.stored.type === 'date' ? text.includes(wanted) : text === wanted;
  });
}
