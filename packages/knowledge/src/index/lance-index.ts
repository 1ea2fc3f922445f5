import type * as Arrow from 'apache-arrow';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import {
  BooleanQuery,
  connect,
  Index,
  MatchQuery,
  Occur,
  type Connection,
  type FullTextQuery,
  type Table,
} from '@lancedb/lancedb';
import { AtelierError } from '@atelier/foundation';
import type { IndexQuery, IndexRow, SearchIndex } from './search-index.ts';

/**
 * LanceDB's pool has two threads fewer than there are cores, one at least, and building a text index can take all of them
 * to wait for each other for ever: on a machine of two cores from some 100,000 words on (lancedb issue 3568). The pool is
 * made at first use, so this is early enough.
 */
process.env['LANCE_CPU_THREADS'] ??= String(availableParallelism() + 2);

/**
 * LanceDB loads the CommonJS form of Arrow and takes tables of that very instance as they are; those of the ES module
 * form it copies, and breaks lists on the way.
 */
const {
  Field,
  Int64,
  List,
  Schema,
  Table: ArrowTable,
  Utf8,
  vectorFromArray,
} = createRequire(import.meta.url)('apache-arrow') as typeof Arrow;

/**
 * The embedded index: LanceDB with one row a chunk. Terms are analysed by us and stored as words between spaces, so
 * LanceDB's own tokenizer only splits at them; its BM25 then scores the same words on every backend.
 *
 * Raise the revision when rows change their meaning (analysis, columns): the index is then filled anew.
 */
const tableName = 'chunks_2';
const termsIndex = 'terms_idx';
/** A reader of another process may still be in an older state for this long. */
const keepOldStatesMs = 10 * 60_000;

const schema = new Schema([
  new Field('chunk', new Int64(), true),
  new Field('document', new Utf8(), true),
  new Field('version', new Utf8(), true),
  new Field('access', new List(new Field('item', new Utf8(), true)), true),
  new Field('terms', new Utf8(), true),
]);

/**
 * @param options.repair makes the index where it is missing or damaged. Only for the process that owns the home: to any
 *   other, an index that is being rewritten may look damaged.
 * @throws AtelierError `index_damaged`
 */
export async function openLanceIndex(folder: string, options = { repair: true }): Promise<SearchIndex> {
  const connection = await connect(folder);
  const table = options.repair ? await openOrMakeTable(connection, folder) : await openTable(connection, folder);

  async function search(wanted: IndexQuery) {
    const { principals, limit, documents } = wanted;
    const text = toTextQuery(wanted);
    if (text === null || limit <= 0 || documents?.length === 0) return [];
    // Another process may have written: see its newest state.
    await table.checkoutLatest();
    const query = table.query().fullTextSearch(text).select(['chunk', '_score']).limit(limit);
    const conditions = [
      ...(principals === null ? [] : [`array_has_any(access, make_array(${principals.map(sqlString).join(', ')}))`]),
      ...(documents === undefined ? [] : [`document IN (${documents.map(sqlString).join(', ')})`]),
    ];
    if (conditions.length > 0) query.where(conditions.join(' AND '));
    const rows = (await query.toArray()) as { chunk: bigint; _score: number }[];
    // Which of two equal ones comes first must not depend on what else the index holds.
    return rows
      .map((row) => ({ chunk: Number(row.chunk), score: row._score }))
      .toSorted((one, other) => other.score - one.score || one.chunk - other.chunk);
  }

  async function replace(documents: readonly string[], rows: readonly IndexRow[]) {
    if (documents.length > 0) await table.delete(`document IN (${documents.map(sqlString).join(', ')})`);
    if (rows.length > 0) await table.add(toArrow(rows));
  }

  async function termsOf(documents: readonly string[]) {
    if (documents.length === 0) return [];
    const ofThem = `document IN (${documents.map(sqlString).join(', ')})`;
    const rows = await table.query().where(ofThem).select(['access', 'terms']).toArray();
    return (rows as { access: Iterable<string>; terms: string }[]).map(({ access, terms }) => ({
      access: [...access],
      terms: terms.split(' '),
    }));
  }

  async function contents() {
    const found = new Map<string, { version: string; rows: number }>();
    for await (const batch of table.query().select(['document', 'version'])) {
      for (const { document, version } of batch as Iterable<{ document: string; version: string }>) {
        const entry = found.get(document);
        // Rows of two versions at once never agree with the database, whatever is compared.
        if (entry === undefined) found.set(document, { version, rows: 1 });
        else found.set(document, { version: entry.version === version ? version : 'mixed', rows: entry.rows + 1 });
      }
    }
    return found;
  }

  async function optimize() {
    if ((await table.countRows()) === 0) return;
    const indices = await table.listIndices();
    if (!indices.some((index) => index.name === termsIndex)) await createTermsIndex(table);
    await table.optimize({ cleanupOlderThan: new Date(Date.now() - keepOldStatesMs) });
  }

  async function purge() {
    if ((await table.countRows()) === 0) {
      await connection.createEmptyTable(tableName, schema, { mode: 'overwrite' });
      await table.checkoutLatest();
    } else {
      await table.add((await table.query().toArrow()) as never, { mode: 'overwrite' });
      await createTermsIndex(table);
    }
    await table.optimize({ cleanupOlderThan: new Date(), deleteUnverified: true });
  }

  return {
    replace,
    termsOf,
    search,
    count: () => table.countRows(),
    contents,
    optimize,
    purge,
    close: () => {
      table.close();
      connection.close();
    },
  };
}

