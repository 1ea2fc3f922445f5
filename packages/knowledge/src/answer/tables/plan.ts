import type { FoundTable } from './find-tables.ts';
import type { Grid, GridCell, GridRow } from './grid.ts';
import type { Line, Matcher } from './lines.ts';
import type { AskedOperation, Operation } from './operation.ts';
import { maskWithin, weightWithin, type TableQuestion } from './table-question.ts';

/** A cell with what it is the cell of. */
export interface PlannedCell {
  cell: GridCell;
  row: GridRow;
  rowName: string;
  columnName: string;
}

/** One way to read the question as a question to one table, with what it comes to. */
export interface Plan {
  table: FoundTable;
  grid: Grid;
  operation: Operation;
  /** The answer alone, as it is compared with that of other plans. */
  answer: string;
  /** The answer as a sentence. */
  sentence: string;
  /** The cells that it comes from, the first of them where there are many. */
  cells: PlannedCell[];
  /** How many cells went into it. */
  count: number;
  /** Share of what the question says that the names of the table say too, 0 to 1. */
  explained: number;
  /** Share of the names of the chosen rows and columns that the question does not say, 0 to 1. */
  missing: number;
  /** The best plans have the most; only differences mean something. */
  score: number;
}

/**
 * What stands above the rows, and around the table, speaks for a cell less than its own names; but the totals of a table
 * are totals of what it is about.
 */
const sectionShare = 0.9;
const contextShare = 0.6;
/** A word that asks for the operation and stands in the name as well. */
const cueShare = 0.25;

/** What a reading of a question over one table is made from. */
export interface Context {
  question: TableQuestion;
  table: FoundTable;
  grid: Grid;
  matcher: Matcher;
  asked: AskedOperation;
}

export type Told = Pick<Plan, 'answer' | 'sentence' | 'cells' | 'count'>;

export interface Fit {
  explained: number;
  missing: number;
  score: number;
}

/** How well names that hold `direct` fit the question where it is read as asking for an operation. */
export function fit(
  question: TableQuestion,
  { table, cues }: { table: FoundTable; cues: number },
  {
    direct,
    section,
    missing,
    isTotal = false,
  }: { direct: number; section: number; missing: number; isTotal?: boolean },
): Fit | null {
  const all = (1 << question.terms.length) - 1;
  const reached = direct | section | table.context;
  // What a table does not name, it does not answer.
  if ((question.names & ~reached) !== 0 || (question.yearMask & ~cues & ~reached) !== 0) return null;
  const content = all & ~cues;
  const total = weightWithin(question, content) + cueShare * weightWithin(question, cues & direct);
  if (total === 0) return null;
  const within = (mask: number): number => weightWithin(question, mask & content);
  const explained =
    (within(direct) +
      sectionShare * within(section & ~direct) +
      (isTotal ? sectionShare : contextShare) * within(table.context & ~direct & ~section) +
      cueShare * weightWithin(question, cues & direct)) /
    total;
  return { explained, missing, score: explained - 0.2 * missing + 0.1 * table.score };
}

export function cueMask(question: TableQuestion, ranges: readonly { start: number; end: number }[]): number {
  return maskWithin(question, ranges) & ~question.yearMask;
}

/** How well rows and columns together fit the question. */
export function fitLines({ question, table }: Context, lines: readonly Line[], cues: number): Fit | null {
  const direct = lines.reduce((mask, line) => mask | line.mask, 0);
  const section = lines.reduce((mask, line) => mask | line.section, 0);
  const missing = lines.reduce((sum, line) => sum + line.missing, 0) / lines.length;
  // Beside amounts stand their shares, which nobody means who does not say so.
  const unasked =
    lines.some(({ isPercent }) => isPercent) && !/%|percent|share|rate|proportion|prozent|anteil/i.test(question.text);
  const isTotal = lines.some((line) => line.isTotal);
  return fit(
    question,
    { table, cues },
    { direct, section, missing: Math.min(1, missing + (unasked ? 0.3 : 0)), isTotal },
  );
}

/** The number to compare with, in what the cells of the table count. */
export function boundOf({ question: { comparison }, grid }: Context): number | null {
  if (comparison === null) return null;
  if (comparison.scale === null || grid.scale === null) return comparison.value;
  return (comparison.value * comparison.scale) / grid.scale;
}

export function holds(value: number, op: '>' | '>=' | '<' | '<=', bound: number): boolean {
  if (op === '>') return value > bound;
  if (op === '>=') return value >= bound;
  return op === '<' ? value < bound : value <= bound;
}

/** Whether the operation comes to an amount of what the cells count. */
export const isNumber = (kind: Operation): boolean => kind === 'sum' || kind === 'average' || kind === 'change';
