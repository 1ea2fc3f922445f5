import type { Hit } from '../../api/types.ts';
import { PassageItem } from '../../components/passage-item.tsx';
import type { UrlState } from '../../url-state.ts';
import { type NumberedSource, quoteInContext } from './citations.ts';

interface Props {
  sources: NumberedSource[];
  hits: Hit[];
  state: UrlState;
}

/** The passages that the answer cites, by their numbers, each quoted between the words around it. */
export function SourceList({ sources, hits, state }: Props) {
  return (
    <section className="sources-cited" aria-labelledby="sources-cited">
      <h2 id="sources-cited">Sources</h2>
      <ol>
        {sources.map(({ number, citation }) => {
          const { heading, before, quote, after } = quoteInContext(citation, hits);
          return (
            <PassageItem key={number} number={number} passage={citation} heading={heading} state={state}>
              {before}
              <mark>{quote}</mark>
              {after}
            </PassageItem>
          );
        })}
      </ol>
    </section>
  );
}
