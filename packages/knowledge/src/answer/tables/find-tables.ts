import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { KnowledgeSchema } from '../../database/schema.ts';
import type { Reader } from '../../documents/access.ts';
import { visibleDocuments } from '../../documents/documents.ts';
import type { Block } from '../../read/read-document.ts';
import { filterSql } from '../../search/filter-sql.ts';
import type { Filter } from '../../search/filter.ts';
import type { Column } from '../../tables/document-table.ts';
import { fold } from '../../text/fold.ts';
import { blockText } from '../candidates.ts';
import type { Passage } from '../writer.ts';
import type { Matcher } from './lines.ts';
import type { TableQuestion } from './table-question.ts';

type Database = Kysely<KnowledgeSchema>;

/** A table that may answer. */
export interface FoundTable {
  id: string;
  document: string;
  version: string;
  title: string;
  uri: string;
  name: string | null;
  page: number | null;
  start: number;
  end: number;
  /** Since when its document holds, see `Passage`. */
  date: string | null;
  heading: string;
  columns: Column[];
  /** How many rows it has. */
  rows: number;
  /** Bits of the question's terms that stand in its title, name and headings, and in the passages found with it. */
  context: number;
  /** What those passages say in words, for "in thousands". */
  words: string;
  /** How well its document was found, 0 to 1. */
  score: number;
}

/** Whose tables may answer. */
export interface TableScope {
  reader: Reader;
  /** Only documents that fit. */
  filter?: Filter | undefined;
}

/** Each is read in whole: an annual report has hundreds. */
const mostTables = 24;
const mostTablesOfDocument = 8;

/**
 * The tables of the documents that were found, and those whose names the question names, as far as this reader may see
 * them. Of a document with many those that were found themselves, or are named.
 */
export async function findTables(
  database: Database,
  { reader, filter }: TableScope,
  { question, passages, matcher }: { question: TableQuestion; passages: readonly Passage[]; matcher: Matcher },
): Promise<FoundTable[]> {
  const { maskOf } = matcher;
  const versions = [...new Set(passages.map(({ version }) => version))];
  const documents = visibleDocuments(database, reader);
  const visible = (filter === undefined ? documents : documents.where(filterSql(filter)))
    .innerJoin('tables', 'tables.version_id', 'versions.id')
    .select(['tables.id', 'tables.name', 'tables.page', 'tables.start', 'tables.end', 'tables.columns', 'tables.rows'])
    .select(['documents.id as document', 'versions.id as version', 'versions.title', 'documents.uri']);
  const named = wordsNamed(question);
  const rows = [
    ...(versions.length === 0 ? [] : await visible.where('versions.id', 'in', versions).execute()),
    ...(named === null
      ? []
      : await visible.where(named, '>=', leastNamed).orderBy(named, 'desc').limit(mostNamed).execute()),
  ].filter(({ id }, index, all) => all.findIndex((row) => row.id === id) === index);
  const top = Math.max(0, ...passages.map(({ score }) => score));
  const found = rows.map((row) => {
    const own = passages.filter(({ version }) => version === row.version);
    const touching = own.filter(({ start, end }) => start <= row.end + nearby && end >= row.start - nearby);
    const best = Math.max(0, ...(touching.length > 0 ? touching : own).map(({ score }) => score));
    const words = proseBeside(touching, row);
    const heading = touching.find(({ start, end }) => start < row.end && end > row.start)?.heading ?? '';
    const columns = JSON.parse(row.columns) as Column[];
    const names = [row.title, row.name ?? '', heading, own[0]?.date?.slice(0, 4) ?? ''].join('\n');
    return {
      ...row,
      date: own[0]?.date ?? null,
      heading,
      columns,
      words,
      context: maskOf(`${names}\n${words}`),
      score: top === 0 ? 0 : (best / top) * (touching.length > 0 ? 1 : 0.8),
      named: bitCount(maskOf([names, ...columns.map(({ name }) => name)].join('\n'))),
    };
  });
  const ordered = found.toSorted((a, b) => b.score - a.score || b.named - a.named);
  const perDocument = new Map<string, number>();
  return ordered
    .filter(({ version }) => {
      const count = (perDocument.get(version) ?? 0) + 1;
      perDocument.set(version, count);
      return count <= mostTablesOfDocument;
    })
    .slice(0, mostTables);
}

/** Tables are looked up by name that say so many words of the question there, and so many of them. */
const leastNamed = 2;
const mostNamed = 8;

/** How many words of the question stand in the name or the columns of a table; null where it has too few. */
function wordsNamed({ terms, text }: TableQuestion): RawBuilder<number> | null {
  const words = terms
    .filter(({ weight }) => weight >= 0.4)
    .map(({ start, end }) => text.slice(start, end).toLowerCase());
  const held = words
    .filter((word) => word.length > 2 && fold(word) === word)
    .map(
      (word) =>
        sql<number>`(instr(lower(coalesce(tables.name, versions.title) || tables.columns), ${word.slice(0, beginning)}) > 0)`,
    );
  return held.length < leastNamed ? null : sql<number>`(${sql.join(held, sql` + `)})`;
}

/** Letters of a word that are looked for, so that its other endings are found too. */
const beginning = 6;

/** Characters from a table within which words are about it. */
const nearby = 400;

/** The prose next to a table: back to the heading above it and on to the next, but not across another table. */
function proseBeside(passages: readonly Passage[], table: { start: number; end: number }): string {
  const blocks = passages
    .flatMap((passage) => passage.blocks.map((block) => ({ ...block, text: blockText(passage, block) })))
    .toSorted((a, b) => a.start - b.start);
  const isTable = ({ kind }: Block): boolean => kind === 'table-row' || kind === 'table-header';
  const before = blocks.filter(({ end }) => end <= table.start && end > table.start - nearby);
  const after = blocks.filter(({ start }) => start >= table.end && start < table.end + nearby);
  const first = before.findLastIndex((block) => block.kind === 'heading' || isTable(block));
  const above = before.slice(Math.max(0, first)).filter((block) => !isTable(block));
  const last = after.findIndex((block) => block.kind === 'heading' || isTable(block));
  return [...above, ...(last < 0 ? after : after.slice(0, last))].map(({ text }) => text).join('\n');
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
