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
import { shippedDimensions } from '../embed/static-embedder.ts';
import type { IndexHit, IndexQuery, IndexRow, NearestQuery, SearchIndex } from './search-index.ts';

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
  FixedSizeList,
  Float32,
  Int64,
  List,
  makeData,
  Schema,
  Table: ArrowTable,
  Utf8,
  Vector,
  vectorFromArray,
} = createRequire(import.meta.url)('apache-arrow') as typeof Arrow;

/**
 * The embedded index: LanceDB with one row a chunk. Terms are analysed by us and stored as words between spaces, so
 * LanceDB's own tokenizer only splits at them; its BM25 then scores the same words on every backend.
 *
 * Raise the revision when rows change their meaning (analysis, columns): the index is then filled anew.
 */
const tableName = 'chunks_3';
const termsIndex = 'terms_idx';
const vectorsIndex = 'vectors_idx';
const accessIndex = 'access_idx';
const documentsIndex = 'documents_idx';
/** Rows from which vectors are looked up by an index. Below, comparing with every one is exact and fast enough. */
const manyRows = 50_000;
/** Parts of the vector index that a query looks into; more where a filter leaves out most of what a part holds. */
const probes = 60;
const probesFiltered = 300;
/** So many times more rows than wanted are compared by their full vectors. */
const refine = 4;
/** Rows that `purge` holds in memory at once, some 3 KB each. */
const purgedAtOnce = 10_000;
/** A reader of another process may still be in an older state for this long. */
const keepOldStatesMs = 10 * 60_000;

const vectorType = (dimensions: number) => new FixedSizeList(dimensions, new Field('item', new Float32(), true));

const schemaFor = (dimensions: number) =>
  new Schema([
    new Field('chunk', new Int64(), true),
    new Field('document', new Utf8(), true),
    new Field('version', new Utf8(), true),
    new Field('access', new List(new Field('item', new Utf8(), true)), true),
    new Field('terms', new Utf8(), true),
    new Field('vector', vectorType(dimensions), true),
  ]);

export interface LanceOptions {
  /**
   * Makes the index where it is missing or damaged. Only for the process that owns the home: to any other, an index that
   * is being rewritten may look damaged.
   */
  repair?: boolean;
  /** Of the vectors. */
  dimensions?: number;
}

