import type { Hit } from '../api/types.ts';
import { excerpt, findTerms } from '../text/search-terms.ts';
import type { UrlState } from '../url-state.ts';
import { MarkedText } from './marked-text.tsx';
import { PassageItem } from './passage-item.tsx';

const excerptCharacters = 360;

interface Props {
  hit: Hit;
  terms: string[];
  state: UrlState;
  /** called when it is opened */
  onOpen?: () => void;
}

/** A passage that a search found, cut to where the words of the search are, with them marked. */
export function HitItem({ hit, terms, state, ...events }: Props) {
  const shown = excerpt(hit.text, terms, excerptCharacters);
  const marks = hit.highlights?.map(({ start, end }) => ({ start: start - hit.start, end: end - hit.start }));
  return (
    <PassageItem passage={hit} heading={hit.heading} state={state} {...events}>
      {shown.start > 0 && '… '}
      <MarkedText text={hit.text} span={shown} marks={marks ?? findTerms(hit.text, terms)} />
      {shown.end < hit.text.length && ' …'}
    </PassageItem>
  );
}
