/** Parameters that tell where a visitor came from, never what the page shows. */
const tracking = /^(?:utm_[^=]*|gclid|fbclid|msclkid|mc_cid|mc_eid|_ga|_gl)(?:=|$)/i;

/** Longer addresses are traps (calendars, filters) or data rather than pages. */
const maxLength = 2000;

/**
 * One spelling for the address of a page: absolute, without fragment, sign-in and tracking parameters. Everything else,
 * the order of parameters included, stays as it is: a server may tell them apart. Null for what is no address of a page
 * (`mailto:`, `javascript:`).
 */
export function normaliseUrl(href: string, base?: string): string | null {
  const url = URL.parse(href.trim(), base);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  url.hash = '';
  url.username = '';
  url.password = '';
  url.pathname = sameEscapes(url.pathname);
  const parameters = url.search.slice(1).split('&');
  url.search = sameEscapes(parameters.filter((part) => part !== '' && !tracking.test(part)).join('&'));
  return url.href.length > maxLength ? null : url.href;
}

/** `%7e` and `~` are the same letter to every server, and `%c3` is `%C3`. */
function sameEscapes(text: string): string {
  return text.replaceAll(/%[\da-f]{2}/gi, (escape) => {
    const letter = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[\w~-]/.test(letter) ? letter : escape.toUpperCase();
  });
}
