/** The part of a site that a source is: one origin, and what lies under one path. */
export interface Scope {
  origin: string;
  contains(url: string): boolean;
  /** The way of an address inside the scope, decoded, without its query; empty for the start. */
  wayInside(url: string): string;
}

/**
 * What a start address stands for: `/docs/intro.html` for everything in `/docs/`; `/docs` for that page and everything
 * in `/docs/`. A start that the site redirected keeps the scope that was named, where it is still inside.
 */
export function scopeOf(start: string, redirectedTo = start): Scope {
  const { origin } = new URL(redirectedTo);
  const named = new URL(start).pathname;
  const actual = new URL(redirectedTo).pathname;
  const path = isUnder(actual, named) ? named : actual;
  const folder = folderOf(path);
  const contains = (url: string) => {
    const parsed = new URL(url);
    return parsed.origin === origin && isUnder(parsed.pathname, path);
  };
  return {
    origin,
    contains,
    wayInside: (url) => decoded(new URL(url).pathname.slice(folder.length)),
  };
}

const isUnder = (pathname: string, path: string): boolean => pathname === path || pathname.startsWith(folderOf(path));

function folderOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.includes('.') ? path.slice(0, -name.length) : `${path.replace(/\/$/, '')}/`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The same site under another scheme or with a "www." more or less: where the redirect of a start may lead. */
export function isSameSite(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)];
  if (a.origin === b.origin) return true;
  const bare = (url: URL) => url.hostname.replace(/^www\./, '');
  return bare(a) === bare(b) && a.port === '' && b.port === '' && !(a.protocol === 'https:' && b.protocol === 'http:');
}
