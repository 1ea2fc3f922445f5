import { setImmediate } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { blocksFromJson } from '../../chunk/chunk.ts';
import type { KnowledgeSchema } from '../../database/schema.ts';
import { readChunkTexts } from '../../documents/version-text.ts';
import type { Passage } from '../writer.ts';
import type { ScopedDocument } from './scope.ts';

type Database = Kysely<KnowledgeSchema>;

/** Passages read at once; between two batches others have their turn. */
const batchSize = 200;

/** What of a document was read; the last piece of a document says so. */
export interface ReadPiece {
  document: ScopedDocument;
  passages: Passage[];
  isLast: boolean;
}

/** The passages of documents, document by document and in order. What is gone in the meantime is left out. */
export async function* readPassages(
  database: Database,
  documents: readonly ScopedDocument[],
): AsyncGenerator<ReadPiece[]> {
  for (const { documents: batch, from, to } of batches(documents)) {
    const versions = JSON.stringify(batch.map(({ version }) => version));
    const rows = await database
      .selectFrom('chunks')
      .select(['id', 'version_id', 'start', 'end', 'page', 'headings', 'blocks'])
      .where('version_id', 'in', sql<string>`(select value from json_each(${versions}))`)
      .where('ordinal', '>=', from)
      .where('ordinal', '<', to)
      .orderBy('version_id')
      .orderBy('ordinal')
      .execute();
    const texts = await readChunkTexts(
      database,
      rows.map(({ id }) => id),
    );
    const ofVersion = Map.groupBy(rows, (row) => row.version_id);
    yield batch.map((document) => ({
      document,
      isLast: to >= document.passages,
      passages: (ofVersion.get(document.version) ?? []).flatMap((row): Passage[] => {
        const text = texts.get(row.id);
        return text?.length === row.end - row.start ? [toPassage(document, row, text)] : [];
      }),
    }));
    await setImmediate();
  }
}

/** Documents of which the passages from one place to another are read. */
interface Batch {
  documents: ScopedDocument[];
  from: number;
  to: number;
}

/** Several documents that are read whole, or a part of a long one. */
function* batches(documents: readonly ScopedDocument[]): Generator<Batch> {
  let whole: ScopedDocument[] = [];
  let size = 0;
  for (const document of documents) {
    if (size + document.passages > batchSize || whole.length === batchSize) {
      if (whole.length > 0) yield { documents: whole, from: 0, to: batchSize };
      [whole, size] = [[], 0];
    }
    if (document.passages <= batchSize) {
      whole.push(document);
      size += document.passages;
    } else {
      for (let from = 0; from < document.passages; from += batchSize) {
        yield { documents: [document], from, to: from + batchSize };
      }
    }
  }
  if (whole.length > 0) yield { documents: whole, from: 0, to: batchSize };
}

function toPassage(
  { document, version, title, uri, date }: ScopedDocument,
  row: { start: number; end: number; page: number | null; headings: string; blocks: string },
  text: string,
): Passage {
  return {
    document,
    version,
    title,
    uri,
    page: row.page,
    heading: (JSON.parse(row.headings) as string[]).join(' > '),
    start: row.start,
    end: row.end,
    text,
    score: 0,
    blocks: blocksFromJson(row.blocks),
    date,
  };
}
