import { z } from 'zod';
import { checkSelect, type SqlLanguage } from './select-check.ts';

const shared = {
  table: z
    .string()
    .min(1)
    .optional()
    .describe('Table or view to read, as orders or sales.orders, where the address does not name it'),
  as: z
    .enum(['documents', 'table'])
    .optional()
    .describe(
      'documents: every row is a document; table: all rows are one document. Rows of a table or of a query with a key ' +
        'are documents unless told otherwise; what a query without a key gives is a table',
    ),
  key: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Columns that tell a row from all others, as id or year,number; the primary key of a table without it'),
  title: z.string().min(1).optional().describe('Column with the title of a document'),
  text: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Columns to read, as subject,body; all but binary ones without it'),
  changed: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Column whose value is another one after every change of a row: a time with fractions of a second or a version ' +
        'number. Rows are then not fetched again until it changes; without it every sync reads all rows',
    ),
  limit: z
    .int()
    .positive()
    .max(10_000_000)
    .optional()
    .describe('More rows than this are refused; 1,000,000 for documents and 100,000 for a table without it'),
};

const server = {
  timeoutSeconds: z
    .int()
    .positive()
    .max(86_400)
    .default(600)
    .describe('A query that takes longer is ended; in seconds'),
  tls: z
    .enum(['verify', 'encrypt', 'none'])
    .optional()
    .describe(
      'verify: encrypted, and the certificate is checked; encrypt: encrypted, whoever answers; none. Without it verify, ' +
        'and none for a server on this machine',
    ),
  ca: z
    .string()
    .min(1)
    .optional()
    .describe("File with the certificate of the authority that vouches for the server's (PEM)"),
};

const query = (language: SqlLanguage) =>
  z
    .string()
    .transform((written, context) => {
      const checked = checkSelect(written, language);
      if ('query' in checked) return checked.query;
      context.addIssue({ code: 'custom', message: `the query ${checked.reason}; write a single SELECT` });
      return z.NEVER;
    })
    .optional()
    .describe('A single SELECT to read instead of a table');

export const postgresSettings = z.strictObject({ query: query('postgres'), ...shared, ...server });
export const mysqlSettings = z.strictObject({ query: query('mysql'), ...shared, ...server });
export const sqliteSettings = z.strictObject({ query: query('sqlite'), ...shared });

export type SqliteSettings = z.output<typeof sqliteSettings>;
export type ServerSettings = z.output<typeof postgresSettings>;
