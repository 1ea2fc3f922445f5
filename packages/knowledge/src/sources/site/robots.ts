import robotsModule from 'robots-parser';
import { AtelierError } from '@atelier/foundation';
import { normaliseUrl } from './normalise-url.ts';
import { isSameSite } from './scope.ts';
import type { WebClient } from './web-client.ts';

/** What a site lets a crawler do: its robots.txt. */
export interface RobotRules {
  allows(url: string): boolean;
  /** Seconds between two requests; 0 where the site does not say. */
  delaySeconds: number;
  sitemaps: string[];
}

// The package's types promise a default export where the function itself is what is exported.
const robotsParser = robotsModule as unknown as typeof robotsModule.default;

const maxBytes = 1_000_000;
const maxRedirects = 5;

/**
 * A site without a robots.txt allows everything; one whose server fails at it is not crawled (RFC 9309).
 * @throws AtelierError `source_unreachable`
 */
export async function robotRulesOf(
  client: WebClient,
  { origin, userAgent, signal }: { origin: string; userAgent: string; signal: AbortSignal },
): Promise<RobotRules> {
  const url = `${origin}/robots.txt`;
  const text = await textOf(client, url, signal);
  const rules = robotsParser(url, text);
  return {
    allows: (page) => rules.isAllowed(page, userAgent) !== false,
    delaySeconds: rules.getCrawlDelay(userAgent) ?? 0,
    sitemaps: rules.getSitemaps(),
  };
}

async function textOf(client: WebClient, start: string, signal: AbortSignal): Promise<string> {
  let url = start;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const { status, body, header } = await client.get(url, { signal, maxBytes });
    if (status < 300) return body.toString();
    const target = status < 400 ? normaliseUrl(header('location'), url) : null;
    if (target === null || !isSameSite(url, target)) return '';
    url = target;
  }
  return '';
}

export function robotsRefuse(url: string): AtelierError {
  return new AtelierError({
    code: 'source_refused',
    message: `The robots.txt of ${new URL(url).host} does not allow ${url} to be read by programs.`,
    hint: 'Ask those who run the site to allow it for the userAgent of this source.',
  });
}
