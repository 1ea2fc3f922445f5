import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { identify } from '@atelier/server';

const isId = (named: string): boolean => /^[a-z]+_[0-9a-z]{26}$/.test(named);
const isUri = (named: string): boolean => /^[a-z][a-z0-9+.-]+:/i.test(named);

/**
 * A document as somebody names it: ids and uris stay as they are; anything else is the path of a file, perhaps with the
 * way inside it ("mail.zip#2024/offer.pdf"), and becomes its uri.
 */
export function asUri(named: string): string {
  if (isId(named) || isUri(named)) return named;
  const hash = named.indexOf('#');
  if (hash < 0 || existsSync(named)) return pathToFileURL(resolve(named)).href;
  const inside = named
    .slice(hash + 1)
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return `${pathToFileURL(resolve(named.slice(0, hash))).href}#${inside}`;
}

/** A source as somebody names it: its id, or its location in any spelling. */
export async function asSource(named: string): Promise<string> {
  return isId(named) ? named : await identify(named).catch(() => asUri(named));
}
