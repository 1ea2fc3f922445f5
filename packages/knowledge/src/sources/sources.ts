import { sql, type Kysely, type Selectable } from 'kysely';
import { AtelierError, newId } from '@atelier/foundation';
import type { KnowledgeSchema, SourcesTable } from '../database/schema.ts';
import { deleteDocuments } from '../documents/documents.ts';

type Database = Kysely<KnowledgeSchema>;

export interface SourceRecord {
  id: string;
  kind: string;
  uri: string;
  access: string[];
  settings: Record<string, unknown>;
  /** Patterns in the language of .gitignore. */
  excludes: string[];
  /** `every 15m`, a cron expression, `manual`; null: as its kind does. */
  schedule: string | null;
  createdAt: number;
}

export interface NewSource {
  kind: string;
  uri: string;
  access?: string[] | undefined;
  settings?: Record<string, unknown> | undefined;
  excludes?: string[] | undefined;
  schedule?: string | null | undefined;
  /** Seals its secrets, once its id is known and what is sealed already; null where none are left. */
  sealSecrets?: ((id: string, present: string | null) => string | null) | undefined;
}

/**
 * Adds a source, or gives the one that is there already; what is given of its access list, settings and the like is set
 * anew. `created` tells which.
 */
export async function addSource(
  database: Database,
  source: NewSource,
): Promise<{ source: SourceRecord; created: boolean }> {
  checkPrincipals(source.access ?? []);
  return await database.transaction().execute(async (transaction) => {
    const present = await transaction
      .selectFrom('sources')
      .selectAll()
      .where('uri', '=', source.uri)
      .executeTakeFirst();
    const id = present?.id ?? newId('src');
    const given = {
      ...(source.settings === undefined ? {} : { settings: JSON.stringify(source.settings) }),
      ...(source.excludes === undefined ? {} : { excludes: JSON.stringify(source.excludes) }),
      ...(source.schedule === undefined ? {} : { schedule: source.schedule }),
      ...(source.sealSecrets === undefined ? {} : { secrets: source.sealSecrets(id, present?.secrets ?? null) }),
    };
    if (present === undefined) {
      const access = JSON.stringify(source.access ?? ['everyone']);
      const row = { id, kind: source.kind, uri: source.uri, access, created_at: Date.now(), ...given };
      await transaction.insertInto('sources').values(row).execute();
      await handOver(transaction, { id, uri: source.uri });
    } else {
      if (source.access !== undefined) await setAccess(transaction, present, source.access);
      if (Object.keys(given).length > 0) {
        await transaction.updateTable('sources').set(given).where('id', '=', id).execute();
      }
    }
    return { source: await getSource(transaction, id), created: present === undefined };
  });
}

/**
 * What lies in a new source and came in by one around it leaves that one: the new access list counts, and counts at once.
 * The first sync of the new source brings it back, but for what was removed by hand.
 */
