import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { languageMark, languages, type Language } from '../text/language.ts';
import { termCounts, visibleLists } from './vocabulary.ts';

type Database = Kysely<KnowledgeSchema>;

export interface KnownTerm {
  term: string;
  /** Chunks that the reader may see and that have it. */
  chunks: number;
}

/** The languages of what a reader may see; English is always among them. */
export async function heldLanguages(database: Database, reader: Reader): Promise<Language[]> {
  const counts = await termCounts(database, reader, languages.map(languageMark));
  return languages.filter((language) => language === 'en' || counts.has(languageMark(language)));
}

/** The terms that begin with `prefix`, of what a reader may see; the most common first. */
export async function termsStarting(
  database: Database,
  { principals }: Reader,
  prefix: string,
  limit: number,
): Promise<KnownTerm[]> {
  const starting = database
    .selectFrom('vocabulary')
    .select(['term', ({ fn }) => fn.sum<number>('chunks').as('chunks')])
    .where('term', '>=', prefix)
    .where('term', '<', `${prefix}\u{10FFFF}`)
    .groupBy('term')
    .orderBy('chunks', 'desc')
    .limit(limit);
  if (principals === 'owner') return await starting.execute();
  return await starting.where('access', 'in', await visibleLists(database, principals)).execute();
}
