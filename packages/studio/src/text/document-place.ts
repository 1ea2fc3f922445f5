import { baseName, readable } from './format.ts';

/**
 * A document inside another file has the way inside as the fragment of its address: `file:///x.zip#a/b.pdf`. In a Git
 * repository the fragment is the way of the file, which is in no other.
 */
function splitAddress(uri: string): { holder: string; inside: string } | null {
  const at = uri.indexOf('#');
  if (at < 0 || uri.startsWith('git+')) return null;
  return { holder: uri.slice(0, at), inside: uri.slice(at + 1) };
}

/** `b.pdf in x.zip` for a document inside another file, else null. */
export function placeInside(uri: string): string | null {
  const split = splitAddress(uri);
  return split && `${baseName(split.inside)} in ${baseName(split.holder)}`;
}

/** Where a document stands, as the reader of its source would say it: `hr/leave.md`, `b.pdf in mail/x.zip`. */
export function placeInSource(source: string, uri: string): string {
  const split = splitAddress(uri);
  if (split === null) return relativeTo(source, uri);
  const holder = split.holder === source ? baseName(source) : relativeTo(source, split.holder);
  return `${baseName(split.inside)} in ${holder}`;
}

function relativeTo(source: string, uri: string): string {
  const isBelow = uri.startsWith(source) && (source.endsWith('/') || /^[/#]/.test(uri.slice(source.length)));
  return readable(isBelow ? uri.slice(source.length).replace(/^[/#]/, '') : uri);
}
