import { sql, type Expression, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { visibleDocuments } from '../documents/documents.ts';
import type { Condition, Filter } from './filter.ts';

/** The ids of at most `limit` documents that a reader may see and that fit. */
export async function matchingDocuments(
  database: Kysely<KnowledgeSchema>,
  reader: Reader,
  filter: Filter,
  limit: number,
): Promise<string[]> {
  const rows = await visibleDocuments(database, reader)
    .select('documents.id')
    .where(filterSql(filter))
    .orderBy('versions.indexed_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** The filter over `documents` joined to a version in `versions`, as `visibleDocuments` gives them. */
export function filterSql(filter: Filter): Expression<SqlBool> {
  if ('all' in filter) return join(filter.all, sql` and `, sql`1`);
  if ('any' in filter) return join(filter.any, sql` or `, sql`0`);
  if ('not' in filter) return sql<SqlBool>`not coalesce(${filterSql(filter.not)}, 0)`;
  const values = [filter.value].flat().map((value) => conditionSql({ ...filter, value }));
  return sql<SqlBool>`(${sql.join(values, sql` or `)})`;
}

function join(filters: readonly Filter[], by: RawBuilder<unknown>, none: RawBuilder<unknown>): Expression<SqlBool> {
  return filters.length === 0 ? sql<SqlBool>`${none}` : sql<SqlBool>`(${sql.join(filters.map(filterSql), by)})`;
}

function conditionSql({ field, op, value }: Condition & { value: string }): RawBuilder<SqlBool> {
  switch (field) {
    case 'document':
      return sql`(documents.id = ${value} or documents.uri = ${value})`;
    case 'title':
      return textSql(sql`versions.title`, op, value);
    case 'path':
      return textSql(sql`documents.uri`, op, value);
    case 'type':
      return sql`(versions.format = ${value.toLowerCase()} or documents.uri like ${`%.${escaped(value)}`} escape '\\')`;
    case 'source':
      return sql`exists (select 1 from sources where sources.id = documents.source_id
        and (sources.id = ${value} or sources.kind = ${value} or ${textSql(sql`sources.uri`, op, value)}))`;
    case 'author':
      return textSql(metadata('author'), op, value);
    case 'tag':
      return sql`(${sql.join(
        ['tags', 'keywords', 'tag', 'categories'].map((key) => listed(key, value)),
        sql` or `,
      )})`;
    case 'date':
      return dateSql(sql`versions.date`, op, value);
    case 'indexed':
      return dateSql(sql`date(versions.indexed_at / 1000, 'unixepoch')`, op, value);
    default:
      return textSql(metadata(field.replace(/^metadata\./, '')), op, value);
  }
}

/** Case apart, as far as SQLite knows it: for the letters a to z. */
function textSql(column: RawBuilder<unknown>, op: string, value: string): RawBuilder<SqlBool> {
  return op === 'is'
    ? sql`lower(${column}) = lower(${value})`
    : sql`${column} like ${`%${escaped(value)}%`} escape '\\'`;
}

/** One of the words between commas or semicolons. */
function listed(key: string, value: string): RawBuilder<SqlBool> {
  const list = sql`',' || replace(replace(replace(lower(${metadata(key)}), ';', ','), ', ', ','), ' ,', ',') || ','`;
  return sql`${list} like '%,' || lower(${escaped(value)}) || ',%' escape '\\'`;
}

/** Dates are text and sort as such: 2026 comes before 2026-03. After a day is from that day on, before it excludes it. */
function dateSql(column: RawBuilder<unknown>, op: string, value: string): RawBuilder<SqlBool> {
  if (op === 'is') return sql`${column} like ${`${value}%`}`;
  return op === 'after' ? sql`${column} >= ${value}` : sql`${column} < ${value}`;
}

function metadata(key: string): RawBuilder<unknown> {
  return sql`(select value from json_each(versions.metadata) where key = ${key})`;
}

const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);
