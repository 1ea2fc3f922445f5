import { createHash } from 'node:crypto';
import { AtelierError } from '@atelier/foundation';
import { byteOrderMark, decodeText } from '../../read/formats/decode-text.ts';
import { charsetOf, fileNameOf } from './content-type.ts';
import { normaliseUrl } from './normalise-url.ts';
import { linksOf, robotsDirectives, type PageLinks } from './page-links.ts';
import type { PageRecord } from './page-memory.ts';
import { unreachable, type Reply, type WebClient } from './web-client.ts';

/** What an address turned out to be. */
export type Loaded =
  /** `body` is null where the page has not changed since `before`. */
  | { kind: 'page'; record: PageRecord; body: Buffer | null }
  | { kind: 'redirect'; to: string | null }
  | { kind: 'gone' }
  /** A picture, a program, an empty answer. */
  | { kind: 'no-document' };

interface LoadOptions {
  /** What is known of the page: it is then loaded only if it changed. */
  before?: PageRecord | undefined;
  maxBytes: number;
  signal: AbortSignal;
}

/** @throws AtelierError `source_refused`, `source_unreachable`, `address_private`, `file_too_large` */
export async function loadPage(client: WebClient, url: string, options: LoadOptions): Promise<Loaded> {
  const { before, maxBytes, signal } = options;
  const headers = {
    ...(before === undefined || before.etag === '' ? {} : { 'if-none-match': before.etag }),
    ...(before === undefined || before.modified === '' ? {} : { 'if-modified-since': before.modified }),
  };
  const wants = ({ header }: Omit<Reply, 'body'>) => fileNameOf(url, header('content-type')) !== null;
  const reply = await client.get(url, { headers, maxBytes, signal, wants });
  const { status, header } = reply;
  if (status === 304 && before !== undefined) return { kind: 'page', record: before, body: null };
  if (status >= 300 && status < 400) return { kind: 'redirect', to: normaliseUrl(header('location'), url) };
  if (status === 404 || status === 410) return { kind: 'gone' };
  if (status >= 500) throw unreachable(url, `it answers ${status}`);
  if (status >= 400) throw refused(url, status);
  const name = fileNameOf(url, header('content-type'));
  if (status !== 200 || name === null) return { kind: 'no-document' };
  return pageOf(url, name, reply);
}

function pageOf(url: string, name: string, { header, body }: Reply): Loaded {
  const charset = charsetOf(header('content-type'));
  const isHtml = name.endsWith('.html');
  const text = isHtml ? decodeText(body, charset) : '';
  const page = isHtml ? linksOf(text, url) : noLinks;
  const said = robotsDirectives(header('x-robots-tag'));
  const record = {
    hash: createHash('sha256').update(body).digest('hex'),
    bytes: body.length,
    name,
    etag: header('etag'),
    modified: header('last-modified'),
    links:
      page.nofollow || said.nofollow ? [] : page.links.filter((link) => URL.parse(link)?.host === new URL(url).host),
    canonical: page.canonical,
    noindex: page.noindex || said.noindex,
  };
  // The reader knows only the bytes: what the server alone says of them goes into them.
  const isSaidByServer = isHtml && charset !== undefined && charset !== 'utf-8' && byteOrderMark(body) === null;
  return { kind: 'page', record, body: isSaidByServer ? Buffer.from(`\u{FEFF}${text}`) : body };
}

const noLinks: PageLinks = { links: [], canonical: null, noindex: false, nofollow: false };

function refused(url: string, status: number): AtelierError {
  const wantsLogin = status === 401 || status === 403 || status === 407;
  return new AtelierError({
    code: 'source_refused',
    message: `The server refuses ${url} (it answers ${status}).`,
    hint: wantsLogin
      ? 'Give this source the secrets user and password, or token, or leave the address out.'
      : 'Open the address in a browser to see why, or leave it out.',
    details: { status },
  });
}
