import { sql, type RawBuilder } from 'kysely';
import type { CellValue } from './document-table.ts';
import type { CheckedQuery, ColumnPlace } from './table-query.ts';

/** The SQL of queries over `table_rows`. Whatever comes from a query or a table is a bound value, never text of it. */

export interface FoundRow {
  row: number;
  page: number | null;
  is_total: number;
  cells: string;
}

/** `key` of a query without groups is null; booleans come as 0 and 1. */
export interface FoundGroup {
  key: string | number | null;
  value: string | number | null;
  count: number;
}

export interface FoundCell {
  row: number;
  page: number | null;
  key: string | number | null;
  cell: string;
}

export function rowsSql(table: string, { where, orderBy, limit }: CheckedQuery): RawBuilder<FoundRow> {
  const order = orderBy?.column == null ? sql`row` : sql`${ordered(valueOf(orderBy.column), orderBy.descending)}, row`;
  return sql`select row, page, is_total, cells from table_rows
    where ${holds(table, where)} order by ${order} limit ${limit}`;
}

/** How many rows the conditions hold for, and how many of them sum up others. */
export function countSql(table: string, { where }: CheckedQuery): RawBuilder<{ matched: number; totals: number }> {
  return sql`select count(*) as matched, coalesce(sum(is_total), 0) as totals from table_rows
    where ${holds(table, where)}`;
}

export function groupsSql(
  table: string,
  { where, groupBy, orderBy, limit }: CheckedQuery,
  { aggregate, column }: NonNullable<CheckedQuery['summary']>,
): RawBuilder<FoundGroup> {
  const value = column === null ? sql`1` : valueOf(column);
  const results = {
    // As real: a sum of whole numbers must not overflow.
    sum: sql`sum(cast(${value} as real))`,
    average: sql`avg(cast(${value} as real))`,
    min: sql`min(${value})`,
    max: sql`max(${value})`,
    count: sql`count(${value})`,
  };
  const from = sql`from table_rows where is_total = 0 and ${holds(table, where)}`;
  const chosen = sql`${results[aggregate]} as value, count(${value}) as count`;
  if (groupBy === null) return sql`select null as key, ${chosen} ${from}`;
  const byKey = ordered(sql`key`, orderBy?.descending ?? false);
  const order = orderBy?.column === null ? sql`${ordered(sql`value`, orderBy.descending)}, key` : byKey;
  return sql`select * from (select ${valueOf(groupBy)} as key, ${chosen} ${from} group by key)
    order by ${order} limit ${limit}`;
}

/**
 * Of each of these groups the first cells that went into its result, in the order of the table; for `min` and `max`
 * those that hold it.
 */
export function cellsSql(
  table: string,
  { where, groupBy, summary }: CheckedQuery,
  { cited, groups, most }: { cited: ColumnPlace; groups: readonly FoundGroup[]; most: number },
): RawBuilder<FoundCell> {
  const value = valueOf(cited);
  const cell = sql`json_extract(cells, ${`$[${cited.index}]`}) as cell`;
  const from = sql`from table_rows where is_total = 0 and ${holds(table, where)} and ${value} is not null`;
  const extreme = summary?.aggregate === 'min' || summary?.aggregate === 'max' ? summary.aggregate : null;
  if (groupBy === null) {
    const holdsResult = extreme === null ? sql`1` : sql`${value} is ${groups[0]?.value ?? null}`;
    return sql`select row, page, null as key, ${cell} ${from} and ${holdsResult} order by row limit ${most}`;
  }
  const key = valueOf(groupBy);
  const keys = groups.flatMap((group) => (group.key === null ? [] : [group.key]));
  const functions = { min: sql`min(value) over (partition by key)`, max: sql`max(value) over (partition by key)` };
  return sql`
    with matched as (
      select row, page, ${key} as key, ${value} as value, ${cell} ${from}
      and (${key} in (${sql.join(keys)}) or ${key} is null)
    ), measured as (
      select *, ${extreme === null ? sql`value` : functions[extreme]} as result from matched
    ), numbered as (
      select *, row_number() over (partition by key order by row) as number from measured where value = result
    )
    select row, page, key, cell from numbered where number <= ${most} order by row`;
}

const valueOf = ({ index }: ColumnPlace): RawBuilder<unknown> => sql`json_extract(cells, ${`$[${index}][0]`})`;

/** Empty cells last, text whatever its case. */
const ordered = (value: RawBuilder<unknown>, descending: boolean): RawBuilder<unknown> =>
  sql`${value} is null, ${value} collate nocase ${descending ? sql`desc` : sql`asc`}`;

function holds(table: string, where: CheckedQuery['where']): RawBuilder<unknown> {
  const conditions = where.map(({ column, op, value }) => condition(column, op, value));
  return sql.join([sql`table_id = ${table}`, ...conditions], sql` and `);
}

function condition(
  column: ColumnPlace,
  op: CheckedQuery['where'][number]['op'],
  value: CellValue,
): RawBuilder<unknown> {
  const bound = typeof value === 'boolean' ? Number(value) : value;
  if (op === 'contains') return sql`instr(lower(${valueOf(column)}), lower(${bound})) > 0`;
  // A date is compared as far as it is given: "2026-11" is any day of that month.
  const isPartOfDate = column.type === 'date' && typeof value === 'string';
  const stored = isPartOfDate ? sql`substr(${valueOf(column)}, 1, ${value.length})` : valueOf(column);
  return sql`${stored} ${comparisons[op]} ${bound} collate nocase`;
}

/** `is` also compares with null: an empty cell is not equal to "North". */
const comparisons = {
  '=': sql`is`,
  '!=': sql`is not`,
  '<': sql`<`,
  '<=': sql`<=`,
  '>': sql`>`,
  '>=': sql`>=`,
};
