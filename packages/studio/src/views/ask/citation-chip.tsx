import { Link } from '../../components/link.tsx';
import { isOpen, passageState } from '../../components/passage-item.tsx';
import type { UrlState } from '../../url-state.ts';
import type { NumberedSource } from './citations.ts';

interface Props {
  source: NumberedSource;
  state: UrlState;
}

/** `[1]`: opens the cited passage. A space that never breaks keeps it on the line of the word before. */
export function CitationChip({ source: { number, citation }, state }: Props) {
  const { title, page } = citation;
  const where = page === null ? title : `${title}, page ${page}`;
  return (
    <>
      {'\u00a0'}
      <Link
        className="chip"
        to={passageState(state, citation)}
        aria-label={`Source ${number}: ${where}`}
        aria-current={isOpen(state, citation) || undefined}
        title={where}
      >
        {number}
      </Link>
    </>
  );
}
