import type { MouseEvent } from 'react';
import { navigate, type UrlState } from '../url-state.ts';

/**
 * Makes a whole row or item clickable beside the link in it. Clicks on the row's own links and buttons are theirs, and
 * a click that ends a selection is about the text.
 */
export function followRow(target: UrlState, onFollow?: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.target instanceof Element && event.target.closest('a, button')) return;
    if (getSelection()?.isCollapsed === false) return;
    onFollow?.();
    navigate(target);
  };
}
