import { expect, test } from 'vitest';
import { citeDraft } from './cite-draft.ts';
import { passageOf } from './testing/passage.fixture.ts';

const leave = passageOf(
  `# Leave for donors

Blood donors may leave two hours early. Bone marrow donors get seven paid days, in writing 7 days. Travel to the clinic is working time.

Donors must tell their manager. The notice must be in writing.`,
  1000,
);
const notice = passageOf('The notice period is 30 days. It does not apply during probation.');
const passages = [leave, notice];

/** Sentences with what they quote, as a reader sees them. */
function cited(draft: string, from = passages): { text: string; quotes: string[] }[] {
  return citeDraft(draft, from).sentences.map(({ text, citations }) => ({
    text,
    quotes: citations.map(({ passage, start, end }) => passage.text.slice(start - passage.start, end - passage.start)),
  }));
}
const texts = (draft: string): string[] => cited(draft).map(({ text }) => text);

test('a marked sentence quotes the one sentence that says it, wherever it stands in the passage', () => {
  expect(cited('Bone marrow donors get 7 paid days [1].')).toEqual([
    {
      text: 'Bone marrow donors get 7 paid days.',
      quotes: ['Bone marrow donors get seven paid days, in writing 7 days.'],
    },
  ]);
  expect(cited('Travel to the clinic counts as working time [1].')[0]?.quotes).toEqual([
    'Travel to the clinic is working time.',
  ]);
});

test('ranges count in the document, not in the passage', () => {
  const [sentence] = citeDraft('Travel to the clinic is working time [1].', passages).sentences;
  const { start = 0, end = 0 } = sentence?.citations[0] ?? {};
  expect(start).toBe(1000 + leave.text.indexOf('Travel'));
  expect(end - start).toBe('Travel to the clinic is working time.'.length);
});

test('a sentence that two sentences bear out together quotes both', () => {
  expect(cited('Donors must tell their manager, and the notice must be in writing [1].')[0]?.quotes).toEqual([
    'Donors must tell their manager. The notice must be in writing.',
  ]);
});

test('a further sentence is quoted only where it adds enough', () => {
  const list =
    'Bring boots, gloves, helmet, goggles, mask, vest, rope, torch, radio, map, compass, whistle, knife, tape, chalk, spare batteries, water, bread, soap.';
  const long = [passageOf(`${list} Badges are blue.`)];
  expect(cited(`${list.slice(0, -1)} [1].`, long)[0]?.quotes).toEqual([list]);
  expect(cited('Bring boots, gloves and helmet; badges are blue [1].', long)[0]?.quotes).toEqual([long[0]?.text]);
});

test.each([
  ['[1] before the full stop', 'Travel to the clinic is working time [1]. The notice period is 30 days [2].'],
  ['[1] behind the full stop', 'Travel to the clinic is working time. [1] The notice period is 30 days. [2]'],
  ['[1] close behind the full stop', 'Travel to the clinic is working time.[1] The notice period is 30 days.[2]'],
  ['a line each', 'Travel to the clinic is working time. [1]\nThe notice period is 30 days. [2]\n'],
  ['a list', '- Travel to the clinic is working time [1].\n- The notice period is **30 days** [2].'],
  ['a numbered list', '1. Travel to the clinic is working time. [1]\n2. The notice period is 30 days. [2]'],
  ['a marker on the next line', 'Travel to the clinic is working time.\n[1]\nThe notice period is 30 days.\n[2]'],
])('markers are understood and left out: %s', (_style, draft) => {
  expect(texts(draft)).toEqual(['Travel to the clinic is working time.', 'The notice period is 30 days.']);
});

test.each(['[1][2]', '[1] [2]', '[1, 2]', '[1,2]', '[2][1]'])('%s cites both passages', (markers) => {
  const [first, second] = [passageOf('Leave is 26 days a year.'), passageOf('Staff get leave of 26 days a year.', 50)];
  const draft = citeDraft(`Leave is 26 days a year ${markers}.`, [first, second]);
  expect(draft.sentences[0]?.citations.map(({ passage }) => passage).toSorted((a, b) => a.start - b.start)).toEqual([
    first,
    second,
  ]);
});

