import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A uri as a person would write it: a path from here where it is a file, with the way inside it where there is one. */
export function readableUri(uri: string): string {
  if (!uri.startsWith('file://')) return uri;
  const { hash } = new URL(uri);
  const path = fileURLToPath(uri);
  const fromHere = relative(process.cwd(), path);
  return (fromHere === '' || fromHere.startsWith('..') ? path : fromHere) + decodeURIComponent(hash);
}

/** "handbook/leave.md, page 3" */
export function place({ uri, page }: { uri: string; page: number | null }): string {
  return page === null ? readableUri(uri) : `${readableUri(uri)}, page ${page}`;
}
