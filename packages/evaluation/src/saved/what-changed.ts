import type { Answer, Knowledge, QuestionChange, QuestionRun, RanOn, SavedQuestion } from '@atelier/knowledge';

/** Other documents that are named where nothing that is cited has changed. */
const mostOthers = 5;

/** How much there is changes with every document, which is told document by document. */
const counts = new Set(['documents', 'newest_version']);

/**
 * What is not as it was when this question was right: settings and revisions, and of the documents those that the answer
 * cited then or cites now, or should cite. Where none of these, the newest others.
 */
export async function whatChanged(
  { questions }: Pick<Knowledge, 'questions'>,
  before: QuestionRun,
  now: { question: SavedQuestion; answer: Answer; ranOn: RanOn },
): Promise<QuestionChange[]> {
  const settings = changedSettings(before.ran_on, now.ranOn);
  const documents = await changedDocuments(questions, before, now);
  if (settings.length + documents.length > 0) return [...settings, ...documents];
  const others = await questions.versionsSince(Date.parse(before.started_at), mostOthers);
  return others.map(({ document, version, number }) => ({
    what: 'document',
    change: number === 1 ? 'came' : 'changed',
    document,
    from: null,
    to: version,
    cited: false,
  }));
}

function changedSettings(before: RanOn, now: RanOn): QuestionChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => !counts.has(name));
  return names
    .filter((name) => before[name] !== now[name])
    .map((name) => ({ what: 'setting', name, from: before[name] ?? null, to: now[name] ?? null }));
}

async function changedDocuments(
  questions: Knowledge['questions'],
  before: QuestionRun,
  { question, answer }: { question: SavedQuestion; answer: Answer },
): Promise<QuestionChange[]> {
  const then = new Map(
    before.results
      .find(({ id }) => id === question.id)
      ?.citations.map(({ document, version }) => [document, version] as const),
  );
  const cited = answer.sentences.flatMap(({ citations }) => citations.map(({ document }) => document));
  const present = await questions.presentVersions([...then.keys(), ...cited, ...question.sources]);
  const since = Date.parse(before.started_at);
  const changes: QuestionChange[] = [];
  for (const { document, version, number, indexedAt } of present) {
    const from = then.get(document) ?? null;
    const isNew = from === null ? indexedAt >= since : from !== version;
    if (!isNew) continue;
    const change = from === null && number === 1 ? 'came' : 'changed';
    changes.push({ what: 'document', change, document, from, to: version, cited: true });
  }
  const there = new Set(present.map(({ document }) => document));
  for (const [document, from] of then) {
    if (there.has(document)) continue;
    changes.push({ what: 'document', change: 'removed', document, from, to: null, cited: true });
  }
  return changes;
}
