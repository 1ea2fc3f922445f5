import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { blocksFromJson } from '../../chunk/chunk.ts';
import type { KnowledgeSchema } from '../../database/schema.ts';
import { everyone, owner, readerOf } from '../../documents/access.ts';
import { visibleDocuments } from '../../documents/documents.ts';
import { readText } from '../../documents/version-text.ts';
import type { AdaptPassage, AdaptTexts } from './texts.ts';

type Database = Kysely<KnowledgeSchema>;

const heldOutShare = 0.2;
/** Of the queries that a passage was opened for, so many say something of it, the latest ones. */
const mostClicksOnPassage = 5;
/** Larger libraries are taken in parts, whole documents at a time. */
const mostPassages = 40_000;

/**
 * What the present versions of the documents say, for an embedder to be adapted to.
 *
 * @param options.allDocuments also documents that not everyone may see
 */
export async function collectTexts(
  database: Database,
  { allDocuments }: { allDocuments: boolean },
): Promise<AdaptTexts> {
  const rows = await visibleDocuments(database, allDocuments ? owner : readerOf([everyone]))
    .select(['documents.id', 'documents.uri', 'versions.id as version', 'versions.title'])
    .execute();
  // By a hash, so that a part of the library is like the whole; of titles, as documents of one title are often the same.
  const documents = rows
    .map((row) => ({ ...row, hash: createHash('sha256').update(row.title.toLowerCase()).digest() }))
    .toSorted((a, b) => a.hash.compare(b.hash) || (a.uri < b.uri ? -1 : 1));
  const passages: AdaptPassage[] = [];
  const places = new Map<string, number>();
  const seen = new Set<string>();
  for (const [document, { version, title, hash }] of documents.entries()) {
    if (passages.length >= mostPassages) break;
    // Another byte than the order begins with: a part of the library has to hold both.
    const heldOut = (hash[31] ?? 0) < heldOutShare * 256;
    for (const { start, path, text } of await passagesOf(database, version, title)) {
      if (seen.has(text)) continue;
      seen.add(text);
      places.set(`${version} ${start}`, passages.length);
      passages.push({ document, heldOut, path, text });
    }
  }
  return { passages, clicks: await clicksOn(database, places) };
}

/** The passages of a version without the headings that they begin with. */
async function passagesOf(
  database: Database,
  version: string,
  title: string,
): Promise<{ start: number; path: string[]; text: string }[]> {
  const whole = await readText(database, version);
  const chunks = await database
    .selectFrom('chunks')
    .select(['start', 'end', 'headings', 'blocks'])
    .where('version_id', '=', version)
    .orderBy('ordinal')
    .execute();
  return chunks.flatMap(({ start, end, headings, blocks }) => {
    const first = blocksFromJson(blocks).find(({ kind }) => kind !== 'heading');
    if (first === undefined) return [];
    const above = (JSON.parse(headings) as string[]).filter((heading) => heading !== title);
    return [{ start, path: [title, ...above], text: whole.slice(first.start, end) }];
  });
}

/** Clicks on passages of present versions, each query of a passage once. */
async function clicksOn(database: Database, places: ReadonlyMap<string, number>): Promise<AdaptTexts['clicks']> {
  const rows = await database
    .selectFrom('search_clicks')
    .select(({ fn }) => ['query', 'version_id', 'start', fn.max('id').as('last')])
    .groupBy(['query', 'version_id', 'start'])
    .orderBy('last', 'desc')
    .execute();
  const clicks = rows.flatMap(({ query, version_id: version, start }) => {
    const passage = places.get(`${version} ${start}`);
    return passage === undefined ? [] : [{ query, passage }];
  });
  return [...Map.groupBy(clicks, ({ passage }) => passage).values()].flatMap((latestFirst) =>
    latestFirst.slice(0, mostClicksOnPassage),
  );
}
