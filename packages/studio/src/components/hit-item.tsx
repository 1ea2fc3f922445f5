import { memo } from 'react';
import type { Hit } from '../api/types.ts';
import { excerpt, findTerms } from '../text/search-terms.ts';
import type { UrlState } from '../url-state.ts';
import { followRow } from './follow-row.ts';
import { Link } from './link.tsx';
import { MarkedText } from './marked-text.tsx';
import { PassageMeta } from './passage-meta.tsx';

const excerptCharacters = 360;

interface Props {
  hit: Hit;
  terms: string[];
  state: UrlState;
}

/** A passage that a search found. The title is the link; a click anywhere on the item follows it too. */
export const HitItem = memo(function HitItem({ hit, terms, state }: Props) {
  const { document, version, start, end } = hit;
  const target = { ...state, document, version, start, end };
  const shown = excerpt(hit.text, terms, excerptCharacters);
  const open = state.document === document && state.start === start && state.end === end;
  return (
    <li className="passage" data-open={open || undefined} onClick={followRow(target)}>
      <h3>
        <Link to={target} aria-current={open || undefined}>
          {hit.title}
        </Link>
      </h3>
      <PassageMeta page={hit.page} heading={hit.heading} title={hit.title} />
      <p className="passage-text">
        {shown.start > 0 && '… '}
        <MarkedText text={hit.text} span={shown} marks={findTerms(hit.text, terms)} />
        {shown.end < hit.text.length && ' …'}
      </p>
    </li>
  );
});
