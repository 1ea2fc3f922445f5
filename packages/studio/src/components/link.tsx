import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { formatUrl, navigate, type UrlState } from '../url-state.ts';

type Props = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'onClick'> & {
  to: UrlState;
  /** also called when the link is opened elsewhere */
  onFollow?: (() => void) | undefined;
};

/** A real link to a state of the page: it opens in a new tab, can be copied, and otherwise moves without a reload. */
export function Link({ to, onFollow, children, ...rest }: Props) {
  const follow = (event: MouseEvent) => {
    onFollow?.();
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a {...rest} href={formatUrl(to)} onClick={follow}>
      {children}
    </a>
  );
}
