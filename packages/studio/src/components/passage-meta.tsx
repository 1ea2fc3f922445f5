interface Props {
  page: number | null;
  /** `A > B`, or empty */
  heading: string;
  title: string;
}

/** Where a passage stands in its document: page and headings. A first heading that repeats the title is left out. */
export function PassageMeta({ page, heading, title }: Props) {
  const path = heading === '' ? [] : heading.split(' > ');
  if (path[0]?.toLowerCase() === title.toLowerCase()) path.shift();
  const parts = [...(page === null ? [] : [`Page ${page}`]), ...(path.length === 0 ? [] : [path.join(' › ')])];
  return parts.length === 0 ? null : <p className="passage-meta">{parts.join(' · ')}</p>;
}
