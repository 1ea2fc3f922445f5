import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import { libraryState, presentVersions, versionsSince } from './library-state.ts';
import { listQuestionRuns, recordQuestionRun, type QuestionRunToRecord } from './question-runs.ts';
import { listQuestions, removeQuestion, saveQuestion, type NewQuestion } from './saved-questions.ts';

/** Saved questions, their runs, and what one has to know of the documents to tell why an answer changed. */
export function createQuestionStore(database: Kysely<KnowledgeSchema>) {
  return {
    save: (question: NewQuestion) => saveQuestion(database, question),
    list: () => listQuestions(database),
    remove: (id: string) => removeQuestion(database, id),
    record: (run: QuestionRunToRecord) => recordQuestionRun(database, run),
    runs: (limit: number) => listQuestionRuns(database, limit),
    libraryState: () => libraryState(database),
    presentVersions: (idsOrUris: readonly string[]) => presentVersions(database, idsOrUris),
    versionsSince: (time: number, limit: number) => versionsSince(database, time, limit),
  };
}
