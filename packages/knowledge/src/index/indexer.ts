import { setImmediate as letOthersRun } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import { readText } from '../documents/version-text.ts';
import { isOutOfReach } from '../embed/choose-embedder.ts';
import type { Embedder } from '../embed/embedder.ts';
import { terms } from '../text/analyze.ts';
import { detectLanguage, languageMark, type Language } from '../text/language.ts';
import type { Indexes } from './indexes.ts';
import type { IndexRow, SearchIndex } from './search-index.ts';
import { listUnembedded, markEmbedded, markUnembedded } from './vector-indexes.ts';
import { countTerms, recountTerms } from './vocabulary.ts';

type Database = Kysely<KnowledgeSchema>;

export interface ReconcileReceipt {
  /** Documents whose rows were missing, of another version, or too many. */
  mended: number;
  /** Documents of the index that the database no longer has. */
  removed: number;
}

export interface Indexer {
  /** Brings the index up to everything committed so far; gives how many documents it touched. */
  flush(): Promise<number>;
  /** The same, and tidies the index if there was anything to bring or `changed` says so. */
  settle(changed: boolean): Promise<void>;
  /** Rewrites the index, and empties the database's log, so that no file of the home holds a word of what was removed. */
  wipe(): Promise<void>;
  /** Compares the index with the database, mends what differs, and rewrites it without any trace of what was removed. */
  reconcile(progress?: (done: number, total: number) => void): Promise<ReconcileReceipt>;
  /** False where a crash has left the index and the database apart: time to reconcile. */
  agrees(): Promise<boolean>;
  /** Embeds some of the documents that have no vectors in an index, and writes their rows; false where there are none. */
  embedSome(target: { index: SearchIndex; embedder: Embedder }): Promise<boolean>;
  /** Notes as without vectors what an index lacks or has of another version, and takes out what is removed; gives how many. */
  compare(target: { id: string; index: SearchIndex }): Promise<number>;
  /** Does something while nothing is written to any index, after all that is committed was brought to them. */
  inBetween<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Bounds of one write to the index: it holds the terms of so many documents or characters at once. */
const documentsAtOnce = 500;
const charactersAtOnce = 4_000_000;
/** Passages that are embedded between two looks at who else waits: searches go on meanwhile. */
const embeddedAtOnce = 100;
/** Passages that are analysed between two such looks. */
const analysedAtOnce = 100;
/** Smaller where embedding may be slow: what was embedded is kept, whatever happens then. */
const unembeddedAtOnce = { documents: 50, characters: 200_000 };

/**
 * Feeds the index from the outbox. An entry leaves the outbox only after the index has taken it, and taking it twice
 * changes nothing, so a crash between the two loses nothing.
 */
export function createIndexer(database: Database, indexes: Indexes): Indexer {
  let last: Promise<unknown> = Promise.resolve();
  /** One writer to the index at a time. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };

  async function flush(): Promise<number> {
    let touched = 0;
    for (;;) {
      const entries = await database.selectFrom('outbox').selectAll().orderBy('id').limit(documentsAtOnce).execute();
      if (entries.length === 0) return touched;
      const { documents, rows } = await collectRows(database, [...new Set(entries.map((entry) => entry.document_id))]);
      const { index, embedder, shadow } = indexes;
      const before = await index.termsOf(documents);
      const vectors = await vectorsOf(embedder.source, rows);
      await index.replace(documents, withVectors(embedder, rows, vectors));
      // What is old leaves it at once; what is new comes by `embedSome`, so that no other embedder holds up search.
      await shadow?.index.replace(documents, []);
      const taken = new Set(documents);
      const ids = entries.filter((entry) => taken.has(entry.document_id)).map((entry) => entry.id);
      await database.transaction().execute(async (transaction) => {
        await countTerms(transaction, rows, before);
        if (vectors !== null) await markEmbedded(transaction, embedder.id, documents);
        const lacking = [...(vectors === null ? [embedder.id] : []), ...(shadow === null ? [] : [shadow.id])];
        await markUnembedded(transaction, lacking, documents);
        await transaction.deleteFrom('outbox').where('id', 'in', ids).execute();
      });
      touched += documents.length;
    }
  }

  async function settle(changed: boolean): Promise<void> {
    if ((await flush()) > 0 || changed) await indexes.index.optimize();
  }

  async function reconcile(progress?: (done: number, total: number) => void): Promise<ReconcileReceipt> {
    await flush();
    const { mended, removed } = await differences(database, indexes.index);
    const queue = [...mended, ...removed];
    for (let first = 0; first < queue.length; first += documentsAtOnce) {
      const entries = queue.slice(first, first + documentsAtOnce).map((document) => ({ document_id: document }));
      await database.insertInto('outbox').values(entries).execute();
      await flush();
      progress?.(first + entries.length, queue.length);
    }
    await recountTerms(database, currentRows(database));
    await wipe();
    return { mended: mended.length, removed: removed.length };
  }

  async function wipe(): Promise<void> {
    await flush();
    await indexes.index.purge();
    await indexes.shadow?.index.purge();
    // Removed text is overwritten in the database file; the log of changes still holds it until it is emptied.
    await sql`pragma wal_checkpoint(truncate)`.execute(database);
  }

  async function agrees(): Promise<boolean> {
    const { waiting } = await database
      .selectFrom('outbox')
      .select(({ fn }) => fn.countAll<number>().as('waiting'))
      .executeTakeFirstOrThrow();
    if (waiting > 0) return false;
    const { chunks } = await database
      .selectFrom('chunks')
      .innerJoin('documents', 'documents.current_version', 'chunks.version_id')
      .select(({ fn }) => fn.countAll<number>().as('chunks'))
      .executeTakeFirstOrThrow();
    return chunks === (await indexes.index.count());
  }

  async function embedSome({ index, embedder }: { index: SearchIndex; embedder: Embedder }): Promise<boolean> {
    const waiting = await listUnembedded(database, embedder.id, { limit: unembeddedAtOnce.documents });
    if (waiting.length === 0) return false;
    const marks = new Map(waiting.map(({ document_id, marked }) => [document_id, marked]));
    const { documents, rows } = await collectRows(database, [...marks.keys()], unembeddedAtOnce.characters);
    const vectors = await embedder.embed(
      rows.map(({ said }) => said),
      'passage',
    );
    await inTurn(async () => {
      // What has changed meanwhile, or was removed, must not come back as it was.
      const now = await listUnembedded(database, embedder.id, { documents });
      const same = new Set(
        now.filter(({ document_id, marked }) => marks.get(document_id) === marked).map((row) => row.document_id),
      );
      const written = withVectors(embedder, rows, vectors).filter(({ document }) => same.has(document));
      await index.replace([...same], written);
      await markEmbedded(database, embedder.id, [...same]);
    });
    return true;
  }

  async function compare({ id, index }: { id: string; index: SearchIndex }): Promise<number> {
    await flush();
    const { mended, removed } = await differences(database, index);
    for (let first = 0; first < mended.length; first += documentsAtOnce)
      await markUnembedded(database, [id], mended.slice(first, first + documentsAtOnce));
    for (let first = 0; first < removed.length; first += documentsAtOnce)
      await index.replace(removed.slice(first, first + documentsAtOnce), []);
    return mended.length + removed.length;
  }

  return {
    flush: () => inTurn(flush),
    settle: (changed) => inTurn(() => settle(changed)),
    wipe: () => inTurn(wipe),
    reconcile: (progress) => inTurn(() => reconcile(progress)),
    agrees,
    embedSome,
    compare: (target) => inTurn(() => compare(target)),
    inBetween: (work) =>
      inTurn(async () => {
        await flush();
        return await work();
      }),
  };
}

/** Null where the embedder cannot be had: words have to do until it can. */
async function vectorsOf(embedder: Embedder, rows: readonly UnembeddedRow[]): Promise<Float32Array[] | null> {
  try {
    const vectors: Float32Array[] = [];
    for (let first = 0; first < rows.length; first += embeddedAtOnce) {
      const said = rows.slice(first, first + embeddedAtOnce).map((row) => row.said);
      vectors.push(...(await embedder.embed(said, 'passage')));
      await letOthersRun();
    }
    return vectors;
  } catch (error) {
    if (isOutOfReach(error)) return null;
    throw error;
  }
}

const withVectors = (
  { dimensions }: Embedder,
  rows: readonly UnembeddedRow[],
  vectors: readonly Float32Array[] | null,
): IndexRow[] =>
  rows.map(({ said: _said, ...row }, at) => ({ ...row, vector: vectors?.[at] ?? new Float32Array(dimensions) }));

/** Documents that an index lacks or has otherwise than the database, and those that it should not have. */
async function differences(database: Database, index: SearchIndex): Promise<{ mended: string[]; removed: string[] }> {
  const expected = await expectedContents(database);
  const present = await index.contents();
  const mended = [...expected].filter(([document, { version, rows }]) => {
    const found = present.get(document);
    return found === undefined ? rows > 0 : found.version !== version || found.rows !== rows;
  });
  return {
    mended: mended.map(([document]) => document),
    removed: [...present.keys()].filter((document) => !expected.has(document)),
  };
}

/** A row with the text that its vector is made of: its own, and what stands above it. */
type UnembeddedRow = Omit<IndexRow, 'vector'> & { said: string };

/** The index rows of documents as they are now, for as many of them as fit one write; the rest stays for the next. */
async function collectRows(
  database: Database,
  wanted: string[],
  mostCharacters = charactersAtOnce,
): Promise<{ documents: string[]; rows: UnembeddedRow[] }> {
  const versions = await database
    .selectFrom('documents')
    .innerJoin('versions', 'versions.id', 'documents.current_version')
    .select(['documents.id as document', 'versions.id as version', 'versions.title', 'versions.characters'])
    .where('documents.id', 'in', wanted)
    .execute();
  const byDocument = new Map(versions.map((version) => [version.document, version]));
  const documents: string[] = [];
  const rows: UnembeddedRow[] = [];
  let characters = 0;
  for (const document of wanted) {
    if (characters > mostCharacters) break;
    documents.push(document);
    const version = byDocument.get(document);
    if (version === undefined) continue;
    characters += version.characters;
    rows.push(...(await rowsOf(database, version)));
    await letOthersRun();
  }
  return { documents, rows };
}

/** The rows of all present versions, a bounded number of documents at a time. */
async function* currentRows(database: Database): AsyncIterable<UnembeddedRow[]> {
  let after = '';
  for (;;) {
    const next = await database
      .selectFrom('documents')
      .select('id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(documentsAtOnce)
      .execute();
    if (next.length === 0) return;
    const { documents, rows } = await collectRows(
      database,
      next.map((document) => document.id),
    );
    after = documents.at(-1) ?? after;
    yield rows;
  }
}

/** The index rows of one version of a document, and what their vectors are made of. */
export async function rowsOf(
  database: Database,
  { document, version, title }: { document: string; version: string; title: string },
): Promise<UnembeddedRow[]> {
  const text = await readText(database, version);
  const principals = await database
    .selectFrom('document_access')
    .select('principal')
    .where('document_id', '=', document)
    .execute();
  const access = principals.map((row) => row.principal);
  const language = detectLanguage(text, 'en');
  const chunks = await database
    .selectFrom('chunks')
    .select(['id', 'start', 'end', 'headings'])
    .where('version_id', '=', version)
    .orderBy('ordinal')
    .execute();
  const rows: UnembeddedRow[] = [];
  for (const { id: chunk, start, end, headings } of chunks) {
    const own = text.slice(start, end);
    const said = withTitles(title, JSON.parse(headings) as string[], own);
    rows.push({ chunk, document, version, access, terms: chunkTerms(said, detectLanguage(own, language)), said });
    if (rows.length % analysedAtOnce === 0) await letOthersRun();
  }
  return rows;
}

/** What a chunk is found by: the title and the headings above it say what its own words leave out. */
function withTitles(title: string, headings: string[], text: string): string {
  const above = headings.filter((heading) => heading !== title && !text.includes(heading));
  return [...(text.startsWith(title) ? [] : [title]), ...above, text].join('\n');
}

/** A language other than English leaves its mark. */
function chunkTerms(said: string, language: Language): string[] {
  const found = terms(said, language);
  return language === 'en' ? found : [...found, languageMark(language)];
}

async function expectedContents(database: Database): Promise<Map<string, { version: string; rows: number }>> {
  const rows = await database
    .selectFrom('documents')
    .innerJoin('versions', 'versions.id', 'documents.current_version')
    .leftJoin('chunks', 'chunks.version_id', 'versions.id')
    .select(['documents.id as document', 'versions.id as version'])
    .select(({ fn }) => fn.count<number>('chunks.id').as('rows'))
    .groupBy('documents.id')
    .execute();
  return new Map(rows.map(({ document, version, rows: count }) => [document, { version, rows: count }]));
}
