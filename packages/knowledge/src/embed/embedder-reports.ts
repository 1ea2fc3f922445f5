import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';

type Database = Kysely<KnowledgeSchema>;

/** Of each saved question: its id, whether it was right with the serving embedder, and with the other. */
export type QuestionOutcomes = [question: string, serving: boolean, shadow: boolean][];

interface NamedQuestion {
  id: string;
  question: string;
}

/** How the saved questions went with the embedder that served and with the one that is to take over. */
export interface EmbedderReport {
  serving: string;
  shadow: string;
  /** ISO 8601. */
  compared_at: string;
  questions: number;
  /** How many were right with each. */
  right: { serving: number; shadow: number };
  /** Right with the serving one only. */
  lost: NamedQuestion[];
  /** Right with the other only. */
  won: NamedQuestion[];
  /** The other has taken over. */
  switched: boolean;
}

/** Keeps the outcomes; the text of a question stays where questions are kept, and leaves with it. */
export async function keepReport(
  database: Database,
  { serving, shadow, outcomes }: { serving: string; shadow: string; outcomes: QuestionOutcomes },
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('embedder_reports').execute();
    await transaction
      .insertInto('embedder_reports')
      .values({ serving, shadow, compared_at: Date.now(), outcomes: JSON.stringify(outcomes), switched: 0 })
      .execute();
  });
}

/** The last report; questions that were removed since are left out of its lists. */
export async function readReport(database: Database): Promise<EmbedderReport | null> {
  const row = await database.selectFrom('embedder_reports').selectAll().executeTakeFirst();
  if (row === undefined) return null;
  const outcomes = JSON.parse(row.outcomes) as QuestionOutcomes;
  const saved = await database.selectFrom('saved_questions').select(['id', 'question']).execute();
  const byId = new Map(saved.map((question) => [question.id, question]));
  const named = (wanted: (serving: boolean, shadow: boolean) => boolean) =>
    outcomes.flatMap(([id, serving, shadow]) => (wanted(serving, shadow) ? (byId.get(id) ?? []) : []));
  return {
    serving: row.serving,
    shadow: row.shadow,
    compared_at: new Date(row.compared_at).toISOString(),
    questions: outcomes.length,
    right: {
      serving: outcomes.filter(([, serving]) => serving).length,
      shadow: outcomes.filter(([, , shadow]) => shadow).length,
    },
    lost: named((serving, shadow) => serving && !shadow),
    won: named((serving, shadow) => shadow && !serving),
    switched: row.switched === 1,
  };
}
