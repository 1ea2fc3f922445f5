import { Link } from '../../components/link.tsx';
import { plural } from '../../text/format.ts';
import { home } from '../../url-state.ts';
import { numberSources } from './citations.ts';
import type { Entry, Phase } from './conversation.ts';

/** Questions of this page session; they are gone when the page is. */
export function EarlierQuestions({ entries }: { entries: Entry[] }) {
  return (
    <section className="earlier" aria-labelledby="earlier">
      <h2 id="earlier">Earlier questions</h2>
      <ul>
        {entries.map((entry) => (
          <li key={`${entry.asOf} ${entry.all} ${entry.question}`}>
            <Link to={{ ...home, q: entry.question, asOf: entry.asOf, all: entry.all }}>{entry.question}</Link>
            <span className="muted">
              {entry.asOf === '' ? '' : `as of ${entry.asOf}, `}
              {entry.all ? 'read everything, ' : ''}
              {outcome[entry.phase](entry)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const outcome: Record<Phase, (entry: Entry) => string> = {
  searching: () => 'under way',
  writing: () => 'under way',
  answered: ({ all, sentences }) =>
    all ? plural(sentences.length, 'statement') : plural(numberSources(sentences).length, 'source'),
  refused: () => 'no answer',
  cancelled: () => 'cancelled',
  failed: () => 'failed',
};
