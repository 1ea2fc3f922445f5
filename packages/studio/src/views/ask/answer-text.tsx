import type { UrlState } from '../../url-state.ts';
import { CitationChip } from './citation-chip.tsx';
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
            <span
              key={n}
              className="sentence"
              data-unsupported={sentence.supported === false || undefined}
              data-otherwise={others.has(n) || undefined}
            >
              {sentence.text}
              {sentence.supported === false && (
                <small className="not-borne-out">not borne out: {(sentence.reasons ?? []).join('; ')}</small>
              )}
              {numbersOf(sentence, sources).map((source) => (
                <CitationChip key={source.number} source={source} state={state} />
              ))}{' '}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
