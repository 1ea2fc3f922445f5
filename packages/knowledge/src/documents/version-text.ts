import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';

type Database = Kysely<KnowledgeSchema>;

/** UTF-16 code units; about two pages of a book each. */
const pieceLength = 8192;

/** Cuts a text into rows, never between the two halves of one character (SQLite keeps UTF-8). */
export function textPieces(versionId: string, text: string): { version_id: string; start: number; text: string }[] {
  const pieces = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + pieceLength, text.length);
    if (end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1] ?? '')) end -= 1;
    pieces.push({ version_id: versionId, start, text: text.slice(start, end) });
    start = end;
  }
  return pieces;
}

/** The slice [start, end) of a version's text; with no range, all of it. */
export async function readText(
  database: Database,
  versionId: string,
  start = 0,
  end = Number.MAX_SAFE_INTEGER,
): Promise<string> {
  const rows = await database
    .selectFrom('texts')
    .select(['start', 'text'])
    .where('version_id', '=', versionId)
    .where('start', '<', end)
    .where('start', '>', start - pieceLength)
    .orderBy('start')
    .execute();
  const first = rows[0];
  if (first === undefined) return '';
  return rows
    .map((row) => row.text)
    .join('')
    .slice(start - first.start, end - first.start);
}

/** The text of each of these chunks, in one query; a chunk that is gone, or whose text is, is left out. */
export async function readChunkTexts(database: Database, chunkIds: readonly number[]): Promise<Map<number, string>> {
  const rows = await database
    .selectFrom('chunks')
    .innerJoin('texts', 'texts.version_id', 'chunks.version_id')
    .select(['chunks.id', 'chunks.start', 'chunks.end', 'texts.start as piece_start', 'texts.text'])
    .where('chunks.id', 'in', chunkIds)
    .whereRef('texts.start', '<', 'chunks.end')
    .where((where) => where('texts.start', '>', where('chunks.start', '-', pieceLength)))
    .orderBy('chunks.id')
    .orderBy('texts.start')
    .execute();
  const texts = new Map<number, string>();
  for (const { id, start, end, piece_start, text } of rows) {
    const part = text.slice(Math.max(0, start - piece_start), end - piece_start);
    texts.set(id, (texts.get(id) ?? '') + part);
  }
  return texts;
}
