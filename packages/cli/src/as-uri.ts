import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Ids and uris stay as they are; anything else is the path of a file or folder, and becomes its uri. */
export function asUri(named: string): string {
  const isIdOrUri = /^[a-z]+_[0-9a-z]{26}$/.test(named) || /^[a-z][a-z0-9+.-]+:/i.test(named);
  return isIdOrUri ? named : pathToFileURL(resolve(named)).href;
}
