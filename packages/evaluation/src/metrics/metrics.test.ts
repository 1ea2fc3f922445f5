import { expect, test } from 'vitest';
import type { Answer } from '@atelier/knowledge';
import { contains, scoreAnswer } from './answers.ts';
import { saysNumber } from './numbers.ts';
import { mean, percentile, scoreRanking } from './retrieval.ts';

test('a ranking is scored as trec_eval does', () => {
  const judgements = new Map([
    ['a', 2],
    ['b', 1],
    ['c', 0],
  ]);
  expect(scoreRanking(['a', 'b'], judgements)).toEqual({ 'ndcg@10': 1, 'recall@10': 1, 'recall@100': 1, 'mrr@10': 1 });
  const scores = scoreRanking(['x', 'b', 'y', 'a'], judgements);
  // (1/log2(3) + 2/log2(5)) / (2 + 1/log2(3))
  expect(scores['ndcg@10']).toBeCloseTo((1 / Math.log2(3) + 2 / Math.log2(5)) / (2 + 1 / Math.log2(3)), 10);
  expect(scores['mrr@10']).toBe(0.5);
  expect(scoreRanking([], judgements)).toEqual({ 'ndcg@10': 0, 'recall@10': 0, 'recall@100': 0, 'mrr@10': 0 });
  const deep = [...Array.from({ length: 20 }, (_, n) => `x${n}`), 'a', 'b'];
  expect(scoreRanking(deep, judgements)).toMatchObject({ 'ndcg@10': 0, 'recall@10': 0, 'recall@100': 1 });
});

test('mean and percentile of few and of no values', () => {
  expect([mean([1, 2, 6]), mean([])]).toEqual([3, 0]);
  expect([percentile([3, 1, 2], 0.5), percentile([1, 2, 3, 4], 0.99), percentile([], 0.5)]).toEqual([2, 4, 0]);
});

const answered = (answer: string, quote = answer): Answer => ({
  question: '?',
  answer,
  refused: answer === '',
  sentences: answer === '' ? [] : [{ text: answer, citations: [{ ...citation, quote }] }],
  model: 'test',
  took_ms: 1,
});
const citation = { document: 'd', version: 'v', title: '', uri: '', page: null, start: 0, end: 1, quote: '' };

test.each([
  ['right', answered('It is 7 days.'), [['7 Days']], { outcome: 'correct', citedCorrect: true }],
  [
    'right, but the quote does not say it',
    answered('7 days', 'other'),
    [['7 days']],
    { outcome: 'correct', citedCorrect: false },
  ],
  ['wrong', answered('It is 8 days.'), [['7 days']], { outcome: 'wrong', citedCorrect: false }],
  ['refused though there is an answer', answered(''), [['7']], { outcome: 'false_refusal', refused: true }],
  ['refused as it must be', answered(''), [], { outcome: 'correct', refused: true }],
  ['answered what nobody can', answered('7'), [], { outcome: 'wrong', refused: false }],
  ['all parts are needed', answered('Apples.'), [['apples', 'pears']], { outcome: 'wrong' }],
  ['any alternative will do', answered('Apples and pears.'), [['figs'], ['apples', 'pears']], { outcome: 'correct' }],
])('%s', (_what, answer, gold, expected) => {
  expect(scoreAnswer(answer, { answers: gold })).toMatchObject(expected);
});

test('a computed answer must say the number: with its sign, in any scale that the text says, a share in percent', () => {
  const says = (text: string, value: number, scale = '') => saysNumber(text, { value, scale });
  expect(says('Change in Other, 2018, 2019: -12.6 (in millions)', -12.6, 'million')).toBe(true);
  expect(says('It fell by 12.6', -12.6)).toBe(false);
  expect(says('a loss of $(2,100)', -2100)).toBe(true);
  expect(says('about 1.2 million', 1200, 'thousand')).toBe(true);
  expect(says('1,200 (in thousands)', 1200, 'million')).toBe(false);
  expect(says('-22.22%', -22.22, 'percent')).toBe(true);
  expect(says('-22.22', -22.22, 'percent')).toBe(false);
  expect(says('22.2%', 22.22, 'percent')).toBe(false);
  expect(says('in 2019 there were 120', 12)).toBe(false);
  expect(
    scoreAnswer(answered('The average: 203.666'), { answers: [['203.67']], number: { value: 203.67, scale: '' } }),
  ).toMatchObject({ outcome: 'correct' });
  expect(scoreAnswer(answered('203'), { answers: [['203']], number: { value: 203.67, scale: '' } })).toMatchObject({
    outcome: 'wrong',
  });
});

test('words count whole, whatever their case, punctuation and spacing', () => {
  expect(contains('Up to “7  days”, at most', '7 Days')).toBe(true);
  expect(contains('17 days', '7 days')).toBe(false);
});

test('what an answer only tells another document to say makes it no more right', () => {
  const [said, other] = [answered('It is 5 days.'), answered('old.md says otherwise: It is 7 days.')];
  const sentences = [...said.sentences, ...other.sentences];
  const answer = { ...said, answer: `${said.answer} ${other.answer}`, sentences };
  const disagreement: Answer['disagreement'] = [{ sentence: 0, otherwise: 1, dates: ['2025', '2024'] }];
  const told = scoreAnswer({ ...answer, disagreement }, { answers: [['7 days']] });
  expect(told).toMatchObject({ outcome: 'wrong', citedCorrect: false });
  expect(scoreAnswer(answer, { answers: [['7 days']] })).toMatchObject({ outcome: 'correct' });
});
