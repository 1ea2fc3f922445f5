import type { ReactNode } from 'react';
import type { UrlState } from '../url-state.ts';
import { followRow } from './follow-row.ts';
import { Link } from './link.tsx';
import { PassageMeta } from './passage-meta.tsx';

interface Passage {
  document: string;
  version: string;
  title: string;
  page: number | null;
  start: number;
  end: number;
}

interface Props {
  passage: Passage;
  /** the headings above it, `A > B`, or empty */
  heading: string;
  /** the number it is cited by */
  number?: number;
  state: UrlState;
  /** called when it is opened */
  onOpen?: () => void;
  /** its text, marked */
  children: ReactNode;
}

/** A passage in a list: what a search found, or what an answer cites. It opens its document there. */
export function PassageItem({ passage, heading, number, state, onOpen, children }: Props) {
  const { title, page } = passage;
  const open = isOpen(state, passage);
  const target = passageState(state, passage);
  return (
    // The link is what the keyboard and a screen reader use; the rest of the item is only a larger target for a mouse.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <li
      className={number === undefined ? 'passage' : 'passage numbered'}
      data-open={open || undefined}
      onClick={followRow(target, onOpen)}
    >
      {number !== undefined && (
        <span className="chip" aria-hidden="true">
          {number}
        </span>
      )}
      <h3>
        <Link to={target} onFollow={onOpen} aria-current={open || undefined}>
          {title}
        </Link>
      </h3>
      <PassageMeta page={page} heading={heading} title={title} />
      <blockquote className="passage-text">{children}</blockquote>
    </li>
  );
}

/** The page's state with a passage open beside what it shows. */
export function passageState(state: UrlState, { document, version, start, end }: Passage): UrlState {
  return { ...state, document, version, start, end, page: null };
}

export function isOpen(state: UrlState, { document, start, end }: Passage): boolean {
  return state.document === document && state.start === start && state.end === end;
}
