import { expect, test } from 'vitest';
import { owner, readerOf } from '../documents/access.ts';
import { memorySource, openTestHome } from '../testing/knowledge.fixture.ts';
import type { DraftSentence, Passage } from './writer.ts';

const question = 'How long is the notice period?';
const said = 'The notice period is 30 days.';

/** A home with one document, asked with a writer of the test's. */
async function openHandbook() {
  const { knowledge, run } = await openTestHome();
  const uri = 'memory://handbook';
  const { source } = await knowledge.addCustom({ kind: 'memory', uri, access: ['group:hr'] });
  const texts = new Map([['memory://notice', `# Notice\n\n${said}`]]);
  const sync = () => knowledge.sync(source.id, run, memorySource(texts));
  await sync();
  const ask = (write: (passage: Passage) => Promise<DraftSentence> | DraftSentence, reader = owner) =>
    knowledge.ask(question, {
      reader,
      passages: 1,
      signal: run.signal,
      writer: {
        name: 'test',
        write: async (_question, [passage]) => ({ sentences: passage === undefined ? [] : [await write(passage)] }),
      },
    });
  return { knowledge, ask, sync, texts };
}

function sayIt(passage: Passage): DraftSentence {
  const start = passage.start + passage.text.indexOf(said);
  return { text: said, citations: [{ passage, start, end: start + said.length }] };
}

test('a citation that holds names the document, its version and the slice', async () => {
  const { ask, knowledge } = await openHandbook();
  const { sentences } = await ask(sayIt);
  const document = await knowledge.document(owner, 'memory://notice');
  expect(sentences).toEqual([
    {
      text: said,
      citations: [
        {
          document: document.document,
          version: document.version_id,
          title: document.title,
          uri: 'memory://notice',
          page: null,
          start: document.text.indexOf(said),
          end: document.text.indexOf(said) + said.length,
          quote: said,
        },
      ],
    },
  ]);
});

test.each<[fault: string, citations: (passage: Passage) => DraftSentence['citations']]>([
  ['no citation', () => []],
  ['an empty range', (passage) => [{ passage, start: passage.start, end: passage.start }]],
  ['a range that runs backwards', (passage) => [{ passage, start: passage.end, end: passage.start }]],
  ['a range beyond the passage', (passage) => [{ passage, start: passage.start, end: passage.end + 5 }]],
  [
    'words that the document does not have',
    (passage) => [
      { passage: { ...passage, text: passage.text.replace('30', '90') }, start: passage.start, end: passage.end },
    ],
  ],
  [
    'a document that is not there',
    (passage) => [{ passage: { ...passage, document: 'doc_none' }, start: passage.start, end: passage.end }],
  ],
])('a sentence with %s is no sentence', async (_fault, citations) => {
  const { ask } = await openHandbook();
  const answer = await ask((passage) => ({ text: said, citations: citations(passage) }));
  expect(answer).toMatchObject({ refused: true, sentences: [] });
});

test('a document that is removed while the answer is written is not cited', async () => {
  const { ask, knowledge } = await openHandbook();
  const answer = await ask(async (passage) => {
    await knowledge.removeDocument(passage.document);
    return sayIt(passage);
  });
  expect(answer).toMatchObject({ refused: true, sentences: [] });
});

test('a document that is taken from the reader while the answer is written is not cited', async () => {
  const { ask, knowledge } = await openHandbook();
  const hr = readerOf(['group:hr']);
  expect((await ask(sayIt, hr)).refused).toBe(false);
  const answer = await ask(async (passage) => {
    await knowledge.addCustom({ kind: 'memory', uri: 'memory://handbook', access: ['group:board'] });
    return sayIt(passage);
  }, hr);
  expect(answer).toMatchObject({ refused: true, sentences: [] });
});

test('a sentence that takes two citations is not shown with one of them', async () => {
  const { ask } = await openHandbook();
  const gone = (passage: Passage) => ({
    passage: { ...passage, document: 'doc_none' },
    start: passage.start,
    end: passage.end,
  });
  const both = (passage: Passage) => {
    const sentence = sayIt(passage);
    return { ...sentence, citations: [...sentence.citations, gone(passage)] };
  };
  expect((await ask(both)).sentences[0]?.citations).toHaveLength(1);
  const answer = await ask((passage) => ({ ...both(passage), isJoint: true }));
  expect(answer).toMatchObject({ refused: true, verified: { sentences: 1, supported: 0, dropped: 1, marked: 0 } });
});

test('what a writer marks stays marked, and is counted', async () => {
  const { ask } = await openHandbook();
  const marked = { supported: false, reasons: ['the source says 30 days, not 60 days'] } as const;
  const answer = await ask((passage) => ({ ...sayIt(passage), supported: false, reasons: [...marked.reasons] }));
  expect(answer).toMatchObject({
    sentences: [marked],
    verified: { sentences: 1, supported: 0, dropped: 0, marked: 1 },
  });
});
