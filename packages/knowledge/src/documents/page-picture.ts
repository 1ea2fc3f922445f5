import type { Kysely } from 'kysely';
import { AtelierError } from '@atelier/foundation';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { PagePicture } from '../read/protocol.ts';
import type { ReaderPool } from '../read/reader-pool.ts';
import type { Source } from '../sources/source.ts';
import { getSource, type SourceRecord } from '../sources/sources.ts';
import type { Reader } from './access.ts';
import { findVersion } from './documents.ts';

/**
 * A page of a document as its source has it now, provided that it is still the file that the version was read from.
 *
 * @throws AtelierError `document_not_found`, `file_changed`, `page_not_pictured`, or why the file cannot be had
 */
export async function pagePicture(
  parts: { database: Kysely<KnowledgeSchema>; readers: ReaderPool; open: (record: SourceRecord) => Promise<Source> },
  reader: Reader,
  wanted: { document: string; version?: string | undefined; page: number },
): Promise<PagePicture> {
  const { database, readers, open } = parts;
  const found = await findVersion(database, reader, wanted.document, wanted.version);
  if (found.pages === null) throw notPictured(found.uri);
  const file = await database
    .selectFrom('files')
    .select(['stamp', 'container'])
    .where('document_id', '=', found.id)
    .executeTakeFirst();
  // What is inside another file would have to be unpacked for every look.
  if (file === undefined || file.container !== null) throw notPictured(found.uri);
  const source = await open(await getSource(database, found.source_id));
  try {
    const item = await source.open({ uri: found.uri, stamp: file.stamp }, AbortSignal.timeout(60_000));
    if (item.contentHash !== found.content_hash) throw fileChanged(found.uri);
    if (item.file === undefined) throw notPictured(found.uri);
    return await readers.picture(item.file, wanted.page);
  } finally {
    await source.close?.();
  }
}

function notPictured(uri: string): AtelierError {
  return new AtelierError({
    code: 'page_not_pictured',
    message: `The pages of ${uri} cannot be shown as pictures.`,
    hint: 'Its text is there: GET /api/documents/{id}.',
  });
}

function fileChanged(uri: string): AtelierError {
  return new AtelierError({
    code: 'file_changed',
    message: `${uri} has changed since this version was read.`,
    hint: 'The text of the version is kept; open the newest version to see the page.',
  });
}
