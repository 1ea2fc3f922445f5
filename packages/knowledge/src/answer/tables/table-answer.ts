import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../../database/schema.ts';
import type { DraftSentence, Passage, TermWeights } from '../writer.ts';
import { citeTable } from './cite-table.ts';
import { findTables, type TableScope } from './find-tables.ts';
import { createMatcher } from './lines.ts';
import { loadGrid } from './load-grid.ts';
import { lookupPlans } from './lookup-plans.ts';
import type { Operation } from './operation.ts';
import { pairPlans } from './pair-plans.ts';
import type { Plan } from './plan.ts';
import { recordPlans } from './record-plans.ts';
import { seriesPlans } from './series-plans.ts';
import { surenessOf } from './sureness.ts';
import { parseTableQuestion, type TableQuestion } from './table-question.ts';

type Database = Kysely<KnowledgeSchema>;

export interface TableAnswer {
  /** One; more where tables of several documents answer as well, and differ; none where no reading fits. */
  sentences: DraftSentence[];
  /** How sure we are that it is right, 0 to 1. */
  confidence: number;
  /**
   * What the question asks to be computed, so that a text hardly says it; null where it asks for no such thing,
   * or there is no table to compute it from.
   */
  computes: Operation | null;
}

/** Plans this near to the best are as good; within one table names tell more. */
const asGood = 0.03;
const asGoodInTable = 0.01;
/** Where more tables answer as well, the question does not say which is meant. */
const mostAnswers = 3;

/**
 * Reads the question as one to a table of the documents that were found (the value at a row and a column, a sum, average,
 * maximum, count, change between years) and answers it from the cells.
 */
export async function answerFromTables(
  database: Database,
  scope: TableScope,
  { question: text, passages, weights }: { question: string; passages: readonly Passage[]; weights: TermWeights },
): Promise<TableAnswer> {
  const question = parseTableQuestion(text, weights);
  if (question === null) return { sentences: [], confidence: 0, computes: null };
  const matcher = createMatcher(question);
  const tables = await findTables(database, scope, { question, passages, matcher });
  const none = { sentences: [], confidence: 0, computes: tables.length === 0 ? null : computedBy(question) };
  const plans: Plan[] = [];
  for (const table of tables) {
    const grid = await loadGrid(database, table, question);
    for (const asked of question.operations) {
      const context = { question, table, grid, matcher, asked };
      plans.push(
        ...lookupPlans(context),
        ...seriesPlans(context),
        ...pairPlans(context),
        ...(await recordPlans(database, scope.reader, context)),
      );
    }
  }
  return { ...none, ...(await answerOf(database, question, plans)) };
}

/** The answer that the best plans give; nothing where they leave open which is meant. */
async function answerOf(
  database: Database,
  question: TableQuestion,
  plans: readonly Plan[],
): Promise<Pick<TableAnswer, 'sentences' | 'confidence'> | null> {
  const ranked = plans.toSorted((a, b) => b.score - a.score);
  const top = ranked[0]?.score ?? 0;
  const near = ranked.filter((plan) => plan.score >= top - asGood && isBestOfTable(plan, ranked));
  const equal = distinct(question.years.length === 0 ? newestOf(near) : near);
  const [best, ...others] = equal;
  if (best === undefined || equal.length > mostAnswers) return null;
  if (!others.every((plan) => isAlternative(plan, best))) return null;
  const rival = ranked.find((plan) => !near.includes(plan) && plan.answer !== best.answer);
  const isOfSeveral = others.some(({ table }) => table.id !== best.table.id);
  const sentences: DraftSentence[] = [];
  for (const plan of equal) sentences.push(await citeTable(database, plan, isOfSeveral));
  return { sentences, confidence: surenessOf(best, { rival, equals: equal.length }) };
}

function computedBy({ operations, years }: TableQuestion): Operation | null {
  const kind = operations[0]?.kind ?? 'lookup';
  const isOverYears = (kind === 'change' || kind === 'sum') && years.length > 1;
  return isOverYears || ['percent-change', 'share', 'ratio', 'average'].includes(kind) ? kind : null;
}

function isBestOfTable({ table, score }: Plan, ranked: readonly Plan[]): boolean {
  const best = ranked.find((plan) => plan.table.id === table.id);
  return best === undefined || score >= best.score - asGoodInTable;
}

/** Of one table only one reading can be right, unless the question leaves open which column of a row it means. */
function isAlternative(plan: Plan, best: Plan): boolean {
  if (plan.operation !== best.operation) return false;
  if (plan.table.id !== best.table.id) return true;
  return best.operation === 'lookup' && plan.cells.every(({ row }) => row === best.cells[0]?.row);
}

/** Of documents that say the same of another time the newest counts, unless the question names a year. */
function newestOf(plans: readonly Plan[]): Plan[] {
  const newest = plans.reduce((latest, { table: { date } }) => (date !== null && date > latest ? date : latest), '');
  return plans.filter(({ table: { date } }) => date === null || date >= newest);
}

function distinct(plans: readonly Plan[]): Plan[] {
  return plans.filter((plan, index) => plans.findIndex(({ answer }) => answer === plan.answer) === index);
}
