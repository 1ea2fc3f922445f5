/**
 * Fits the numbers of `packages/knowledge/src/answer/confidence.ts` and prints them.
 *
 *   npm run fit:answers -- squad.json questions.jsonl=beir-folder ...
 *
 * Every question is asked twice: over all texts, and with the passages left out that hold a gold answer, so that the
 * confidence also learns what an absent answer looks like. Ranking: softmax over the candidates of a question.
 * Confidence: logistic regression over the best candidate, each weight kept to the sign that it must have.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecretBox, migrate, openSqlite } from '@atelier/foundation';
import { beirSource, textSource } from '../packages/evaluation/src/datasets/beir-source.ts';
import { readQuestions } from '../packages/evaluation/src/datasets/questions.ts';
import { contains } from '../packages/evaluation/src/metrics/answers.ts';
import { rankFeatures } from '../packages/knowledge/src/answer/confidence.ts';
import { parseQuestion } from '../packages/knowledge/src/answer/question.ts';
import { rankCandidates } from '../packages/knowledge/src/answer/rank-candidates.ts';
import { featureNames } from '../packages/knowledge/src/answer/features.ts';
import type { Passage, TermWeights } from '../packages/knowledge/src/answer/writer.ts';
import { knowledgeMigrations } from '../packages/knowledge/src/database/migrations.ts';
import type { KnowledgeSchema } from '../packages/knowledge/src/database/schema.ts';
import { owner } from '../packages/knowledge/src/documents/access.ts';
import { openLanceIndex } from '../packages/knowledge/src/index/lance-index.ts';
import { createKnowledge } from '../packages/knowledge/src/knowledge.ts';
import { createReaderPool } from '../packages/knowledge/src/read/reader-pool.ts';

/** The candidates of one question: their features, and which of them hold a gold answer. */
interface Example {
  features: number[][];
  right: boolean[];
}

const speaksAgainst = new Set([
  'heaviestMissing',
  'namesMissing',
  'typeMissing',
  'tooLong',
  'isQuestion',
  'isFragment',
]);
const passagesAsked = 12;

const present: Example[] = [];
const absent: Example[] = [];
for (const argument of process.argv.slice(2)) await collect(argument);

const rank = fitRanking(present.filter(({ right }) => right.includes(true)));
const best = [...present, ...absent].flatMap((example) => {
  const [first, second] = example.features
    .map((values, index) => ({ values, score: dot(rank, values), right: example.right[index] === true }))
    .toSorted((a, b) => b.score - a.score);
  return first === undefined ? [] : [{ ...first, second: second?.score ?? 0 }];
});
const answering = fitLogistic(
  best.map(({ values, score, second }) => [...values, ...rankFeatures(score, second), 1]),
  best.map(({ right }) => right),
);
const rightFirst = best.slice(0, present.length).filter(({ right }) => right).length / present.length;
process.stdout.write(`${present.length} questions; the first candidate is right for ${rightFirst.toFixed(3)}\n`);
print('ranking', featureNames, rank);
print('answering', [...featureNames, 'rank', 'lead', 'bias'], answering);

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
  for (const { question, answers } of questions) {
    const hold = (text: string) => answers.some((parts) => parts.every((part) => contains(text, part)));
    const write = (_question: string, passages: Passage[], weights: TermWeights) => {
      present.push(exampleOf(question, passages.slice(0, passagesAsked), weights, hold));
      const without = passages.filter((passage) => !hold(passage.text)).slice(0, passagesAsked);
      absent.push(exampleOf(question, without, weights, () => false));
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

function exampleOf(
  question: string,
  passages: Passage[],
  weights: TermWeights,
  hold: (text: string) => boolean,
): Example {
  const ranked = rankCandidates(parseQuestion(question, weights, 'en'), passages);
  return {
    features: ranked.map((candidate) => candidate.features),
    right: ranked.map(({ candidate }) => hold(candidate.text)),
  };
}

function fitRanking(examples: Example[]): number[] {
  return descend(featureNames.length, 300, (weights, gradient) => {
    for (const { features, right } of examples) {
      const scores = features.map((values) => dot(weights, values));
      const highest = Math.max(...scores);
      const masses = scores.map((score) => Math.exp(score - highest));
      const all = sum(masses);
      const rightMass = sum(masses.filter((_, index) => right[index]));
      for (const [index, values] of features.entries()) {
        const mass = masses[index] ?? 0;
        add(gradient, values, (mass / all - (right[index] ? mass / rightMass : 0)) / examples.length);
      }
    }
  });
}

function fitLogistic(rows: number[][], labels: boolean[]): number[] {
  const signs = [...featureNames.map((name) => (speaksAgainst.has(name) ? -1 : 1)), 1, 1, 0];
  const step = (weights: number[], gradient: number[]) => {
    for (const [index, values] of rows.entries()) {
      const probability = 1 / (1 + Math.exp(-dot(weights, values)));
      add(gradient, values, (probability - (labels[index] ? 1 : 0)) / rows.length);
    }
  };
  return descend(signs.length, 800, step, signs);
}

/** Adam (Kingma and Ba, 2015) with a little weight decay; a weight that crosses to the wrong sign is set to 0. */
function descend(
  size: number,
  steps: number,
  addGradient: (weights: number[], gradient: number[]) => void,
  signs: number[] = [],
): number[] {
  const weights = Array.from({ length: size }, () => 0);
  const first = [...weights];
  const second = [...weights];
  for (let step = 1; step <= steps; step++) {
    const gradient = weights.map((weight) => weight * 1e-3);
    addGradient(weights, gradient);
    for (const [index, slope] of gradient.entries()) {
      first[index] = 0.9 * (first[index] ?? 0) + 0.1 * slope;
      second[index] = 0.999 * (second[index] ?? 0) + 0.001 * slope * slope;
      const direction = (first[index] ?? 0) / (1 - 0.9 ** step);
      const size = Math.sqrt((second[index] ?? 0) / (1 - 0.999 ** step)) + 1e-8;
      const next = (weights[index] ?? 0) - (0.05 * direction) / size;
      weights[index] = next * (signs[index] ?? 0) < 0 ? 0 : next;
    }
  }
  return weights;
}

function add(gradient: number[], values: readonly number[], factor: number): void {
  for (const [index, value] of values.entries()) gradient[index] = (gradient[index] ?? 0) + factor * value;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return sum(a.map((value, index) => value * (b[index] ?? 0)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function print(title: string, names: readonly string[], weights: readonly number[]): void {
  const lines = names.map((name, index) => `  ${name}: ${(weights[index] ?? 0).toFixed(2)},`);
  process.stdout.write(`${title}\n${lines.join('\n')}\n`);
}
