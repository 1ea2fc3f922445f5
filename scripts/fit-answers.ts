/**
 * Fits the numbers of `packages/knowledge/src/answer/confidence.ts` and prints them.
 *
 *   npm run fit:answers -- squad.json questions.jsonl=beir-folder ...
 *
 * Every question is asked twice: over all texts, and with the passages left out that hold a gold answer, so that the
 * confidence also learns what an absent answer looks like. Ranking: softmax over the candidates of a question.
 * Confidence: logistic regression over what would be answered, each weight kept to the sign that it must have. Every set
 * counts alike, however many questions it has. First it says how good weights are that were fitted without a fifth of
 * each set, on that fifth; those that it prints are fitted on all.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createSecretBox, migrate, openSqlite } from '@atelier/foundation';
import { beirSource, textSource } from '../packages/evaluation/src/datasets/beir-source.ts';
import { readQuestions } from '../packages/evaluation/src/datasets/questions.ts';
import { contains } from '../packages/evaluation/src/metrics/answers.ts';
import { pickedFeatureNames } from '../packages/knowledge/src/answer/confidence.ts';
import { featureNames } from '../packages/knowledge/src/answer/features.ts';
import { pickSentences } from '../packages/knowledge/src/answer/pick-sentences.ts';
import { parseQuestion } from '../packages/knowledge/src/answer/question.ts';
import {
  answerFeatures,
  rankCandidates,
  type RankedCandidate,
} from '../packages/knowledge/src/answer/rank-candidates.ts';
import type { Passage, TermWeights } from '../packages/knowledge/src/answer/writer.ts';
import { knowledgeMigrations } from '../packages/knowledge/src/database/migrations.ts';
import type { KnowledgeSchema } from '../packages/knowledge/src/database/schema.ts';
import { owner } from '../packages/knowledge/src/documents/access.ts';
import { openLanceIndex } from '../packages/knowledge/src/index/lance-index.ts';
import { createKnowledge } from '../packages/knowledge/src/knowledge.ts';
import { createReaderPool } from '../packages/knowledge/src/read/reader-pool.ts';
import { add, descend, dot } from './fit/descend.ts';

/** One asking of a question: its candidates, and which texts hold a gold answer. */
interface Example {
  set: string;
  /** The fifth of its set that it belongs to: neighbours in the file, so that texts are not shared. */
  fold: number;
  isAbsent: boolean;
  candidates: RankedCandidate[];
  right: boolean[];
  hold: (text: string) => boolean;
}

/** The signs that weights of the confidence must have; of the others they may have any. */
const speaksAgainst = new Set<string>(
  'heaviestMissing namesMissing typeMissing quantityMissing tooLong isQuestion isFragment refersBack missingInPassage'.split(
    ' ',
  ),
);
const speaksEither = new Set<string>('newWords holdsKind otherNames fullName placeName'.split(' '));
/** Not fitted: a candidate of a kind is told by what it holds, and what it lacks is the same said again. */
const unfitted = new Set<string>(['typeMissing']);
/** The same for all candidates of a question, or nearly: they only tell whether there is an answer. */
const ofQuestion = new Set<string>(['asksMuch', 'missingInPassage', 'passagePairs']);
const passagesAsked = 12;
const folds = 5;

const examples: Example[] = [];
for (const argument of process.argv.slice(2)) await collect(argument);

const heldOut = Array.from({ length: folds }, (_, fold) => {
  const weights = fit(examples.filter((example) => example.fold !== fold));
  return examples
    .filter((example) => example.fold === fold)
    .map((example) => ({ ...example, ...judge(example, weights) }));
}).flat();
for (const set of new Set(examples.map((example) => example.set))) report(set);

const all = fit(examples);
print('ranking', featureNames, all.ranking);
print('answering', [...featureNames, ...pickedFeatureNames, 'bias'], all.answering);

/** What share of a set is right at which threshold, and of the questions without an answer refused. */
function report(set: string): void {
  const present = heldOut.filter((example) => example.set === set && !example.isAbsent);
  const absent = heldOut.filter((example) => example.set === set && example.isAbsent);
  const share = (part: readonly unknown[], whole: readonly unknown[]) => (part.length / whole.length).toFixed(3);
  process.stdout.write(`${set}: held out, ${present.length} questions\n`);
  process.stdout.write('  threshold  answered  right  refused where no passage has the answer\n');
  for (const threshold of [0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6]) {
    const answered = present.filter(({ confidence }) => confidence >= threshold);
    const right = answered.filter(({ isRight }) => isRight);
    const refused = absent.filter(({ confidence }) => confidence < threshold);
    process.stdout.write(
      `  ${threshold.toFixed(2)}       ${share(answered, present)}     ${share(right, present)}  ${share(refused, absent)}\n`,
    );
  }
}

