import { Link } from '../../components/link.tsx';
import type { UrlState } from '../../url-state.ts';
import type { NumberedSource } from './citations.ts';

interface Props {
  source: NumberedSource;
  state: UrlState;
}

/** `[1]`: opens the cited passage. A space that never breaks keeps it on the line of the word before. */
export function CitationChip({ source: { number, citation }, state }: Props) {
  const { document, version, start, end, title, page } = citation;
  const open = isOpen(state, citation);
  const where = page === null ? title : `${title}, page ${page}`;
  return (
    <>
      {'\u00a0'}
      <Link
        className="chip"
        to={{ ...state, document, version, start, end }}
        aria-label={`Source ${number}: ${where}`}
        aria-current={open || undefined}
        title={where}
      >
        {number}
      </Link>
    </>
  );
}

export function isOpen(state: UrlState, { document, start, end }: NumberedSource['citation']): boolean {
  return state.document === document && state.start === start && state.end === end;
}
