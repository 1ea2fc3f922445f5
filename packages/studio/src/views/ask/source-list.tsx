import type { Hit } from '../../api/types.ts';
import { followRow } from '../../components/follow-row.ts';
import { Link } from '../../components/link.tsx';
import { PassageMeta } from '../../components/passage-meta.tsx';
import type { UrlState } from '../../url-state.ts';
import { isOpen } from './citation-chip.tsx';
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
          const { document, version, start, end, title, page } = citation;
          const target = { ...state, document, version, start, end };
          const { heading, before, quote, after } = quoteInContext(citation, hits);
          const open = isOpen(state, citation);
          return (
            <li
              key={number}
              className="passage numbered"
              data-open={open || undefined}
              onClick={followRow(target)}
            >
              <span className="chip" aria-hidden="true">
                {number}
              </span>
              <h3>
                <Link to={target} aria-current={open || undefined}>
                  {title}
                </Link>
              </h3>
              <PassageMeta page={page} heading={heading} title={title} />
              <blockquote className="passage-text">
                {before}
                <mark>{quote}</mark>
                {after}
              </blockquote>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
