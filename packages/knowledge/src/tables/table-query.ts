import { AtelierError } from '@atelier/foundation';
import type { CellValue, Column } from './document-table.ts';

export const operators = ['=', '!=', '<', '<=', '>', '>=', 'contains'] as const;
export const aggregates = ['sum', 'average', 'min', 'max', 'count'] as const;

/** A question to one table. Columns go by their names, case apart. */
export interface TableQuery {
  /** Id of the table. */
  table: string;
  /** Id of the version that the table belongs to; only needed for one that is no longer the present one. */
  version?: string | undefined;
  /** All of them have to hold. */
  where?: TableCondition[] | undefined;
  aggregate?: (typeof aggregates)[number] | undefined;
  /** What is summed up; `count` may go without it and counts rows. */
  column?: string | undefined;
  /** One result for each value of this column, by value. */
  groupBy?: string | undefined;
  /** Rows by a column; groups by the column they are grouped by or, with no column, by their result. */
  orderBy?: { column?: string | undefined; descending?: boolean | undefined } | undefined;
  /** Of rows or groups, 1 to 1,000; 100 unless given. */
  limit?: number | undefined;
}

/**
 * Numbers and dates may come as text; null asks for empty cells. A date is compared as far as it is given: "2026-11" is
 * every day of that month. Text is compared whatever the case of its letters A to Z; `contains` looks into it.
 */
export interface TableCondition {
  column: string;
  op: (typeof operators)[number];
  value: string | number | boolean | null;
}

/** A column with its place in the cells of a row. */
export interface ColumnPlace extends Column {
  index: number;
}

/** A query whose columns are those of the table, and whose values are of their types. */
export interface CheckedQuery {
  where: { column: ColumnPlace; op: TableCondition['op']; value: CellValue }[];
  summary: { aggregate: NonNullable<TableQuery['aggregate']>; column: ColumnPlace | null } | null;
  groupBy: ColumnPlace | null;
  orderBy: { column: ColumnPlace | null; descending: boolean } | null;
  limit: number;
}

const mostRows = 1000;
const usualRows = 100;

/** @throws AtelierError `table_query_invalid` with what does not fit the columns */
export function checkQuery(query: TableQuery, columns: readonly Column[]): CheckedQuery {
  const find = (name: string): ColumnPlace => findColumn(name, columns);
  const groupBy = query.groupBy === undefined ? null : find(query.groupBy);
  const summary = checkSummary(query, find);
  if (groupBy !== null && summary === null) throw invalid('"groupBy" needs an "aggregate"');
  const { limit = usualRows } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > mostRows) {
    throw invalid(`"limit" is ${limit}, and has to be a whole number from 1 to ${mostRows}`);
  }
  return {
    where: (query.where ?? []).map((condition) => checkCondition(condition, find)),
    summary,
    groupBy,
    orderBy: checkOrder(query, { groupBy, find }),
    limit,
  };
}

function findColumn(name: string, columns: readonly Column[]): ColumnPlace {
  const index = columns.findIndex((column) => column.name.toLowerCase() === name.trim().toLowerCase());
  const column = columns[index];
  if (column !== undefined) return { ...column, index };
  throw invalid(
    `the table has no column "${name}"`,
    `Its columns are ${columns.map((one) => `"${one.name}"`).join(', ')}.`,
  );
}

function checkSummary(
  { aggregate, column: name }: TableQuery,
  find: (name: string) => ColumnPlace,
): CheckedQuery['summary'] {
  if (aggregate === undefined) {
    if (name !== undefined) throw invalid('"column" needs an "aggregate"');
    return null;
  }
  if (!aggregates.includes(aggregate)) throw invalid(`"aggregate" is "${aggregate}"`, oneOf(aggregates));
  const column = name === undefined ? null : find(name);
  if (aggregate === 'count') return { aggregate, column };
  if (column === null) throw invalid(`"${aggregate}" needs a "column"`);
  const isMeasured =
    column.type === 'number' || (column.type === 'date' && (aggregate === 'min' || aggregate === 'max'));
  if (!isMeasured)
    throw invalid(`"${aggregate}" of the column "${column.name}" is asked for, which holds ${kindOf(column)}`);
  return { aggregate, column };
}

function checkOrder(
  { orderBy, groupBy: grouped, aggregate }: TableQuery,
  { groupBy, find }: { groupBy: ColumnPlace | null; find: (name: string) => ColumnPlace },
): CheckedQuery['orderBy'] {
  if (orderBy === undefined) return null;
  const { descending = false } = orderBy;
  const column = orderBy.column === undefined ? null : find(orderBy.column);
  if (aggregate === undefined) {
    if (column === null) throw invalid('"orderBy" needs a "column" where rows are asked for');
  } else if (grouped === undefined) {
    throw invalid('"orderBy" has nothing to order: one result is asked for');
  } else if (column !== null && column.index !== groupBy?.index) {
    throw invalid(`groups are ordered by "${grouped}" or, without a "column", by their result`);
  }
  return { column, descending };
}

function checkCondition(
  { column: name, op, value }: TableCondition,
  find: (name: string) => ColumnPlace,
): CheckedQuery['where'][number] {
  const column = find(name);
  if (!operators.includes(op)) throw invalid(`the operator is "${op}"`, oneOf(operators));
  if (op === 'contains' && (column.type !== 'text' || value === null)) {
    throw invalid(`"contains" looks into text, and the column "${column.name}" holds ${kindOf(column)}`);
  }
  const isEquality = op === '=' || op === '!=';
  if (!isEquality && (value === null || column.type === 'boolean')) {
    throw invalid(`"${op}" compares sizes, which "${column.name}" ${op} ${JSON.stringify(value)} has not`);
  }
  const typed = value === null ? null : valueOf(value, column);
  if (value !== null && typed === null) {
    throw invalid(
      `"${column.name}" is compared with ${JSON.stringify(value)}, and holds ${kindOf(column)}`,
      column.type === 'date' ? 'Write dates like 2026-11-24.' : undefined,
    );
  }
  return { column, op, value: typed };
}

const isoDate = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)?)?$/;

function valueOf(value: string | number | boolean, { type }: Column): CellValue {
  const text = String(value).trim();
  switch (type) {
    case 'number':
      return typeof value === 'boolean' || text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
    case 'date':
      return isoDate.test(text) ? text : null;
    case 'boolean':
      return /^(?:true|yes)$/i.test(text) ? true : /^(?:false|no)$/i.test(text) ? false : null;
    case 'text':
      return String(value);
  }
}

const kindOf = ({ type }: Column): string => (type === 'text' ? 'text' : `${type}s`);
const oneOf = (names: readonly string[]): string => `There are ${names.map((name) => `"${name}"`).join(', ')}.`;

function invalid(why: string, hint?: string): AtelierError {
  return new AtelierError({
    code: 'table_query_invalid',
    message: `The query does not fit the table: ${why}.`,
    hint: hint ?? '`atelier documents tables <document>` shows the columns and their types.',
  });
}
