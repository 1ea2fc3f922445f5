import ignore from 'ignore';
import type { Excludes } from './source-kind.ts';

/**
 * What a source leaves out, by patterns in the language of .gitignore: `drafts/`, `*.tmp`, `!keep.tmp`. They are matched
 * against the way inside the source.
 */
export function excludesOf(patterns: readonly string[]): Excludes {
  if (patterns.length === 0) return () => false;
  const matcher = ignore().add([...patterns]);
  return (path) => ignore.isPathValid(path) && matcher.ignores(path);
}
