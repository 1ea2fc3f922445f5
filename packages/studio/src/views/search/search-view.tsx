import { type FormEvent, useEffect, useRef } from 'react';
import { search, tellClick } from '../../api/client.ts';
import { AsOfField } from '../../components/as-of-field.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { HitItem } from '../../components/hit-item.tsx';
import { formatDuration, plural } from '../../text/format.ts';
import { searchTerms } from '../../text/search-terms.ts';
import { home, navigate, type UrlState } from '../../url-state.ts';
import { useResource } from '../../use-resource.ts';

const limit = 20;

export function SearchView({ state }: { state: UrlState }) {
  const query = state.q.trim();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (query === '' && matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, [query]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { asOf, layout } = state;
    navigate({ ...home, view: 'search', q: field.current?.value.trim() ?? '', asOf, layout });
  };

  return (
    <div className="search">
      <h1 className="visually-hidden">Search</h1>
      <form className="question-box" role="search" onSubmit={submit}>
        <input
          key={query}
          ref={field}
          data-main-field
          type="search"
          name="q"
          aria-label="Search the documents"
          placeholder="Search the documents"
          defaultValue={query}
          maxLength={1000}
          autoComplete="off"
        />
        <button type="submit" className="primary">
          Search
        </button>
      </form>
      <AsOfField state={state} />
      {query === '' ? (
        <p className="muted search-hint">Words or a whole question: the passages that fit best come first.</p>
      ) : (
        <Results query={query} state={state} />
      )}
    </div>
  );
}

function Results({ query, state }: { query: string; state: UrlState }) {
  const { asOf } = state;
  const { data, error, reload } = useResource(`search ${asOf} ${query}`, (signal) =>
    search(query, limit, asOf, signal),
  );
  if (error) {
    return (
      <ErrorNote error={error}>
        <button type="button" onClick={reload}>
          Try again
        </button>
      </ErrorNote>
    );
  }
  const terms = searchTerms(query);
  return (
    <>
      <p className="answer-status" role="status">
        {data ? `${plural(data.hits.length, 'passage')} · ${formatDuration(data.took_ms)}` : 'Searching …'}
      </p>
      {data?.corrected.map(({ from, to }) => (
        <p key={from} className="muted">
          No document has “{from}”: searched for “{to}”.
        </p>
      ))}
      {data?.hits.length === 0 && <p className="nothing">Nothing found. Fewer or other words may help.</p>}
      <ol className="hits" aria-label="Passages">
        {data?.hits.map((hit) => (
          <HitItem
            key={`${hit.document} ${hit.start}`}
            hit={hit}
            terms={terms}
            state={state}
            onOpen={() => tellClick(query, hit)}
          />
        ))}
      </ol>
    </>
  );
}