async function handOver(transaction: Database, { id: to, uri }: { id: string; uri: string }): Promise<void> {
  const around = (await transaction.selectFrom('sources').select(['id', 'uri']).execute()).filter(
    (source) => source.uri !== uri && isInside(uri, source.uri),
  );
  for (const { id } of around) {
    const rows = await transaction
      .selectFrom('files')
      .select(['uri', 'document_id'])
      .where('source_id', '=', id)
      .execute();
    const inside = rows.filter((row) => isInside(row.uri.replace(/#.*$/, ''), uri));
    for (let first = 0; first < inside.length; first += 500) {
      const some = inside.slice(first, first + 500);
      await deleteDocuments(
        transaction,
        some.flatMap((row) => (row.document_id === null ? [] : [row.document_id])),
      );
      const uris = some.map((row) => row.uri);
      const handed = transaction.updateTable('files').set({ source_id: to }).where('removed', '=', 1);
      await handed.where('source_id', '=', id).where('uri', 'in', uris).execute();
      await transaction.deleteFrom('files').where('source_id', '=', id).where('uri', 'in', uris).execute();
    }
  }
}

/** The sealed secrets of a source. */
export async function sealedSecrets(database: Database, id: string): Promise<string | null> {
  const row = await database.selectFrom('sources').select('secrets').where('id', '=', id).executeTakeFirst();
  return row?.secrets ?? null;
}

function checkPrincipals(access: readonly string[]): void {
  const wrong = access.find((principal) => !/^\S+$/.test(principal));
  if (wrong === undefined) return;
  throw new AtelierError({
    code: 'access_invalid',
    message: `"${wrong}" is no principal: it is empty or has spaces.`,
    hint: 'Principals look like everyone, group:hr or user:anna.',
  });
}

/** Changes who may see a source's documents, everywhere at once; the index follows by the outbox. */
async function setAccess(
  transaction: Database,
  source: Pick<SourcesTable, 'id' | 'access'>,
  access: string[],
): Promise<void> {
  const json = JSON.stringify(access);
  if (source.access === json) return;
  await transaction.updateTable('sources').set({ access: json }).where('id', '=', source.id).execute();
  const own = transaction.selectFrom('documents').select('id').where('source_id', '=', source.id);
  await transaction.deleteFrom('document_access').where('document_id', 'in', own).execute();
  for (const principal of new Set(access)) {
    await transaction
      .insertInto('document_access')
      .columns(['document_id', 'principal'])
      .expression(own.select(sql.lit(principal).as('principal')))
      .execute();
  }
  await transaction.insertInto('outbox').columns(['document_id']).expression(own).execute();
}

export async function grantAccess(transaction: Database, documentId: string, access: string[]): Promise<void> {
  const rows = [...new Set(access)].map((principal) => ({ document_id: documentId, principal }));
  if (rows.length > 0) await transaction.insertInto('document_access').values(rows).execute();
}

/** The sources inside this one; a file belongs to the innermost source that holds it. */
export async function innerSources(database: Database, { id, uri }: SourceRecord): Promise<string[]> {
  const rows = await database.selectFrom('sources').select('uri').where('id', '!=', id).execute();
  return rows.map((row) => row.uri).filter((other) => isInside(other, uri));
}

/** Whether a uri lies in a folder, or is that file. */
export function isInside(uri: string, folder: string): boolean {
  return uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

export async function listSources(database: Database): Promise<(SourceRecord & { documents: number })[]> {
  const rows = await database
    .selectFrom('sources')
    .selectAll('sources')
    .select((expression) =>
      expression
        .selectFrom('documents')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('documents.source_id', '=', 'sources.id')
        .as('documents'),
    )
    .orderBy('sources.id')
    .execute();
  return rows.map((row) => Object.assign(toRecord(row), { documents: row.documents ?? 0 }));
}

/** @throws AtelierError `source_not_found` */
export async function getSource(database: Database, idOrUri: string): Promise<SourceRecord> {
  const row = await database
    .selectFrom('sources')
    .selectAll()
    .where((where) => where.or([where('id', '=', idOrUri), where('uri', '=', idOrUri)]))
    .executeTakeFirst();
  if (row !== undefined) return toRecord(row);
  throw new AtelierError({
    code: 'source_not_found',
    message: `There is no source "${idOrUri}".`,
    hint: '`atelier sources` shows what there is.',
  });
}

/** Removes a source with all its documents in one transaction; gives how many there were. */
export async function removeSource(
  database: Database,
  idOrUri: string,
): Promise<{ source: string; documents: number }> {
  return await database.transaction().execute(async (transaction) => {
    const source = await getSource(transaction, idOrUri);
    const { id } = source;
    await handBack(transaction, source);
    const documents = await transaction.selectFrom('documents').select('id').where('source_id', '=', id).execute();
    for (let first = 0; first < documents.length; first += 500) {
      await deleteDocuments(
        transaction,
        documents.slice(first, first + 500).map((document) => document.id),
      );
    }
    await transaction.deleteFrom('sources').where('id', '=', id).execute();
    return { source: id, documents: documents.length };
  });
}

/** A source around the one that goes takes its files in; what was removed by hand stays out there, too. */
async function handBack(transaction: Database, { id, uri }: SourceRecord): Promise<void> {
  const sources = await transaction.selectFrom('sources').select(['id', 'uri']).where('id', '!=', id).execute();
  const around = sources.filter((other) => isInside(uri, other.uri)).toSorted((a, b) => b.uri.length - a.uri.length)[0];
  if (around === undefined) return;
  await transaction
    .updateTable('files')
    .set({ source_id: around.id })
    .where('source_id', '=', id)
    .where('removed', '=', 1)
    .execute();
}

function toRecord(row: Selectable<SourcesTable>): SourceRecord {
  return {
    id: row.id,
    kind: row.kind,
    uri: row.uri,
    access: JSON.parse(row.access) as string[],
    settings: JSON.parse(row.settings) as Record<string, unknown>,
    excludes: JSON.parse(row.excludes) as string[],
    schedule: row.schedule,
    createdAt: row.created_at,
  };
}
