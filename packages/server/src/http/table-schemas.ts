import { z } from '@hono/zod-openapi';
import { aggregates, operators } from '@atelier/knowledge';
import { principals } from './schemas.ts';

/** The JSON of tables and of what is asked of them. */

const column = z
  .object({
    name: z.string(),
    type: z.enum(['number', 'date', 'boolean', 'text']),
    unit: z.string().optional().describe('"%", a currency code, or a sign that several currencies share'),
  })
  .openapi('TableColumn');

const page = z.number().int().nullable().describe('1-based; null where the format has no pages');

export const documentTables = z
  .object({
    document: z.string(),
    version: z.string(),
    title: z.string(),
    uri: z.string(),
    tables: z.array(
      z.object({
        table: z.string(),
        ordinal: z.number().int().describe('1, 2, 3 within the document'),
        name: z.string().describe('What stands above it'),
        page,
        start: z.number().int(),
        end: z.number().int(),
        columns: z.array(column),
        rows: z.number().int(),
      }),
    ),
  })
  .openapi('DocumentTables');

const columnName = z.string().max(1000);

export const tableQuery = z
  .strictObject({
    table: z.string().describe('Its id'),
    version: z.string().optional().describe('Needed only for a table of a version that is no longer the present one'),
    where: z
      .array(
        z.strictObject({
          column: columnName,
          op: z.enum(operators),
          value: z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]),
        }),
      )
      .max(100)
      .optional()
      .describe('All of them have to hold'),
    aggregate: z.enum(aggregates).optional(),
    column: columnName.optional().describe('What is aggregated; without it, `count` counts rows'),
    groupBy: columnName.optional(),
    orderBy: z
      .strictObject({ column: columnName.optional(), descending: z.boolean().optional() })
      .optional()
      .describe('Groups are ordered by their result where no column is named'),
    limit: z.number().int().min(1).max(1000).optional(),
    as: principals.optional().describe('Ask as somebody with these principals instead of as the owner'),
  })
  .openapi('TableQuery', {
    example: {
      table: 'tbl_01kb3v...',
      aggregate: 'sum',
      column: 'Amount',
      where: [{ column: 'Region', op: '=', value: 'North' }],
    },
  });

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const placedCell = z.object({
  value,
  text: z.string().describe('Exactly that slice of the text of that version'),
  start: z.number().int(),
  end: z.number().int(),
  ref: z.string().optional().describe('Name of the cell in its file, such as "Prices!B7"'),
});

export const tableResult = z
  .object({
    document: z.string(),
    version: z.string(),
    title: z.string(),
    uri: z.string(),
    table: z.string(),
    name: z.string(),
    columns: z.array(column),
    matched: z.number().int().describe('Rows that the conditions hold for'),
    totals_left_out: z.number().int().describe('More rows that sum up others; no result counts them in'),
    rows: z.array(z.object({ row: z.number().int(), page, is_total: z.boolean(), cells: z.array(placedCell) })),
    results: z.array(
      z.object({
        group: value,
        value,
        unit: z.string().nullable(),
        count: z.number().int().describe('Cells that went into it'),
        cells: z
          .array(placedCell.extend({ column: z.string(), row: z.number().int(), page }))
          .describe('The first of them'),
      }),
    ),
  })
  .openapi('TableResult');