async function collect(argument: string): Promise<void> {
  const [file = '', corpus] = argument.split('=');
  const { questions, contexts } = await readQuestions(file);
  const home = mkdtempSync(join(tmpdir(), 'atelier-fit-'));
  const database = openSqlite<KnowledgeSchema>(join(home, 'atelier.db'));
  await migrate(database, knowledgeMigrations);
  const index = await openLanceIndex(join(home, 'index'));
  const knowledge = createKnowledge({
    database,
    index,
    readers: createReaderPool(),
    secrets: createSecretBox(home),
    cache: join(home, 'cache'),
  });
  const signal = new AbortController().signal;
  const { source } = await knowledge.addCustom({ kind: 'texts', uri: 'texts:' });
  const texts = corpus === undefined ? textSource(contexts) : beirSource(join(corpus, 'corpus.jsonl'));
  await knowledge.sync(source.id, { signal }, texts);
  for (const [number, { question, answers }] of questions.entries()) {
    const hold = (text: string) => answers.some((parts) => parts.every((part) => contains(text, part)));
    const fold = Math.floor((number * folds) / questions.length);
    const collected = (passages: Passage[], weights: TermWeights, isAbsent: boolean): Example => {
      const candidates = rankCandidates(parseQuestion(question, weights, 'en'), passages.slice(0, passagesAsked));
      const right = candidates.map(({ candidate }) => hold(candidate.text));
      return { set: basename(file), fold, isAbsent, candidates, right, hold };
    };
    const write = (_question: string, passages: Passage[], weights: TermWeights) => {
      examples.push(collected(passages, weights, false));
      examples.push(
        collected(
          passages.filter((passage) => !hold(passage.text)),
          weights,
          true,
        ),
      );
      return Promise.resolve({ sentences: [] });
    };
    await knowledge.ask(question, {
      reader: owner,
      passages: passagesAsked * 2,
      signal,
      writer: { name: 'fit', write },
    });
  }
  index.close();
  await database.destroy();
  rmSync(home, { recursive: true });
}

interface Fitted {
  ranking: number[];
  answering: number[];
}

function fit(from: readonly Example[]): Fitted {
  const shares = shareOfEach(from);
  const ranking = fitRanking(
    from.filter(({ right }) => right.includes(true)),
    shares,
  );
  const answers = from.map((example) => ({ ...answerOf(example, ranking), share: shares.get(example.set) ?? 0 }));
  return { ranking, answering: fitLogistic(answers) };
}

/** How much one example of each set counts, so that all sets count alike. */
function shareOfEach(from: readonly Example[]): Map<string, number> {
  const bySet = Map.groupBy(from, ({ set }) => set);
  return new Map([...bySet].map(([set, list]) => [set, 1 / list.length / bySet.size]));
}

/** What would be answered with these weights: its features, and whether it holds a gold answer. */
function answerOf({ candidates, hold }: Example, ranking: readonly number[]): { values: number[]; isRight: boolean } {
  const ranked = candidates
    .map((candidate) => ({ ...candidate, score: dot(ranking, candidate.features) }))
    .toSorted((a, b) => b.score - a.score);
  const picked = pickSentences(ranked);
  const quotes = picked.flatMap(({ sentence }) =>
    sentence.citations.map(({ passage, start, end }) => passage.text.slice(start - passage.start, end - passage.start)),
  );
  const values = answerFeatures(ranked, picked);
  const none = featureNames.length + pickedFeatureNames.length;
  return {
    values: ranked.length === 0 ? [...Array.from({ length: none }, () => 0), 1] : [...values, 1],
    isRight: hold(quotes.join('\n')),
  };
}

function judge(example: Example, { ranking, answering }: Fitted): { confidence: number; isRight: boolean } {
  const { values, isRight } = answerOf(example, ranking);
  return { confidence: example.candidates.length === 0 ? 0 : logistic(dot(answering, values)), isRight };
}

function fitRanking(from: readonly Example[], shares: ReadonlyMap<string, number>): number[] {
  const isFitted = featureNames.map((name) => !unfitted.has(name) && !ofQuestion.has(name));
  return descend(
    featureNames.length,
    120,
    isFitted.map((fitted) => (fitted ? 0 : null)),
    (weights, gradient) => {
      for (const { set, candidates, right } of from) {
        const scores = candidates.map(({ features }) => dot(weights, features));
        const highest = Math.max(...scores);
        const masses = scores.map((score) => Math.exp(score - highest));
        const all = sum(masses);
        const rightMass = sum(masses.filter((_, index) => right[index]));
        for (const [index, { features }] of candidates.entries()) {
          const mass = masses[index] ?? 0;
          add(gradient, features, (mass / all - (right[index] ? mass / rightMass : 0)) * (shares.get(set) ?? 0) * 2);
        }
      }
    },
  );
}

function fitLogistic(rows: readonly { values: number[]; isRight: boolean; share: number }[]): number[] {
  const signs = [...featureNames, ...pickedFeatureNames].map((name) =>
    speaksEither.has(name) ? 0 : speaksAgainst.has(name) ? -1 : 1,
  );
  return descend(signs.length + 1, 400, [...signs, 0], (weights, gradient) => {
    for (const { values, isRight, share } of rows) {
      add(gradient, values, (logistic(dot(weights, values)) - (isRight ? 1 : 0)) * share);
    }
  });
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function print(title: string, names: readonly string[], weights: readonly number[]): void {
  const lines = names.map((name, index) => `  ${name}: ${(weights[index] ?? 0).toFixed(2)},`);
  process.stdout.write(`${title}\n${lines.join('\n')}\n`);
}
