import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';

type Database = Kysely<KnowledgeSchema>;

/** What else speaks of documents that are being deleted: answers of saved questions, and receipts of runs. */

/** Answers that cite one of these documents lose their text; which places they cited are numbers, and may stay. */
export async function forgetAnswers(transaction: Database, documents: readonly string[]): Promise<void> {
  await transaction
    .updateTable('question_results')
    .set({ answer: null })
    .where('answer', 'is not', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('question_citations')
          .select('question_citations.document_id')
          .whereRef('question_citations.run_id', '=', 'question_results.run_id')
          .whereRef('question_citations.question_id', '=', 'question_results.question_id')
          .where('question_citations.document_id', 'in', documents),
      ),
    )
    .execute();
}

/** A document that could not be read anew in some run is named in the receipt of that run. */
export async function forgetFailures(transaction: Database, documents: readonly string[]): Promise<void> {
  const gone = await transaction
    .selectFrom('documents')
    .select(['source_id', 'uri'])
    .where('id', 'in', documents)
    .execute();
  for (const [source, rows] of Map.groupBy(gone, ({ source_id }) => source_id)) {
    const uris = new Set(rows.map(({ uri }) => uri));
    const runs = await transaction
      .selectFrom('source_runs')
      .select(['id', 'receipt'])
      .where('source_id', '=', source)
      .execute();
    for (const { id, receipt } of runs) {
      const told = JSON.parse(receipt) as { failures: { uri: string }[] };
      const failures = told.failures.filter(({ uri }) => !uris.has(uri));
      if (failures.length === told.failures.length) continue;
      await transaction
        .updateTable('source_runs')
        .set({ receipt: JSON.stringify({ ...told, failures }) })
        .where('id', '=', id)
        .execute();
    }
  }
}
