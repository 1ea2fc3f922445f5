import { expect, test } from 'vitest';
import { holdsType, parseQuestion, type AnswerType } from './question.ts';
import { asksForAll } from './read-all/asks-for-all.ts';
import { kindsAmong } from './read-all/kinds.ts';
import { parseSought } from './read-all/sought.ts';
import { verifySentence } from './verify/verify.ts';

/** As long as a question may be; passages are hardly longer. */
const length = 4000;

const filled = (before: string, again: string, after = '') =>
  `${before}${again.repeat(length)}`.slice(0, length - after.length) + after;

const hostile: readonly string[] = [
  filled('List all prices in ', 'a', '!x'),
  filled('Which ', 'a', '!'),
  filled('Which documents mention prices in the ', 'the ', '!x'),
  filled('List all deadlines in ', 'la ', ';'),
  filled('', 'in '),
  filled('', 'in a-', ';'),
  filled('', 'which of the '),
  filled('which of ', 'of the ', ';'),
  filled('', 'how much '),
  filled('what does ', 'what does '),
  filled('', 'how many a'),
  filled('what is ', 'a', '!'),
  filled('which ', 'kind of ', ';'),
  filled('in a', ' ', 'x'),
  filled('in a', '?', 'x'),
  filled('', '1'),
  filled('', '1,'),
  filled('', '1.'),
  filled('', '1 '),
  filled('', '1/'),
  filled('', '1-'),
  filled('', '1 000'),
  filled('', 'one hundred and '),
  filled('', 'twenty-'),
  filled('', '00 (('),
  filled('+', '1 ('),
  filled('', 'within a '),
  filled('', '1 May '),
  filled('', 'May 1 '),
  filled('', 'Aa'),
  filled('', 'Aa '),
  filled('', 'A.'),
  filled('', 'not '),
  filled('', 'not, '),
  filled('', 'more than 1 '),
  filled('', 'if a, '),
  filled('', 'and '),
  filled('', ' '),
  filled('a', '\n', 'b'),
  filled('', '"a'),
  filled('', '(a'),
  filled('', '- '),
  filled('', ', '),
  filled('', "a'"),
  filled('', 'a_'),
  filled('', 'https://a.'),
  filled('', 'a@a.'),
];

/** A pattern that tries all ways to part a text takes minutes for one of these. */
const mostMs = 2000;

const types: AnswerType[] = ['number', 'duration', 'time', 'money', 'person', 'reason', 'definition'];
const doors: Record<string, (text: string) => unknown> = {
  'what is looked for in every document': (text) => parseSought(text, new Map(), []),
  'whether it asks for all': asksForAll,
  'what kind of thing is asked for': (text) => parseQuestion(text, new Map(), 'en'),
  'whether a passage holds that kind': (text) => {
    const question = parseQuestion('How many days?', new Map(), 'en');
    return types.map((type) => holdsType(type, text, question));
  },
  'what is told by how it is written': (text) =>
    kindsAmong(['deadlin', 'date', 'price', 'percent', 'phone', 'duti', 'penalti'], 'en').map(({ pattern }) =>
      pattern.test(text),
    ),
  'a claim': (text) => verifySentence(text, [{ text: 'The notice period is 30 days.' }]),
  'a source': (text) => verifySentence('The notice period is 30 days.', [{ text }]),
};

test.each(Object.keys(doors))(
  'no text of 4,000 characters takes long to read: %s',
  (name) => {
    for (const text of hostile) {
      const started = performance.now();
      doors[name]?.(text);
      const took = performance.now() - started;
      expect([text.slice(0, 60), took < mostMs ? 'soon' : took]).toEqual([text.slice(0, 60), 'soon']);
    }
  },
  60_000,
);
