import type { Kysely } from 'kysely';
import { newId } from '@atelier/foundation';
import type { Answer } from '../answer/ask.ts';
import type { KnowledgeSchema } from '../database/schema.ts';

type Database = Kysely<KnowledgeSchema>;

/** What a run ran on: settings, revisions and counts by name. */
export type RanOn = Record<string, string | number>;

/** Something that is not as it was in the run before. */
export type QuestionChange =
  | { what: 'setting'; name: string; from: string | number | null; to: string | number | null }
  | {
      what: 'document';
      change: 'came' | 'changed' | 'removed';
      document: string;
      /** Versions; null before it came, and after it went. */
      from: string | null;
      to: string | null;
      /** Cited by one of the two answers, or expected. */
      cited: boolean;
    };

/** How an answer did; null where nothing of the kind is expected. Holds nothing of any document but its ids. */
export interface QuestionOutcome {
  right: boolean;
  refused: boolean;
  /** An expected text stands in the answer. */
  correct: boolean | null;
  /** An expected text stands in a cited quote. */
  cited_correct: boolean | null;
  /** An expected source is cited. */
  source_cited: boolean | null;
  /** Right in the run before, and wrong now. */
  broke: boolean;
  /** Where it broke: what is different from the run before. */
  changes: QuestionChange[];
}

export interface QuestionRunToRecord {
  startedAt: number;
  ranOn: RanOn;
  results: { question: string; answer: Answer; outcome: QuestionOutcome }[];
}

/** A place that an answer cites, told by numbers; title and uri as they are now, null where the document is gone. */
export interface QuestionCitation {
  document: string;
  version: string;
  title: string | null;
  uri: string | null;
  start: number;
  end: number;
}

export interface QuestionResult extends Omit<QuestionOutcome, 'changes'> {
  id: string;
  question: string;
  /** Null for a refusal, and where a document that it quotes is gone. */
  answer: string | null;
  citations: QuestionCitation[];
  changes: (QuestionChange & { title?: string | null; uri?: string | null })[];
}

export interface QuestionRun {
  run: string;
  started_at: string;
  finished_at: string;
  ran_on: RanOn;
  questions: number;
  right: number;
  broke: number;
  results: QuestionResult[];
}

const keptRuns = 50;

/** Remembers a run. What was removed while it went is left out of it as if it had been removed afterwards. */
export async function recordQuestionRun(database: Database, run: QuestionRunToRecord): Promise<string> {
  const id = newId('qrun');
  await database.transaction().execute(async (transaction) => {
    const questions = new Set(
      (await transaction.selectFrom('saved_questions').select('id').execute()).map((row) => row.id),
    );
    await transaction
      .insertInto('question_runs')
      .values({ id, started_at: run.startedAt, finished_at: Date.now(), ran_on: JSON.stringify(run.ranOn) })
      .execute();
    for (const { question, answer, outcome } of run.results) {
      if (!questions.has(question)) continue;
      const citations = citationsOf(answer);
      const row = { run_id: id, question_id: question, outcome: JSON.stringify(outcome) };
      const isKept = !answer.refused && (await areThere(transaction, citations));
      await transaction
        .insertInto('question_results')
        .values({ ...row, answer: isKept ? answer.answer : null })
        .execute();
      if (citations.length === 0) continue;
      await transaction
        .insertInto('question_citations')
        .values(citations.map((citation) => ({ run_id: id, question_id: question, ...citation })))
        .execute();
    }
    const kept = transaction.selectFrom('question_runs').select('id').orderBy('id', 'desc').limit(keptRuns);
    await transaction.deleteFrom('question_runs').where('id', 'not in', kept).execute();
  });
  return id;
}

function citationsOf({ sentences }: Answer) {
  const all = sentences.flatMap(({ citations }) => citations);
  const places = new Map(all.map((cited) => [`${cited.version} ${cited.start} ${cited.end}`, cited]));
  return [...places.values()].map(({ document, version, start, end }) => ({
    document_id: document,
    version_id: version,
    start,
    end,
  }));
}

async function areThere(database: Database, citations: { document_id: string }[]): Promise<boolean> {
  const wanted = [...new Set(citations.map((citation) => citation.document_id))];
  const rows = await database.selectFrom('documents').select('id').where('id', 'in', wanted).execute();
  return rows.length === wanted.length;
}

/** The runs that are remembered, the newest first. */
export async function listQuestionRuns(database: Database, limit: number): Promise<QuestionRun[]> {
  const runs = await database.selectFrom('question_runs').selectAll().orderBy('id', 'desc').limit(limit).execute();
  return await Promise.all(
    runs.map(async ({ id, started_at, finished_at, ran_on }) => {
      const results = await resultsOf(database, id);
      return {
        run: id,
        started_at: new Date(started_at).toISOString(),
        finished_at: new Date(finished_at).toISOString(),
        ran_on: JSON.parse(ran_on) as RanOn,
        questions: results.length,
        right: results.filter(({ right }) => right).length,
        broke: results.filter(({ broke }) => broke).length,
        results,
      };
    }),
  );
}

async function resultsOf(database: Database, run: string): Promise<QuestionResult[]> {
  const rows = await database
    .selectFrom('question_results')
    .innerJoin('saved_questions', 'saved_questions.id', 'question_results.question_id')
    .select(['saved_questions.id', 'saved_questions.question', 'question_results.outcome', 'question_results.answer'])
    .where('question_results.run_id', '=', run)
    .orderBy('saved_questions.id')
    .execute();
  const citations = await database
    .selectFrom('question_citations')
    .leftJoin('documents', 'documents.id', 'question_citations.document_id')
    .leftJoin('versions', 'versions.id', 'question_citations.version_id')
    .select(['question_id', 'question_citations.document_id', 'version_id', 'start', 'end', 'title', 'uri'])
    .where('run_id', '=', run)
    .execute();
  const byQuestion = Map.groupBy(citations, ({ question_id }) => question_id);
  const outcomes = rows.map((row) => JSON.parse(row.outcome) as QuestionOutcome);
  const named = await namesOf(database, outcomes);
  return rows.map(({ id, question, answer }, index) => {
    const { changes, ...outcome } = outcomes[index] as QuestionOutcome;
    return {
      id,
      question,
      ...outcome,
      answer,
      citations: (byQuestion.get(id) ?? []).map(({ document_id, version_id, title, uri, start, end }) => ({
        document: document_id,
        version: version_id,
        title,
        uri,
        start,
        end,
      })),
      changes: changes.map((change) =>
        change.what === 'setting'
          ? change
          : { ...change, ...(named.get(change.document) ?? { title: null, uri: null }) },
      ),
    };
  });
}

async function namesOf(database: Database, outcomes: QuestionOutcome[]) {
  const ids = outcomes.flatMap(({ changes }) =>
    changes.flatMap((change) => ('document' in change ? change.document : [])),
  );
  if (ids.length === 0) return new Map<string, { title: string; uri: string }>();
  const rows = await database
    .selectFrom('documents')
    .innerJoin('versions', 'versions.id', 'documents.current_version')
    .select(['documents.id', 'documents.uri', 'versions.title'])
    .where('documents.id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, uri, title }) => [id, { title, uri }]));
}
