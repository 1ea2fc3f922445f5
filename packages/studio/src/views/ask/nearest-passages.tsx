import type { ReactNode } from 'react';
import { HitItem } from '../../components/hit-item.tsx';
import { Link } from '../../components/link.tsx';
import { searchTerms } from '../../text/search-terms.ts';
import { home, type UrlState } from '../../url-state.ts';
import type { Entry } from './conversation.ts';

const shown = 5;

interface Props {
  entry: Entry;
  state: UrlState;
  /** what else there is to do about it */
  children: ReactNode;
}

/** A refusal, said plainly, with what came closest. */
export function NearestPassages({ entry, state, children }: Props) {
  const terms = searchTerms(entry.question);
  return (
    <>
      <p className="answer-text refusal">The documents do not answer this.</p>
      {children}
      {entry.hits.length > 0 && (
        <section className="sources-cited nearest" aria-labelledby="nearest">
          <h2 id="nearest">Nearest passages</h2>
          <ul>
            {entry.hits.slice(0, shown).map((hit) => (
              <HitItem key={`${hit.document} ${hit.start}`} hit={hit} terms={terms} state={state} />
            ))}
          </ul>
        </section>
      )}
      <p className="muted">
        <Link to={{ ...home, view: 'search', q: entry.question, asOf: entry.asOf }}>Search for this question</Link>
      </p>
    </>
  );
}
