import type { Draft, Writer } from '../writer.ts';
import { speaksOf } from './operation.ts';
import type { TableAnswer } from './table-answer.ts';

/** As shown in the answer's `model` where it comes from tables. */
const tablesName = 'tables';

/** Below this a table is not asked: its answer would be guessed. */
const leastSure = 0.65;
/** Below this, a text is not taken to answer where a table has a reading of the question that is not sure enough. */
const surerThanTable = 0.4;
/** Below this, a text that speaks of a sum or change is taken to speak of that of something else. */
const surelyStated = 0.9;

/**
 * The answer from tables where it is sure enough, and surer than what the writer finds in the text. A writer that does not
 * know how sure it is, as a model, is not asked then: what is computed from cells needs no model. One that only quotes
 * does not answer what would have to be computed, unless the text itself surely speaks of the sum, average or change.
 */
export async function draftAnswer(
  table: TableAnswer,
  writer: Pick<Writer, 'name' | 'threshold'>,
  write: () => Promise<Draft>,
): Promise<{ draft: Draft; model: string }> {
  const { threshold } = writer;
  const isSure = table.sentences.length > 0 && table.confidence >= Math.max(leastSure, threshold ?? 0);
  const fromTables = { draft: { sentences: table.sentences, confidence: table.confidence }, model: tablesName };
  if (isSure && threshold === undefined) return fromTables;
  const draft = await write();
  if (isSure && (draft.confidence ?? 0) <= table.confidence) return fromTables;
  const { computes } = table;
  const sureness = draft.confidence ?? 1;
  const isBesideTable = table.sentences.length > 0 && !isSure && sureness < surerThanTable;
  const isStated = sureness >= surelyStated;
  const states = computes === null || (isStated && draft.sentences.some(({ text }) => speaksOf(computes, text)));
  const isGuessed = threshold !== undefined && threshold > 0 && (!states || isBesideTable);
  return { draft: isGuessed ? { ...draft, sentences: [] } : draft, model: writer.name };
}
