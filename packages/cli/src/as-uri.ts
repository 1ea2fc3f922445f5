import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Ids and uris stay; what looks like a path of a file becomes its uri. */
export function asUri(named: string): string {
  const isIdOrUri = /^[a-z]+_[0-9a-z]{26}$/.test(named) || /^[a-z][a-z0-9+.-]+:/i.test(named);
  if (isIdOrUri) return named;
  return existsSync(named) || /[/\\.]/.test(named) ? pathToFileURL(resolve(named)).href : named;
}
