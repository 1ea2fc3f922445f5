import { signInOf } from '../sign-in.ts';
import type { Secrets } from '../source-kind.ts';
import { wrong } from './sql-failure.ts';

/** `postgres://host:5432/database/name`; see `serverUri`. */
export interface ServerPlace {
  host: string;
  port: number;
  database: string;
  /** The table, or what a query is called. */
  name: string | null;
}

export interface ServerScheme {
  scheme: 'postgres' | 'mysql';
  port: number;
}

/**
 * What an address says, with its password apart.
 * @throws AtelierError `source_invalid`, which does not show the password
 */
export function parseServerLocation(
  location: string,
  { scheme, port }: ServerScheme,
): { place: ServerPlace; secrets: Secrets | null } {
  const wanted = `Write ${scheme}://user@host:${port}/database or ${scheme}://user@host:${port}/database/table.`;
  // Only for the schemes of the web would URL look at the host as such.
  const address = location.replace(/^[a-z]+:/i, 'http:');
  const shown = location.replace(/\/\/[^/]*@/, '//...@');
  if (!URL.canParse(address)) throw wrong(`${shown} is not the address of a database.`, wanted);
  const url = new URL(address);
  if (url.search !== '' || url.hash !== '') {
    throw wrong(`${shown} has more than a database and a table.`, 'Settings such as tls are given beside the address.');
  }
  const steps = url.pathname
    .split('/')
    .slice(1)
    .filter((step) => step !== '')
    .map(decoded);
  const [database, name = null, ...more] = steps;
  if (database === undefined || more.length > 0) throw wrong(`${shown} does not name one database.`, wanted);
  // 80 is the one port that the look of a web address leaves out.
  const written = url.port === '' && /^[^/]*\/\/[^/]*:80(?:\/|$)/.test(location) ? '80' : url.port;
  const place = { host: url.hostname, port: written === '' ? port : Number(written), database, name };
  return { place, secrets: signInOf(url) };
}

/** The same for every spelling; without user and password. */
export function serverUri({ scheme }: ServerScheme, { host, port, database, name }: ServerPlace): string {
  const path = [database, ...(name === null ? [] : [name])].map(encodeURIComponent).join('/');
  return `${scheme}://${host}:${port}/${path}`;
}

export function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
