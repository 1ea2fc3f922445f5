import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { documentNotFound, visibleDocuments } from '../documents/documents.ts';

type Database = Kysely<KnowledgeSchema>;

/** A passage that was opened after a search, named as a hit names it. */
export interface Click {
  query: string;
  document: string;
  version: string;
  start: number;
}

/** The oldest are forgotten. */
const keptClicks = 50_000;

/**
 * Keeps what was opened for which query, once however often it was; not by whom. It goes with the document.
 *
 * @throws AtelierError `document_not_found`, also where the reader may not see it or no passage begins there
 */
export async function logClick(database: Database, reader: Reader, { query, document, version, start }: Click) {
  const passage = await visibleDocuments(database, reader, version)
    .innerJoin('chunks', 'chunks.version_id', 'versions.id')
    .select(['documents.id'])
    .where('documents.id', '=', document)
    .where('chunks.start', '=', start)
    .executeTakeFirst();
  if (passage === undefined) throw documentNotFound(document);
  await database.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom('search_clicks')
      .where('version_id', '=', version)
      .where('start', '=', start)
      .where('query', '=', query)
      .execute();
    const { id } = await transaction
      .insertInto('search_clicks')
      .values({ query, document_id: document, version_id: version, start, clicked_at: Date.now() })
      .returning('id')
      .executeTakeFirstOrThrow();
    await transaction
      .deleteFrom('search_clicks')
      .where('id', '<=', id - keptClicks)
      .execute();
  });
}

/** Forgets all clicks; gives how many there were. */
export async function forgetClicks(database: Database): Promise<number> {
  const { numDeletedRows } = await database.deleteFrom('search_clicks').executeTakeFirst();
  return Number(numDeletedRows);
}
