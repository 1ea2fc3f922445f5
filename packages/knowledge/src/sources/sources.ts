import { sql, type Kysely } from 'kysely';
import { AtelierError, newId } from '@atelier/foundation';
import type { KnowledgeSchema, SourcesTable } from '../database/schema.ts';
import { deleteDocuments } from '../documents/documents.ts';

type Database = Kysely<KnowledgeSchema>;

export interface SourceRecord {
  id: string;
  kind: string;
  uri: string;
  access: string[];
  createdAt: number;
}

/**
 * Adds a source, or gives the one that is there already; its access list is set anew when one is given.
 * `created` tells which.
 */
export async function addSource(
  database: Database,
  source: { kind: string; uri: string; access: string[] | undefined },
): Promise<{ source: SourceRecord; created: boolean }> {
  checkPrincipals(source.access ?? []);
  return await database.transaction().execute(async (transaction) => {
    const present = await transaction
      .selectFrom('sources')
      .selectAll()
      .where('uri', '=', source.uri)
      .executeTakeFirst();
    if (present !== undefined) {
      if (source.access !== undefined) await setAccess(transaction, present, source.access);
      const access = source.access ?? (JSON.parse(present.access) as string[]);
      return { source: { ...toRecord(present), access }, created: false };
    }
    const row = {
      id: newId('src'),
      kind: source.kind,
      uri: source.uri,
      access: JSON.stringify(source.access ?? ['everyone']),
      created_at: Date.now(),
    };
    await transaction.insertInto('sources').values(row).execute();
    return { source: toRecord(row), created: true };
  });
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
async function setAccess(transaction: Database, source: SourcesTable, access: string[]): Promise<void> {
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
    const { id } = await getSource(transaction, idOrUri);
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

function toRecord(row: { id: string; kind: string; uri: string; access: string; created_at: number }): SourceRecord {
  return {
    id: row.id,
    kind: row.kind,
    uri: row.uri,
    access: JSON.parse(row.access) as string[],
    createdAt: row.created_at,
  };
}
