import type { MiddlewareHandler } from 'hono';
import { AtelierError } from '@atelier/foundation';

/**
 * The server is for the programs and pages of this machine only. A page of another site must not reach it through the
 * user's browser: not under another name (DNS rebinding: the Host header), not from another origin (the Origin header).
 */
export const refuseForeigners: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host') ?? '';
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host)) {
    throw forbidden('host_refused', `This server does not answer to the host "${host}".`);
  }
  const origin = context.req.header('origin');
  if (origin !== undefined && origin !== `http://${host}`) {
    throw forbidden('origin_refused', `Pages of "${origin}" may not use this server.`);
  }
  await next();
};

/** What a browser may do with our pages; a page may have a policy of its own. */
export const secureHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  const { headers } = context.res;
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', policy);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('cross-origin-opener-policy', 'same-origin');
};

/** What is one person's must not come out of the browser's memory for the next one who signs in there. */
export const keepPrivate: MiddlewareHandler = async (context, next) => {
  await next();
  const { headers } = context.res;
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  headers.append('vary', 'authorization, cookie');
};

const policy = "default-src 'self'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

function forbidden(code: string, message: string): AtelierError {
  return new AtelierError({ code, message, hint: 'Use http://127.0.0.1 and the port that `atelier up` printed.' });
}
