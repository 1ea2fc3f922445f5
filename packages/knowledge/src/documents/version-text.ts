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
