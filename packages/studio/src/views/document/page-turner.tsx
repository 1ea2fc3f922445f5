interface Props {
  page: number;
  pages: number;
  onTurn: (page: number) => void;
}

/** Leads to the page before and after. */
export function PageTurner({ page, pages, onTurn }: Props) {
  return (
    <div className="page-turner">
      <button
        type="button"
        className="quiet"
        aria-label="Previous page"
        disabled={page <= 1}
        onClick={() => onTurn(page - 1)}
      >
        <Arrow path="M10 3.5L5.5 8l4.5 4.5" />
      </button>
      <span role="status">
        Page {page} of {pages}
      </span>
      <button
        type="button"
        className="quiet"
        aria-label="Next page"
        disabled={page >= pages}
        onClick={() => onTurn(page + 1)}
      >
        <Arrow path="M6 3.5L10.5 8 6 12.5" />
      </button>
    </div>
  );
}

function Arrow({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
