import type { Sentence } from '../../api/types.ts';
import type { UrlState } from '../../url-state.ts';
import { CitationChip } from './citation-chip.tsx';
import type { NumberedSource } from './citations.ts';

interface Props {
  sentence: Sentence;
  /** it tells what another document says instead */
  isOtherwise: boolean;
  sources: NumberedSource[];
  state: UrlState;
}

/** A sentence with its citations. One that its sources do not bear out is marked, with the reason. */
export function AnswerSentence({ sentence, isOtherwise, sources, state }: Props) {
  const unsupported = sentence.supported === false;
  return (
    <span className="sentence" data-unsupported={unsupported || undefined} data-otherwise={isOtherwise || undefined}>
      <span className="said">{sentence.text}</span>
      {sources.map((source) => (
        <CitationChip key={source.number} source={source} state={state} />
      ))}
      {unsupported && (
        <small className="not-borne-out">not borne out: {(sentence.reasons ?? []).join('; ')}</small>
      )}{' '}
    </span>
  );
}
