import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { AtelierError } from '@atelier/foundation';
import { sameToken } from '../home/token.ts';

/** Cookies are shared by all ports of a host, and every home has a token of its own: the name tells them apart. */
const cookieName = (context: Context): string => `atelier_token_${new URL(context.req.url).port}`;

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

/** Wants the token: as a bearer, or as the cookie that the link of `atelier up` has set. */
export function requireToken(token: string): MiddlewareHandler {
  return async (context, next) => {
    const bearer = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const given = bearer ?? getCookie(context, cookieName(context));
    if (given === undefined || !sameToken(given, token)) {
      if (given !== undefined && bearer === undefined) deleteCookie(context, cookieName(context));
      throw new AtelierError({
        code: 'token_required',
        message:
          given === undefined ? 'This needs the token of the server.' : 'The token is not the one of this server.',
        hint: 'Open the link that `atelier up` printed, or send "Authorization: Bearer <token>".',
      });
    }
    await next();
  };
}

/** `/?token=...` sets the cookie and leaves the token out of the address, so that it stays out of history and logs. */
export function acceptLink(token: string): MiddlewareHandler {
  return async (context, next) => {
    const given = context.req.query('token');
    if (given === undefined) {
      await next();
      return;
    }
    if (sameToken(given, token)) {
      setCookie(context, cookieName(context), token, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        maxAge: 34_560_000,
      });
    }
    const url = new URL(context.req.url);
    url.searchParams.delete('token');
    // A path that begins with two slashes would name another host.
    context.res = context.redirect(`${url.pathname.replace(/^\/+/, '/')}${url.search}`, 303);
  };
}

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

const policy = "default-src 'self'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

function forbidden(code: string, message: string): AtelierError {
  return new AtelierError({ code, message, hint: 'Use http://127.0.0.1 and the port that `atelier up` printed.' });
}
