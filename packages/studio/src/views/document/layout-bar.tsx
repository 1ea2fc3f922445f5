import { navigate, type UrlState } from '../../url-state.ts';
import { PageTurner } from './page-turner.tsx';

interface Props {
  state: UrlState;
  /** the page that is shown; null while the text is */
  page: number | null;
  pages: number;
}

/** Switches between a document's text and its pages. What it changes replaces the address: back closes the document. */
export function LayoutBar({ state, page, pages }: Props) {
  return (
    <div className="layout-bar">
      <div className="switch" role="group" aria-label="Show the document as">
        <button
          type="button"
          aria-pressed={page === null}
          onClick={() => navigate({ ...state, layout: 'text', page: null }, 'replace')}
        >
          Text
        </button>
        <button
          type="button"
          aria-pressed={page !== null}
          onClick={() => navigate({ ...state, layout: 'page' }, 'replace')}
        >
          Page
        </button>
      </div>
      {page !== null && (
        <PageTurner page={page} pages={pages} onTurn={(to) => navigate({ ...state, page: to }, 'replace')} />
      )}
    </div>
  );
}
