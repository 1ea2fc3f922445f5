import { sql, type Kysely } from 'kysely';
import { jobMigrations, userMigrations, type Migrations } from '@atelier/foundation';
import { documentDate } from '../documents/document-date.ts';

/** The migrations of the knowledge tables, together with those of foundation. */
export const knowledgeMigrations: Migrations = {
  ...jobMigrations,
  '0002-documents': { up: createDocuments },
  '0003-vocabulary': { up: createVocabulary },
  '0004-document-uris': { up: indexDocumentUris },
  '0005-tables': { up: createTables },
  '0006-source-life': { up: createSourceLife },
  '0007-saved-questions': { up: createSavedQuestions },
  '0008-vocabulary-by-access': { up: splitVocabulary },
  '0009-document-dates': { up: dateVersions },
  '0010-version-times': { up: indexVersionTimes },
  '0011-embedders': { up: createEmbedders },
  ...userMigrations,
  '0013-search-clicks': { up: createSearchClicks },
};

async function createDocuments(database: Kysely<never>): Promise<void> {
  // Deleting a source or document must take everything under it along in the same statement.
  const statements = [
    `create table sources (
      id text primary key,
      kind text not null,
      uri text not null unique,
      access text not null,
      created_at integer not null
    )`,
    `create table documents (
      id text primary key,
      source_id text not null references sources (id) on delete cascade,
      uri text not null,
      current_version text,
      created_at integer not null,
      unique (source_id, uri)
    )`,
    `create table document_access (
      document_id text not null references documents (id) on delete cascade,
      principal text not null,
      primary key (document_id, principal)
    ) without rowid`,
    `create table versions (
      id text primary key,
      document_id text not null references documents (id) on delete cascade,
      number integer not null,
      content_hash text not null,
      format text not null,
      title text not null,
      characters integer not null,
      pages integer,
      metadata text not null,
      indexed_at integer not null,
      unique (document_id, number)
    )`,
    `create table texts (
      version_id text not null references versions (id) on delete cascade,
      start integer not null,
      text text not null,
      primary key (version_id, start)
    )`,
    `create table chunks (
      id integer primary key autoincrement,
      document_id text not null references documents (id) on delete cascade,
      version_id text not null references versions (id) on delete cascade,
      ordinal integer not null,
      start integer not null,
      "end" integer not null,
      page integer,
      headings text not null,
      blocks text not null
    )`,
    'create unique index chunks_in_order on chunks (version_id, ordinal)',
    'create index chunks_of_document on chunks (document_id)',
    `create table files (
      source_id text not null references sources (id) on delete cascade,
      uri text not null,
      stamp text not null,
      content_hash text,
      document_id text references documents (id) on delete set null,
      error text,
      reader_revision integer not null,
      primary key (source_id, uri)
    )`,
    'create index files_of_document on files (document_id)',
    `create table outbox (
      id integer primary key autoincrement,
      document_id text not null
    )`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(database);
}

async function createVocabulary(database: Kysely<never>): Promise<void> {
  await sql
    .raw('create table vocabulary (term text primary key, chunks integer not null) without rowid')
    .execute(database);
  // Documents of an older home are counted when they pass through the outbox once more.
  await sql.raw('insert into outbox (document_id) select id from documents').execute(database);
}

/** Documents are named by their uri across sources. */
async function indexDocumentUris(database: Kysely<never>): Promise<void> {
  await sql.raw('create index documents_by_uri on documents (uri)').execute(database);
}

/** Tables of documents, row by row, with the place of every cell. */
async function createTables(database: Kysely<never>): Promise<void> {
  const statements = [
    `create table tables (
      id text primary key,
      document_id text not null references documents (id) on delete cascade,
      version_id text not null references versions (id) on delete cascade,
      ordinal integer not null,
      name text,
      page integer,
      start integer not null,
      "end" integer not null,
      columns text not null,
      rows integer not null
    )`,
    'create unique index tables_in_order on tables (version_id, ordinal)',
    'create index tables_of_document on tables (document_id)',
    `create table table_rows (
      table_id text not null references tables (id) on delete cascade,
      row integer not null,
      page integer,
      is_total integer not null,
      cells text not null,
      primary key (table_id, row)
    ) without rowid`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(database);
}

/** How sources are set up and looked at, their secrets and runs; files inside files; files that are tried again. */
async function createSourceLife(database: Kysely<never>): Promise<void> {
  const statements = [
    `alter table sources add column settings text not null default '{}'`,
    `alter table sources add column excludes text not null default '[]'`,
    `alter table sources add column schedule text`,
    `alter table sources add column secrets text`,
    `alter table files add column container text`,
    `alter table files add column removed integer not null default 0`,
    `alter table files add column attempts integer not null default 0`,
    `alter table files add column retry_at integer`,
    // Until now neither document nor error meant: removed by hand.
    `update files set removed = 1 where document_id is null and error is null`,
    'create index files_of_container on files (container) where container is not null',
    `create table source_runs (
      id text primary key,
      source_id text not null references sources (id) on delete cascade,
      status text not null,
      started_at integer not null,
      finished_at integer not null,
      receipt text not null,
      error text
    )`,
    'create index source_runs_of_source on source_runs (source_id, started_at)',
  ];
  for (const statement of statements) await sql.raw(statement).execute(database);
}

/** Questions that are asked again and again, and how they went. */
async function createSavedQuestions(database: Kysely<never>): Promise<void> {
  const statements = [
    `create table saved_questions (
      id text primary key,
      question text not null,
      answers text not null,
      sources text not null,
      refuse integer not null,
      principals text,
      created_at integer not null
    )`,
    `create table question_runs (
      id text primary key,
      started_at integer not null,
      finished_at integer not null,
      ran_on text not null
    )`,
    `create table question_results (
      run_id text not null references question_runs (id) on delete cascade,
      question_id text not null references saved_questions (id) on delete cascade,
      outcome text not null,
      answer text,
      primary key (run_id, question_id)
    ) without rowid`,
    `create table question_citations (
      run_id text not null references question_runs (id) on delete cascade,
      question_id text not null references saved_questions (id) on delete cascade,
      document_id text not null,
      version_id text not null,
      start integer not null,
      "end" integer not null
    )`,
    'create index question_citations_of_result on question_citations (run_id, question_id)',
    'create index question_citations_of_document on question_citations (document_id)',
  ];
  for (const statement of statements) await sql.raw(statement).execute(database);
}

/** How common a word is depends on what the one who asks may see: a count of all would tell of the rest. */
async function splitVocabulary(database: Kysely<never>): Promise<void> {
  const statements = [
    'drop table vocabulary',
    `create table vocabulary (
      term text not null,
      access text not null,
      chunks integer not null,
      primary key (term, access)
    ) without rowid`,
    // All documents are counted when they fill the new revision of the index.
    'insert into outbox (document_id) select id from documents',
  ];
  for (const statement of statements) await sql.raw(statement).execute(database);
}

/** Since when a version holds, to search by: what an answer prefers the newer one by. */
async function dateVersions(database: Kysely<never>): Promise<void> {
  await sql.raw('alter table versions add column date text').execute(database);
  const { rows } = await sql<{ id: string; title: string; metadata: string; uri: string }>`
    select versions.id, title, metadata, uri from versions join documents on documents.id = document_id`.execute(
    database,
  );
  for (const { id, title, metadata, uri } of rows) {
    const date = documentDate({ title, uri, metadata: JSON.parse(metadata) as Record<string, string> });
    if (date !== null) await sql`update versions set date = ${date} where id = ${id}`.execute(database);
  }
}

/** What has changed since a moment is looked up by it. */
async function indexVersionTimes(database: Kysely<never>): Promise<void> {
  await sql.raw('create index versions_by_time on versions (indexed_at)').execute(database);
}

/** What was opened after which search. */
async function createSearchClicks(database: Kysely<never>): Promise<void> {
  const statements = [
    `create table search_clicks (
      id integer primary key autoincrement,
      query text not null,
      document_id text not null references documents (id) on delete cascade,
      version_id text not null references versions (id) on delete cascade,
      start integer not null,
      clicked_at integer not null
    )`,
    'create index search_clicks_of_document on search_clicks (document_id)',
    'create index search_clicks_of_version on search_clicks (version_id)',
  ];
  for (const statement of statements) await sql.raw(statement).execute(database);
}

/** Whose vectors the index holds, and what it takes to put another embedder in its place. */
async function createEmbedders(database: Kysely<never>): Promise<void> {
  const statements = [
    `create table vector_indexes (
      embedder text primary key,
      role text not null unique,
      dimensions integer not null,
      spec text not null
    ) without rowid`,
    `insert into vector_indexes values ('atelier-words-256-1', 'serving', 256, '{"kind":"words"}')`,
    `create table unembedded (
      embedder text not null references vector_indexes (embedder) on delete cascade,
      document_id text not null references documents (id) on delete cascade,
      marked integer not null default 0,
      primary key (embedder, document_id)
    ) without rowid`,
    'create index unembedded_of_document on unembedded (document_id)',
    `create table embedder_reports (
      serving text not null,
      shadow text not null,
      compared_at integer not null,
      outcomes text not null,
      switched integer not null,
      primary key (serving, shadow)
    ) without rowid`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(database);
}
