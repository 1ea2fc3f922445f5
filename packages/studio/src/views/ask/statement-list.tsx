import { Fragment } from 'react';
import { Link } from '../../components/link.tsx';
import { readable } from '../../text/format.ts';
import { type UrlState, withDocument } from '../../url-state.ts';
import { AnswerSentence } from './answer-sentence.tsx';
import { CitationChip } from './citation-chip.tsx';
import type { NumberedSource } from './citations.ts';
import type { Entry } from './conversation.ts';
import { statementsByDocument } from './statements.ts';

interface Props {
  entry: Entry;
  sources: NumberedSource[];
  state: UrlState;
}

/** What all documents say, document by document. Every statement is a quote, so no list of sources repeats them. */
export function StatementList({ entry, sources, state }: Props) {
  return (
    <div className="answer-text statements">
      {statementsByDocument(entry.sentences, sources).map(({ first, statements }) => (
        <section key={first.document}>
          <h2>
            <Link to={{ ...withDocument(state, first.document), version: first.version }}>{first.title}</Link>
          </h2>
          <p className="uri">{readable(first.uri)}</p>
          <ul>
            {statements.map(({ sentence, here, elsewhere }, n) => (
              <li key={n}>
                <AnswerSentence sentence={sentence} isOtherwise={false} sources={here} state={state} />
                {elsewhere.length > 0 && <AlsoIn sources={elsewhere} state={state} />}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function AlsoIn({ sources, state }: { sources: NumberedSource[]; state: UrlState }) {
  return (
    <small className="also-in">
      also in{' '}
      {sources.map((source, n) => (
        <Fragment key={source.number}>
          {n > 0 && ', '}
          {source.citation.title}
          <CitationChip source={source} state={state} />
        </Fragment>
      ))}
    </small>
  );
}