/** @throws AtelierError `index_damaged` */
export async function openLanceIndex(
  folder: string,
  { repair = true, dimensions = shippedDimensions }: LanceOptions = {},
): Promise<SearchIndex> {
  const connection = await connect(folder);
  const schema = schemaFor(dimensions);
  const table = repair ? await openOrMakeTable(connection, folder, schema) : await openTable(connection, folder);
  /** The owner of the home writes all there is; any other process sees only then what the owner wrote meanwhile. */
  const seeNewest = async () => {
    if (!repair) await table.checkoutLatest();
  };

  async function matching(wanted: IndexQuery, columns: string[]): Promise<unknown[]> {
    const { limit, documents } = wanted;
    const text = toTextQuery(wanted);
    if (text === null || limit <= 0 || documents?.length === 0) return [];
    await seeNewest();
    const query = table
      .query()
      .fullTextSearch(text)
      .select(['chunk', '_score', ...columns])
      .limit(limit);
    const condition = toCondition(wanted);
    if (condition !== null) query.where(condition);
    return await query.toArray();
  }

  async function search(wanted: IndexQuery) {
    const rows = (await matching(wanted, [])) as { chunk: bigint; _score: number }[];
    return bestFirst(rows.map((row) => ({ chunk: Number(row.chunk), score: row._score })));
  }

  async function searchRows(wanted: IndexQuery) {
    type Row = { chunk: bigint; _score: number; terms: string; vector: { toArray(): Float32Array } };
    const rows = (await matching(wanted, ['terms', 'vector'])) as Row[];
    return bestFirst(
      rows.map((row) => ({
        chunk: Number(row.chunk),
        score: row._score,
        terms: row.terms.split(' '),
        vector: row.vector.toArray(),
      })),
    );
  }

  async function nearest(wanted: NearestQuery) {
    const { vector, limit, documents } = wanted;
    if (limit <= 0 || documents?.length === 0) return [];
    await seeNewest();
    const condition = toCondition(wanted);
    const query = table.query().nearestTo(vector).distanceType('dot').select(['chunk', '_distance']).limit(limit);
    query.nprobes(condition === null ? probes : probesFiltered).refineFactor(refine);
    if (condition !== null) query.where(condition);
    // Few documents are compared one by one, which finds all of them.
    if (documents !== undefined) query.bypassVectorIndex();
    const rows = (await query.toArray()) as { chunk: bigint; _distance: number }[];
    return bestFirst(rows.map((row) => ({ chunk: Number(row.chunk), score: 1 - row._distance })));
  }

  async function replace(documents: readonly string[], rows: readonly IndexRow[]) {
    if (documents.length > 0) await table.delete(`document IN (${documents.map(sqlString).join(', ')})`);
    if (rows.length > 0) await table.add(toArrow(rows, schema, dimensions));
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
    await createIndexes(table);
    await table.optimize({ cleanupOlderThan: new Date(Date.now() - keepOldStatesMs) });
  }

  async function purge() {
    if ((await table.countRows()) === 0) {
      await connection.createEmptyTable(tableName, schema, { mode: 'overwrite' });
      await table.checkoutLatest();
    } else {
      await rewriteRows(table);
      await createIndexes(table, { anew: true });
    }
    await table.optimize({ cleanupOlderThan: new Date(), deleteUnverified: true });
  }

  return {
    replace,
    termsOf,
    search,
    searchRows,
    nearest,
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

/** Which of two equal ones comes first must not depend on what else the index holds. */
function bestFirst<Hit extends IndexHit>(hits: Hit[]): Hit[] {
  return hits.toSorted((one, other) => other.score - one.score || one.chunk - other.chunk);
}

function toCondition({ principals, documents }: Pick<IndexQuery, 'principals' | 'documents'>): string | null {
  const conditions = [
    ...(principals === null ? [] : [`array_has_any(access, make_array(${principals.map(sqlString).join(', ')}))`]),
    ...(documents === undefined ? [] : [`document IN (${documents.map(sqlString).join(', ')})`]),
  ];
  return conditions.length === 0 ? null : conditions.join(' AND ');
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
async function openOrMakeTable(connection: Connection, folder: string, schema: Arrow.Schema): Promise<Table> {
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

/**
 * Writes every row once more, so that no file keeps what it held beside them. A part at a time takes the place of itself
 * in one commit: searches find all of it meanwhile, and a crash leaves nothing twice and nothing out.
 */
async function rewriteRows(table: Table): Promise<void> {
  const chunks: bigint[] = [];
  for await (const batch of table.query().select(['chunk'])) {
    for (const { chunk } of batch as Iterable<{ chunk: bigint }>) chunks.push(chunk);
  }
  const inOrder = BigInt64Array.from(chunks).toSorted();
  for (let first = 0; first < inOrder.length; first += purgedAtOnce) {
    const last = Math.min(first + purgedAtOnce, inOrder.length) - 1;
    const part = await table.query().where(`chunk BETWEEN ${inOrder[first]} AND ${inOrder[last]}`).toArrow();
    await table
      .mergeInsert('chunk')
      .whenMatchedUpdateAll()
      .execute(part as never);
  }
}

/** Makes the indexes that are not there and pay; or all of them `anew`, without a trace of rows that are gone. */
async function createIndexes(table: Table, { anew = false } = {}): Promise<void> {
  const present = new Set((await table.listIndices()).map((index) => index.name));
  const wanted = [
    { name: termsIndex, column: 'terms', config: Index.fts(termsOptions) },
    { name: accessIndex, column: 'access', config: Index.labelList() },
    { name: documentsIndex, column: 'document', config: Index.btree() },
    ...((await table.countRows()) < manyRows
      ? []
      : [{ name: vectorsIndex, column: 'vector', config: Index.ivfRq({ distanceType: 'dot' }) }]),
  ];
  for (const { name, column, config } of wanted) {
    if (anew || !present.has(name)) await table.createIndex(column, { name, config, replace: true });
    present.delete(name);
  }
  if (anew) for (const name of present) await table.dropIndex(name);
}

/** The words are ours: nothing but the spaces between them is left to do. */
const termsOptions = {
  baseTokenizer: 'whitespace',
  lowercase: false,
  stem: false,
  removeStopWords: false,
  asciiFolding: false,
  maxTokenLength: 64,
  withPosition: false,
} as const;

/** Columns at once, which LanceDB takes many times faster than objects. */
function toArrow(rows: readonly IndexRow[], schema: Arrow.Schema, dimensions: number): InstanceType<typeof ArrowTable> {
  const numbers = new Float32Array(rows.length * dimensions);
  for (const [index, { vector }] of rows.entries()) numbers.set(vector, index * dimensions);
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
    vector: new Vector([
      makeData({
        type: vectorType(dimensions),
        length: rows.length,
        child: makeData({ type: new Float32(), data: numbers }),
      }),
    ]),
  });
}

const sqlString = (value: string): string => `'${value.replaceAll("'", "''")}'`;
