import type { UrlState } from '../../url-state.ts';
import { AnswerSentence } from './answer-sentence.tsx';
import { type NumberedSource, numbersOf } from './citations.ts';
import type { Entry } from './conversation.ts';

interface Props {
  entry: Entry;
  sources: NumberedSource[];
  state: UrlState;
}

/**
 * The verified sentences with their citations. A model's unchecked draft shows pale until the first of them, and then
 * keeps its place unseen: the text never becomes shorter while it streams. What another document says instead stands apart.
 */
export function AnswerText({ entry, sources, state }: Props) {
  const others = new Set(entry.disagreement?.map(({ otherwise }) => otherwise));
  return (
    <div className="answer-text">
      {entry.draft !== '' && (
        <p className="draft" data-covered={entry.sentences.length > 0 || undefined}>
          {entry.draft}
        </p>
      )}
      {entry.sentences.length > 0 && (
        <p className="sentences">
          {entry.sentences.map((sentence, n) => (
            <AnswerSentence
              key={n}
              sentence={sentence}
              isOtherwise={others.has(n)}
              sources={numbersOf(sentence, sources)}
              state={state}
            />
          ))}
        </p>
      )}
    </div>
  );
}
