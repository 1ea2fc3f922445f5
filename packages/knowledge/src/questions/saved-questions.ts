import type { Kysely, Selectable } from 'kysely';
import { AtelierError, newId } from '@atelier/foundation';
import type { KnowledgeSchema, SavedQuestionsTable } from '../database/schema.ts';

type Database = Kysely<KnowledgeSchema>;

/** A question that is asked again after changes, and what is expected of its answer. */
export interface SavedQuestion {
  id: string;
  question: string;
  /** Texts, one of which has to stand in the answer; none: any will do. */
  answers: string[];
  /** Ids or uris of documents, one of which has to be cited; none: any will do. */
  sources: string[];
  /** It has to be refused. */
  refuse: boolean;
  /** Principals that it is asked as; null: as the owner. */
  as: string[] | null;
  /** ISO 8601. */
  created_at: string;
}

export interface NewQuestion {
  question: string;
  answers?: string[] | undefined;
  sources?: string[] | undefined;
  refuse?: boolean | undefined;
  as?: string[] | null | undefined;
}

/**
 * Saves a question. One that is saved already, for the same principals, is expected to be answered as told now.
 *
 * @throws AtelierError `question_invalid`
 */
export async function saveQuestion(database: Database, asked: NewQuestion): Promise<SavedQuestion> {
  const question = asked.question.trim();
  const { answers = [], sources = [], refuse = false } = asked;
  const principals = asked.as == null ? null : JSON.stringify(asked.as.toSorted());
  checkExpectation(question, { expects: answers.length + sources.length > 0, refuse });
  const expected = { answers: JSON.stringify(answers), sources: JSON.stringify(sources), refuse: refuse ? 1 : 0 };
  return await database.transaction().execute(async (transaction) => {
    const present = await transaction
      .selectFrom('saved_questions')
      .select('id')
      .where('question', '=', question)
      .where('principals', 'is', principals)
      .executeTakeFirst();
    const id = present?.id ?? newId('qst');
    await transaction
      .insertInto('saved_questions')
      .values({ id, question, principals, created_at: Date.now(), ...expected })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(expected))
      .execute();
    return toQuestion(
      await transaction.selectFrom('saved_questions').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
  });
}

function checkExpectation(question: string, { expects, refuse }: { expects: boolean; refuse: boolean }): void {
  const wrong =
    question === ''
      ? 'The question is empty.'
      : expects === refuse
        ? `It is not clear what the answer to "${question}" should be.`
        : null;
  if (wrong === null) return;
  throw new AtelierError({
    code: 'question_invalid',
    message: wrong,
    hint: 'Say which texts or sources are right, or that it must be refused; not both.',
  });
}

/** All saved questions, the oldest first. */
export async function listQuestions(database: Database): Promise<SavedQuestion[]> {
  const rows = await database.selectFrom('saved_questions').selectAll().orderBy('id').execute();
  return rows.map(toQuestion);
}

/** Removes a question with all its results. @throws AtelierError `question_not_found` */
export async function removeQuestion(database: Database, id: string): Promise<void> {
  const { numDeletedRows } = await database.deleteFrom('saved_questions').where('id', '=', id).executeTakeFirst();
  if (numDeletedRows > 0n) return;
  throw new AtelierError({
    code: 'question_not_found',
    message: `There is no saved question "${id}".`,
    hint: '`atelier questions list` shows what is saved.',
  });
}

function toQuestion(row: Selectable<SavedQuestionsTable>): SavedQuestion {
  return {
    id: row.id,
    question: row.question,
    answers: JSON.parse(row.answers) as string[],
    sources: JSON.parse(row.sources) as string[],
    refuse: row.refuse === 1,
    as: row.principals === null ? null : (JSON.parse(row.principals) as string[]),
    created_at: new Date(row.created_at).toISOString(),
  };
}
