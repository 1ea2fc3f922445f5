import { ErrorNote } from '../../components/error-note.tsx';
import { useMe } from '../../me.ts';
import { formatDuration, plural } from '../../text/format.ts';
import type { UrlState } from '../../url-state.ts';
import { AnswerText } from './answer-text.tsx';
import { numberSources } from './citations.ts';
import { type Entry, isRunning } from './conversation.ts';
import { NearestPassages } from './nearest-passages.tsx';
import { SaveQuestion } from './save-question.tsx';
import { SourceList } from './source-list.tsx';

interface Props {
  entry: Entry;
  state: UrlState;
  onAskAgain: () => void;
}

/**
 * The question as headword, a line that says how far its answer is, the answer, its sources. Whatever grows while
 * the answer streams has nothing below it, so nothing moves: sources come once the answer is final.
 */
export function AnswerView({ entry, state, onAskAgain }: Props) {
  const { owner } = useMe();
  const running = isRunning(entry);
  const sources = numberSources(entry.sentences);
  const stopped = entry.phase === 'failed' || entry.phase === 'cancelled';
  return (
    <article className="answer" aria-busy={running} data-phase={entry.phase}>
      <h1>{entry.question}</h1>
      <p className="answer-status" role="status">
        {statusOf(entry, sources.length)}
        {!running && (
          <button type="button" className="quiet" onClick={onAskAgain}>
            Ask again
          </button>
        )}
        {owner && entry.asOf === '' && (entry.phase === 'answered' || entry.phase === 'refused') && (
          <SaveQuestion key={entry.question} question={entry.question} sources={sources} />
        )}
      </p>
      {entry.phase === 'refused' ? (
        <NearestPassages entry={entry} state={state} />
      ) : (
        <AnswerText entry={entry} sources={sources} state={state} />
      )}
      {stopped && entry.sentences.length > 0 && <p className="incomplete">This answer is incomplete: it ended here.</p>}
      {entry.error && <ErrorNote error={entry.error} />}
      {!running && sources.length > 0 && <SourceList sources={sources} hits={entry.hits} state={state} />}
    </article>
  );
}

function statusOf(entry: Entry, sources: number): string {
  switch (entry.phase) {
    case 'searching':
      return 'Searching the documents …';
    case 'writing':
      return entry.draft !== '' && entry.sentences.length === 0
        ? 'Draft, not yet checked against the sources …'
        : `Reading ${plural(entry.hits.length, 'passage')} …`;
    case 'answered':
      return [plural(sources, 'source'), ...verifiedOf(entry), entry.model, formatDuration(entry.tookMs)].join(' · ');
    case 'refused':
      return ['No answer', ...verifiedOf(entry), entry.model, formatDuration(entry.tookMs)].join(' · ');
    case 'cancelled':
      return 'Cancelled';
    case 'failed':
      return entry.error?.code === 'stream_broken' ? 'Broken off' : 'Failed';
  }
}

/** said only where something that was written is not borne out */
function verifiedOf({ verified }: Entry): string[] {
  if (!verified || verified.supported === verified.sentences) return [];
  return [`${verified.supported} of ${plural(verified.sentences, 'sentence')} borne out`];
}
