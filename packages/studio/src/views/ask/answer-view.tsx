import type { Coverage } from '../../api/types.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useMe } from '../../me.ts';
import { formatDuration, plural } from '../../text/format.ts';
import type { UrlState } from '../../url-state.ts';
import { AnswerText } from './answer-text.tsx';
import { numberSources } from './citations.ts';
import { type Entry, isRunning } from './conversation.ts';
import { CoverageReceipt } from './coverage-receipt.tsx';
import { passagesRead } from './coverage-words.ts';
import { NearestPassages } from './nearest-passages.tsx';
import { SaveQuestion } from './save-question.tsx';
import { SourceList } from './source-list.tsx';
import { StatementList } from './statement-list.tsx';

interface Props {
  entry: Entry;
  state: UrlState;
  onAskAgain: () => void;
  /** asks the same from all documents */
  onReadAll: () => void;
}

/**
 * The question as headword, a line that says how far its answer is, the answer, its sources. Whatever grows while
 * the answer streams has nothing below it, so nothing moves: sources come once the answer is final.
 */
export function AnswerView({ entry, state, onAskAgain, onReadAll }: Props) {
  const { owner } = useMe();
  const running = isRunning(entry);
  const sources = numberSources(entry.sentences);
  const stopped = entry.phase === 'failed' || entry.phase === 'cancelled';
  const offer = entry.couldReadAll && <ReadAllOffer onReadAll={onReadAll} />;
  return (
    <article className="answer" aria-busy={running} data-phase={entry.phase}>
      <h1>{entry.question}</h1>
      <div className="answer-status">
        <span role="status">{statusOf(entry, sources.length)}</span>
        {running && entry.coverage && <ReadingProgress coverage={entry.coverage} />}
        {!running && (
          <div className="answer-actions">
            <button type="button" className="quiet" onClick={onAskAgain}>
              Ask again
            </button>
            {owner && entry.asOf === '' && !entry.all && !stopped && (
              <SaveQuestion key={entry.question} question={entry.question} sources={sources} />
            )}
          </div>
        )}
      </div>
      {entry.phase === 'refused' ? (
        <NearestPassages entry={entry} state={state}>
          {offer}
        </NearestPassages>
      ) : entry.all ? (
        <StatementList entry={entry} sources={sources} state={state} />
      ) : (
        <AnswerText entry={entry} sources={sources} state={state} />
      )}
      {stopped && entry.sentences.length > 0 && <p className="incomplete">This answer is incomplete: it ended here.</p>}
      {entry.error && <ErrorNote error={entry.error} />}
      {!running && entry.coverage && <CoverageReceipt coverage={entry.coverage} />}
      {entry.phase !== 'refused' && offer}
      {!running && !entry.all && sources.length > 0 && <SourceList sources={sources} hits={entry.hits} state={state} />}
    </article>
  );
}

/** Under an answer from the best passages to a question that looks like one over all documents. */
function ReadAllOffer({ onReadAll }: { onReadAll: () => void }) {
  return (
    <p className="could-read-all">
      Only the best passages were read for this.
      <button type="button" className="quiet" onClick={onReadAll}>
        Read everything
      </button>
    </p>
  );
}

/** Beside the status, not in it: a screen reader that speaks each change would not come to an end. */
function ReadingProgress({ coverage }: { coverage: Coverage }) {
  const { read, in_scope: total } = coverage.passages;
  return (
    <>
      <span>{passagesRead(coverage)}</span>
      <progress aria-label="Passages read" value={read} max={Math.max(total, 1)} />
    </>
  );
}

function statusOf(entry: Entry, sources: number): string {
  if (entry.all && isRunning(entry)) return 'Reading everything …';
  switch (entry.phase) {
    case 'searching':
      return 'Searching the documents …';
    case 'writing':
      return entry.draft !== '' && entry.sentences.length === 0
        ? 'Draft, not yet checked against the sources …'
        : `Reading ${plural(entry.hits.length, 'passage')} …`;
    case 'answered':
      return entry.all
        ? [plural(entry.sentences.length, 'statement'), formatDuration(entry.tookMs)].join(' · ')
        : [plural(sources, 'source'), ...verifiedOf(entry), entry.model, formatDuration(entry.tookMs)].join(' · ');
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
