import { AtelierError } from '@atelier/foundation';
import { loadPage, type Loaded } from './load-page.ts';
import type { PageMemory } from './page-memory.ts';
import { robotRulesOf, robotsRefuse, type RobotRules } from './robots.ts';
import { isSameSite, scopeOf, type Scope } from './scope.ts';
import type { WebClient } from './web-client.ts';

export interface Entrance {
  /** The start after its redirects. */
  url: string;
  loaded: Extract<Loaded, { kind: 'page' }>;
  scope: Scope;
  robots: RobotRules;
}

const maxRedirects = 5;

/**
 * The first page of a site, and what the site allows. Only here may a redirect lead to another origin: from http to
 * https, or to the same name with or without "www.".
 * @throws AtelierError `source_refused`, `source_missing`, `source_unreachable`, `address_private`
 */
export async function enterSite(
  client: WebClient,
  start: string,
  { userAgent, memory, maxBytes, signal }: EnterOptions,
): Promise<Entrance> {
  let url = start;
  let robots: RobotRules | null = null;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const { origin } = new URL(url);
    robots ??= await robotRulesOf(client, { origin, userAgent, signal });
    client.slowDown(robots.delaySeconds);
    if (!robots.allows(url)) throw robotsRefuse(url);
    const loaded = await loadPage(client, url, { before: memory.get(url), maxBytes, signal });
    if (loaded.kind === 'page') return { url, loaded, robots, scope: scopeOf(start, url) };
    if (loaded.kind !== 'redirect' || loaded.to === null) throw noPage(url, loaded);
    if (!isSameSite(url, loaded.to)) throw elsewhere(url, loaded.to);
    if (new URL(loaded.to).origin !== origin) robots = null;
    url = loaded.to;
  }
  throw new AtelierError({
    code: 'source_unreachable',
    message: `${start} leads through more than ${maxRedirects} redirects.`,
    hint: 'Open it in a browser, and name the address where it ends.',
  });
}

export interface EnterOptions {
  userAgent: string;
  memory: PageMemory;
  maxBytes: number;
  signal: AbortSignal;
}

function noPage(url: string, { kind }: Loaded): AtelierError {
  return new AtelierError({
    code: 'source_missing',
    message: kind === 'gone' ? `There is no page ${url}.` : `${url} is no page and no document that can be read.`,
    hint: 'Check the address in a browser. Nothing was removed from the index.',
  });
}

function elsewhere(url: string, to: string): AtelierError {
  return new AtelierError({
    code: 'source_refused',
    message: `${url} leads to another site, ${new URL(to).origin}.`,
    hint: 'If that is a sign-in, give this source its secrets; else name the other site as the source.',
  });
}
