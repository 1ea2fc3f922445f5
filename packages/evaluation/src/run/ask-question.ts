import { owner, type Filter, type Hit, type Knowledge, type Writer } from '@atelier/knowledge';
import type { GoldQuestion } from '../datasets/questions.ts';
import { holdsGold, scoreAnswer, type AnswerScore } from '../metrics/answers.ts';

export interface AskedQuestion {
  gold: GoldQuestion;
  score: AnswerScore;
  /** How sure the answer is, 0 to 1; 0 for a refusal. */
  confidence: number;
  /** The same without the documents that hold the answer; null where that was not asked, or no such document was found. */
  leftOut: number | null;
  milliseconds: number;
}

interface Asking {
  knowledge: Knowledge;
  signal: AbortSignal;
  writer: Writer;
  passages: number;
}

/** Documents that hold the answer are looked for so often: each round leaves out those that the one before found. */
const mostRounds = 10;

export async function askQuestion(
  asking: Asking,
  gold: GoldQuestion,
  { leaveOut }: { leaveOut: boolean },
): Promise<AskedQuestion> {
  const started = performance.now();
  const { answer, confidence, hits } = await askOnce(asking, gold.question);
  const milliseconds = performance.now() - started;
  const leftOut = leaveOut && gold.answers.length > 0 ? await askWithout(asking, gold, hits) : null;
  return { gold, score: scoreAnswer(answer, gold), confidence, leftOut, milliseconds };
}

/** How an asked question would have scored with this threshold. */
export function scoreAt({ gold, score, confidence }: AskedQuestion, threshold: number): AnswerScore {
  if (!score.refused && confidence >= threshold) return score;
  return { outcome: gold.answers.length === 0 ? 'correct' : 'false_refusal', refused: true, citedCorrect: false };
}

/** How sure the answer is once no passage holds a gold answer any more; null where none did. */
async function askWithout(
  asking: Asking,
  { question, answers }: GoldQuestion,
  found: readonly Hit[],
): Promise<number | null> {
  const without = new Set<string>();
  let hits = found;
  for (let round = 0; round < mostRounds; round++) {
    const holding = hits.filter(({ text }) => holdsGold([text], answers));
    if (holding.length === 0) return null;
    for (const { document } of holding) without.add(document);
    const filter: Filter = { not: { field: 'document', op: 'is', value: [...without] } };
    const asked = await askOnce(asking, question, filter);
    if (!asked.hits.some(({ text }) => holdsGold([text], answers))) return asked.confidence;
    ({ hits } = asked);
  }
  return null;
}

async function askOnce({ knowledge, ...options }: Asking, question: string, filter?: Filter) {
  let hits: Hit[] = [];
  let confidence = 0;
  const answer = await knowledge.ask(question, {
    reader: owner,
    writer: options.writer,
    passages: options.passages,
    signal: options.signal,
    filter,
    onEvent: (event) => {
      if (event.event === 'passages') ({ hits } = event.data);
    },
    onDraft: (draft) => {
      confidence = draft.confidence ?? 1;
    },
  });
  return { answer, confidence: answer.refused ? 0 : confidence, hits };
}
