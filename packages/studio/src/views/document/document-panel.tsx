import { type RefObject, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { getDocument } from '../../api/client.ts';
import type { DocumentText } from '../../api/types.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Link } from '../../components/link.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import type { Range } from '../../text/mark-range.ts';
import { hasPageBoxes, pageOfPassage } from '../../text/page-boxes.ts';
import { navigate, type UrlState, withDocument } from '../../url-state.ts';
import { useResource } from '../../use-resource.ts';
import { DocumentBody } from './document-body.tsx';
import { DocumentFacts } from './document-facts.tsx';
import { LayoutBar } from './layout-bar.tsx';
import { PageView } from './page-view.tsx';
import { scrollToPassage } from './scroll-to-passage.ts';

interface Props {
  state: UrlState;
  document: string;
}

/**
 * The open document beside the content, at the passage that the address names. Escape closes it. Its key is the
 * document: another document is another panel.
 */
export function DocumentPanel({ state, document: id }: Props) {
  const { version, start, end } = state;
  const { data, error } = useResource(`document ${id} ${version}`, (signal) => getDocument(id, version, signal));
  const range = useMemo(() => (start === null || end === null ? null : { start, end }), [start, end]);
  const pages = useMemo(() => (data && hasPageBoxes(data.blocks) ? data.pages : null), [data]);
  const page = data && pages !== null && state.layout === 'page' ? shownPage(data, pages, state.page, range) : null;
  const panel = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const closed = withDocument(state, null);
  useFocusWhileOpen(panel);

  const close = useEffectEvent(() => navigate(closed));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key === 'Escape' &&
        !event.defaultPrevented &&
        !window.document.querySelector('dialog[open], :popover-open')
      )
        close();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  useEffect(() => {
    if (!data || !body.current) return undefined;
    if (range !== null || page !== null) return scrollToPassage(body.current);
    body.current.scrollTop = 0;
    return undefined;
  }, [data, range, page]);

  const showPassage = () => {
    if (state.page !== null) navigate({ ...state, page: null }, 'replace');
    else if (body.current) scrollToPassage(body.current);
  };

  const text = data && <DocumentBody document={data} range={range} />;
  return (
    <aside ref={panel} className="panel" tabIndex={-1} aria-labelledby="panel-title" aria-busy={!data && !error}>
      <header className="panel-head">
        <h2 id="panel-title">{data?.title ?? (error ? 'Document' : '\u00a0')}</h2>
        <div className="panel-actions">
          {data && range && (
            <button type="button" className="quiet" onClick={showPassage}>
              Show passage
            </button>
          )}
          <button type="button" className="quiet close" aria-label="Close document" onClick={() => navigate(closed)}>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
              <path d="M3.5 3.5l9 9m0-9l-9 9" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
            </svg>
          </button>
        </div>
        {data && <DocumentFacts document={data} />}
        {pages !== null && <LayoutBar state={state} page={page} pages={pages} />}
      </header>
      <ScrollRegion ref={body} className="panel-body" label={page === null ? 'Text of the document' : `Page ${page}`}>
        {error && (
          <ErrorNote error={error}>
            {version !== null && <Link to={{ ...closed, document: id }}>Open the newest version</Link>}
          </ErrorNote>
        )}
        {data && page !== null ? (
          <PageView
            key={`${data.version_id} ${page}`}
            document={data}
            page={page}
            range={range}
            onShown={() => body.current && scrollToPassage(body.current)}
          >
            {text}
          </PageView>
        ) : (
          text
        )}
      </ScrollRegion>
    </aside>
  );
}

/** The page that was turned to, else the one where the passage begins; an address may name one that is not there. */
function shownPage({ blocks }: DocumentText, pages: number, turned: number | null, range: Range | null): number {
  return Math.min(turned ?? pageOfPassage(blocks, range), pages);
}

/** Takes the focus when the panel opens. When it closes with the focus in it, gives it back to what opened it. */
function useFocusWhileOpen(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const opener = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    return () => {
      const focusIsLost = document.activeElement === document.body;
      if (focusIsLost && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, [panel]);
}
