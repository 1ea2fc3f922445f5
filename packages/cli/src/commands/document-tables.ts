import Table from 'cli-table3';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { AtelierError } from '@atelier/foundation';
import type { Atelier, TableQuery, TableResult } from '@atelier/server';
import { asUri } from '../as-uri.ts';
import { withAtelier } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { readableUri } from '../output/places.ts';
import { bold, dim } from '../output/style.ts';

type Condition = NonNullable<TableQuery['where']>[number];

interface Options {
  table?: number;
  where?: Condition[];
  sum?: string;
  average?: string;
  min?: string;
  max?: string;
  count?: true;
  by?: string;
  json?: boolean;
}

/** Cells that are printed below a result; `--json` gives more. */
const shownCells = 10;
const longestCell = 60;

/** `documents tables`: what tables a document has, or what is asked of one of them. */
export function addTablesCommand(documents: Command): void {
  const calculations = ['sum', 'average', 'min', 'max', 'count'] as const;
  const only = (name: (typeof calculations)[number], flags: string, description: string) =>
    new Option(flags, description).conflicts(calculations.filter((other) => other !== name));
  documents
    .command('tables')
    .description('List the tables of a document, or ask one of them')
    .argument('<document>', 'its id, path or uri')
    .option('--table <number>', 'the table to ask, as the list counts them; the only one needs no number', ordinal)
    .option(
      '--where <condition>',
      'rows that count, such as Region=North (= != < <= > >= ~); may be repeated',
      condition,
    )
    .addOption(only('sum', '--sum <column>', 'add up a column'))
    .addOption(only('average', '--average <column>', 'the mean of a column'))
    .addOption(only('min', '--min <column>', 'the smallest value of a column'))
    .addOption(only('max', '--max <column>', 'the largest value of a column'))
    .addOption(only('count', '--count', 'how many rows there are'))
    .option('--by <column>', 'one result for each value of this column')
    .option('--json', 'print the tables or the result as JSON')
    .action(async (document: string, options: Options, command: Command) => {
      const { aggregate, column } = calculationOf(options);
      const isQuery = [options.table, options.where, options.by, aggregate].some((asked) => asked !== undefined);
      await withAtelier(command, 'read', async (atelier) => {
        if (!isQuery) {
          const listed = await atelier.tables(asUri(document));
          if (options.json) printJson(listed);
          else printTables(listed);
          return;
        }
        const table = await tableNumbered(atelier, document, options.table);
        const { where, by: groupBy } = options;
        const result = await atelier.queryTable({ table, where, aggregate, column, groupBy });
        if (options.json) printJson(result);
        else if (aggregate === undefined) printRows(result);
        else printResults(result, [aggregate, ...(column === undefined ? [] : [`of ${column}`])].join(' '));
      });
    });
}

function calculationOf({ sum, average, min, max, count }: Options): Pick<TableQuery, 'aggregate' | 'column'> {
  if (sum !== undefined) return { aggregate: 'sum', column: sum };
  if (average !== undefined) return { aggregate: 'average', column: average };
  if (min !== undefined) return { aggregate: 'min', column: min };
  if (max !== undefined) return { aggregate: 'max', column: max };
  return count ? { aggregate: 'count' } : {};
}

async function tableNumbered(atelier: Atelier, document: string, number: number | undefined): Promise<string> {
  const { tables, uri } = await atelier.tables(asUri(document));
  const chosen = number === undefined && tables.length === 1 ? 1 : number;
  const table = tables.find((candidate) => candidate.ordinal === chosen);
  if (table !== undefined) return table.table;
  const has = `${readableUri(uri)} has ${tables.length === 1 ? '1 table' : `${tables.length} tables`}`;
  throw new AtelierError({
    code: 'table_not_found',
    message: number === undefined ? `${has}.` : `${has}, and so no table ${number}.`,
    hint: '`atelier documents tables <document>` lists them; name one with --table.',
  });
}

function printTables({ tables, title }: Awaited<ReturnType<Atelier['tables']>>): void {
  for (const { ordinal, name, page, rows, columns } of tables) {
    const where = page === null ? '' : dim(` page ${page}`);
    print(`${ordinal}. ${bold(name)}${where} ${dim(`${rows} rows`)}`);
    for (const { name: column, type, unit } of columns) {
      print(`   ${column} ${dim(unit === undefined ? type : `${type}, ${unit}`)}`);
    }
  }
  print(tables.length === 1 ? `1 table in ${title}` : `${tables.length} tables in ${title}`);
}

function printRows({ columns, rows, matched }: TableResult): void {
  const table = new Table({ head: ['', ...columns.map(({ name }) => name)], style: { head: [], border: [] } });
  for (const { row, cells } of rows) table.push([row, ...cells.map(({ text }) => text.slice(0, longestCell))]);
  print(table.toString());
  print(matched > rows.length ? `${rows.length} of ${matched} rows` : `${matched} rows`);
}

function printResults({ results, name, totals_left_out: leftOut }: TableResult, asked: string): void {
  const isGrouped = results.length !== 1 || results[0]?.group !== null;
  for (const { group, value, unit, count, cells } of results) {
    const amount = value === null ? 'nothing' : [value, ...(unit === null ? [] : [unit])].join(' ');
    const of = dim(` ${asked}, from ${count === 1 ? '1 cell' : `${count} cells`} of ${name}`);
    print(`${isGrouped ? `${group === null ? '(empty)' : String(group)}: ` : ''}${bold(amount)}${of}`);
    for (const { text, row, page, ref } of cells.slice(0, shownCells)) {
      const place = [ref ?? `row ${row}`, ...(page === null ? [] : [`page ${page}`])].join(', ');
      print(`  ${text.slice(0, longestCell)} ${dim(place)}`);
    }
    if (count > shownCells) print(dim(`  and ${count - Math.min(shownCells, cells.length)} more`));
  }
  if (results.length === 0) print('No row fits.');
  if (leftOut > 0) print(dim(`Left out because they sum up others: ${leftOut === 1 ? '1 row' : `${leftOut} rows`}.`));
}

function ordinal(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('It must be a whole number from 1.');
}

/** "Region=North", "Amount >= 100", "Name~bolt" (contains); nothing after the sign means: empty. */
function condition(text: string, before: Condition[] = []): Condition[] {
  const match = /^(?<column>[^=!<>~]+)(?<op>=|!=|<=|>=|<|>|~)(?<value>.*)$/s.exec(text)?.groups;
  if (match === undefined) throw new InvalidArgumentError('It must look like Region=North, Amount>=100 or Name~bolt.');
  const op = match['op'] === '~' ? 'contains' : (match['op'] as Condition['op']);
  const value = (match['value'] ?? '').trim();
  return [...before, { column: (match['column'] ?? '').trim(), op, value: value === '' ? null : value }];
}
