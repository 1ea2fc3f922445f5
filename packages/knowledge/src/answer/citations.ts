import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { visibleDocuments } from '../documents/documents.ts';
import { readText } from '../documents/version-text.ts';
import type { CitedRange, DraftSentence } from './writer.ts';

/** Where a sentence of an answer stands: `quote` is exactly `[start, end)` of the text of `version`. */
export interface Citation {
  document: string;
  version: string;
  title: string;
  uri: string;
  page: number | null;
  start: number;
  end: number;
  quote: string;
}

export interface AnswerSentence {
  text: string;
  citations: Citation[];
  /** False where what it cites does not bear it out, and it is shown all the same; left out elsewhere. */
  supported?: false;
  /** Why not, in plain words; beside `supported` only. */
  reasons?: string[];
}

/**
 * Checks a sentence's citations against the database as it is now: the version is there, this reader may see it, and
 * the quote is that slice of it. A sentence without a citation that holds is no sentence of ours: null.
 */
export async function checkSentence(
  database: Kysely<KnowledgeSchema>,
  reader: Reader,
  sentence: DraftSentence,
): Promise<AnswerSentence | null> {
  const checked = await Promise.all(sentence.citations.map((range) => checkCitation(database, reader, range)));
  const citations = checked.filter((citation) => citation !== null);
  if (citations.length === 0) return null;
  // What a document says that is gone, or that this reader may not see, stands in neither the sentence nor its reasons.
  if (sentence.isJoint === true && citations.length < sentence.citations.length) return null;
  const { text, supported, reasons = [] } = sentence;
  return { text, citations, ...(supported === undefined ? {} : { supported, reasons }) };
}

async function checkCitation(
  database: Kysely<KnowledgeSchema>,
  reader: Reader,
  { passage, start, end }: CitedRange,
): Promise<Citation | null> {
  const { document, version, title, uri } = passage;
  if (start >= end || start < passage.start || end > passage.end) return null;
  const present = await visibleDocuments(database, reader, version)
    .select('documents.id')
    .where('documents.id', '=', document)
    .executeTakeFirst();
  if (present === undefined) return null;
  const expected = passage.text.slice(start - passage.start, end - passage.start);
  const quote = await readText(database, version, start, end);
  if (quote !== expected) return null;
  const block = passage.blocks.findLast((candidate) => candidate.start <= start) ?? passage.blocks[0];
  return { document, version, title, uri, page: block?.page ?? passage.page, start, end, quote };
}