/** Null where nothing is searched for. A plain match is the fastest, and most searches are one. */
function toTextQuery({ terms, weights, required = [], excluded = [] }: IndexQuery): FullTextQuery | null {
  const byWeight = Map.groupBy(terms, (term) => weights?.get(term) ?? 1);
  const matches = [...byWeight].map(([boost, group]) => new MatchQuery(group.join(' '), 'terms', { boost }));
  const musts = required.map((group) => new MatchQuery(group.join(' '), 'terms'));
  const [only] = matches;
  if (matches.length + musts.length === 0) return null;
  if (only !== undefined && matches.length + musts.length + excluded.length === 1) return only;
  return new BooleanQuery([
    ...matches.map((match): [Occur, FullTextQuery] => [Occur.Should, match]),
    ...musts.map((must): [Occur, FullTextQuery] => [Occur.Must, must]),
    ...(excluded.length === 0
      ? []
      : ([[Occur.MustNot, new MatchQuery(excluded.join(' '), 'terms')]] as [Occur, FullTextQuery][])),
  ]);
}

async function openTable(connection: Connection, folder: string): Promise<Table> {
  return await connection.openTable(tableName).catch((cause: unknown) => {
    throw new AtelierError({
      code: 'index_damaged',
      message: `The search index in ${folder} cannot be opened.`,
      hint: 'Another process is using this home and may be rewriting it: try again.',
      cause,
      retryable: true,
    });
  });
}

/** Opens the table, or makes it. One that cannot be opened is made anew: everything in it stands in the database. */
async function openOrMakeTable(connection: Connection, folder: string): Promise<Table> {
  const names = await connection.tableNames();
  // What an older revision left would keep the words of what is removed from now on.
  for (const name of names) if (name !== tableName) await connection.dropTable(name);
  if (!names.includes(tableName)) return await connection.createEmptyTable(tableName, schema);
  try {
    const table = await connection.openTable(tableName);
    await table.countRows();
    return table;
  } catch (cause) {
    await rm(folder, { recursive: true, force: true }).catch(() => {
      throw new AtelierError({
        code: 'index_damaged',
        message: `The search index in ${folder} is damaged and cannot be replaced.`,
        hint: 'Delete that folder; it is filled again from the database.',
        cause,
      });
    });
    return await (await connect(folder)).createEmptyTable(tableName, schema);
  }
}

async function createTermsIndex(table: Table): Promise<void> {
  await table.createIndex('terms', {
    name: termsIndex,
    replace: true,
    config: Index.fts({
      baseTokenizer: 'whitespace',
      lowercase: false,
      stem: false,
      removeStopWords: false,
      asciiFolding: false,
      maxTokenLength: 64,
      withPosition: false,
    }),
  });
}

/** Columns at once, which LanceDB takes many times faster than objects. */
function toArrow(rows: readonly IndexRow[]): InstanceType<typeof ArrowTable> {
  return new ArrowTable(schema, {
    chunk: vectorFromArray(
      rows.map((row) => BigInt(row.chunk)),
      new Int64(),
    ),
    document: vectorFromArray(
      rows.map((row) => row.document),
      new Utf8(),
    ),
    version: vectorFromArray(
      rows.map((row) => row.version),
      new Utf8(),
    ),
    access: vectorFromArray(
      rows.map((row) => [...row.access]),
      new List(new Field('item', new Utf8(), true)),
    ),
    terms: vectorFromArray(
      rows.map((row) => row.terms.join(' ')),
      new Utf8(),
    ),
  });
}

const sqlString = (value: string): string => `'${value.replaceAll("'", "''")}'`;