test('a passage that does not say it is not cited beside one that does', () => {
  expect(cited('The notice period is 30 days [1][2].')).toEqual([
    { text: 'The notice period is 30 days.', quotes: ['The notice period is 30 days.'] },
  ]);
});

test.each([
  ['cites nothing', 'The notice period is 30 days.'],
  ['cites a number that no passage has', 'The notice period is 30 days [3].'],
  ['cites passage 0', 'The notice period is 30 days [0].'],
  ['cites a passage that says something else', 'The notice period is 30 days [1].'],
  ['says nothing of what it cites', 'Parking is free for all visitors [2].'],
  ['has a wrong number', 'The notice period is 60 days [2].'],
  ['has a number beside the right one', 'The notice period is 30 days or 4 weeks [2].'],
  ['denies it', 'The notice period is not 30 days [2].'],
  ['denies what stands behind other sentences', 'Bone marrow donors never get seven paid days [1].'],
  ['denies what two sentences say', "Donors don't tell their manager, and the notice must be in writing [1]."],
  ['leaves out the "not"', 'The notice period applies during probation [2].'],
  ['is only a marker', '[2].'],
  ['is only stop words', 'It is so [2].'],
])('a sentence that %s is dropped', (_fault, draft) => {
  expect(texts(draft)).toEqual([]);
  // The good sentence beside it stays.
  expect(texts(`${draft} Travel to the clinic is working time [1].`)).toEqual([
    'Travel to the clinic is working time.',
  ]);
});

test('what is denied in the passage may be denied in the answer', () => {
  expect(texts('The notice period does not apply during probation [2].')).toHaveLength(1);
});

test('thousands separators do not make another number', () => {
  const price = [passageOf('The machine costs 12,500 euros.')];
  expect(cited('The machine costs 12500 euros [1].', price)).toHaveLength(1);
  expect(cited('The machine costs 125 euros [1].', price)).toHaveLength(0);
});

test.each(['NO ANSWER', 'NO ANSWER.', 'Sorry: NO ANSWER [1]', '', ' \n', 'The passages do not say.'])(
  '%j refuses',
  (draft) => {
    expect(citeDraft(draft, passages).sentences).toEqual([]);
  },
);

test('what is said in two places of a passage quotes both', () => {
  const far = [
    passageOf(
      'The parking fee is 30 euros. Dogs stay outside. Badges are blue. Lunch is at noon. The gate closes at 6 pm.',
    ),
  ];
  expect(cited('The parking fee is 30 euros, and the gate closes at 6 pm [1].', far)[0]?.quotes).toEqual([
    'The parking fee is 30 euros.',
    'The gate closes at 6 pm.',
  ]);
});

test('two passages that are each right do not bear out what is mixed from them', () => {
  expect(texts('Travel to the clinic takes 30 days [1][2].')).toEqual([]);
  expect(texts('The notice period of bone marrow donors is 7 days [1][2].')).toEqual([]);
});

const mixed =
  'The notice period is 30 days [2]. The notice period is 60 days [2]. Parking is free. It applies during probation [2].';

test('dropped sentences are counted', () => {
  expect(citeDraft(mixed, passages)).toMatchObject({
    sentences: [{ text: 'The notice period is 30 days.' }],
    dropped: 3,
  });
});

test('marked, a sentence that is not borne out stays with the nearest quote and the reason', () => {
  const { sentences, dropped } = citeDraft(mixed, passages, 'mark');
  expect(sentences.map(({ text, supported, reasons }) => [text, supported, reasons])).toEqual([
    ['The notice period is 30 days.', undefined, undefined],
    ['The notice period is 60 days.', false, ['the source says 30 days, not 60 days']],
    ['It applies during probation.', false, ['the source says "not"']],
  ]);
  const [range] = sentences[1]?.citations ?? [];
  expect(notice.text.slice(range?.start, range?.end)).toBe('The notice period is 30 days.');
  // What cites nothing has no place to point to.
  expect(dropped).toBe(1);
});

test('an answer of which nothing is borne out is none, marked or not', () => {
  expect(citeDraft('The notice period is 60 days [2].', passages, 'mark')).toEqual({ sentences: [], dropped: 1 });
});
