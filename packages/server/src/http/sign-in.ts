import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import {
  AtelierError,
  hashOf,
  sameHash,
  sessionSeconds,
  type Log,
  type Sessions,
  type Users,
} from '@atelier/foundation';
import type { Asker } from './asker.ts';
import { createAttempts } from './attempts.ts';

/** Cookies are shared by all ports of a host, and every home has sessions of its own: the name tells them apart. */
const cookieName = (context: Context): string => `atelier_session_${portOf(context)}`;
/** Before there were sessions, the cookie held the token itself. */
const formerCookieName = (context: Context): string => `atelier_token_${portOf(context)}`;
const portOf = (context: Context): string => new URL(context.req.url).port;

/** Who comes with a token or a session, and how a browser gets and loses one. `token` is that of the home. */
export function createSignIn({
  token: homesToken,
  users,
  sessions,
  log,
}: {
  token: string;
  users: Users;
  sessions: Sessions;
  log: Log;
}) {
  const attempts = createAttempts();
  const homesHash = hashOf(homesToken);

  /**
   * A right token is never kept waiting: it has too many random bits to be guessed, and many may come from one address.
   *
   * @param place that a wrong one is counted for
   * @throws AtelierError `token_required`, `too_many_attempts`
   */
  async function askerWith(context: Context, token: string, place = addressOf(context)): Promise<Asker> {
    if (sameHash(hashOf(token), homesHash)) return { owner: true };
    const since = performance.now();
    const user = await users.byToken(token);
    if (user !== null) return { owner: false, user, since };
    const seconds = attempts.wait(place);
    if (seconds > 0) {
      context.header('retry-after', String(seconds));
      throw tooManyAttempts(seconds);
    }
    attempts.add(place);
    const address = addressOf(context);
    log.warn({ address, path: context.req.path, blocked: attempts.wait(place) > 0 }, 'a token was wrong');
    throw tokenRequired(
      'The token is not one of this server.',
      'Check that it was copied whole; the owner can make a new one: `atelier users token <user>`.',
    );
  }

  async function askerInSession(context: Context, id: string): Promise<Asker> {
    const since = performance.now();
    const tokenHash = await sessions.tokenHash(id);
    if (tokenHash !== null && sameHash(tokenHash, homesHash)) return { owner: true };
    const user = tokenHash === null ? null : await users.byTokenHash(tokenHash);
    if (user !== null) return { owner: false, user, since };
    deleteCookie(context, cookieName(context));
    throw tokenRequired('You are not signed in any more.');
  }

  async function openSession(context: Context, token: string, asker: Asker): Promise<void> {
    const former = getCookie(context, cookieName(context));
    if (former !== undefined) await sessions.end(former);
    setCookie(context, cookieName(context), await sessions.open(hashOf(token)), {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      maxAge: sessionSeconds,
    });
    log.info({ address: addressOf(context), user: asker.owner ? null : asker.user.user }, 'signed in');
  }

  return {
    /** Wants a token as a bearer, or the cookie of a browser that is signed in, and tells the routes who asks. */
    required: (async (context, next) => {
      if (getCookie(context, formerCookieName(context)) !== undefined) deleteCookie(context, formerCookieName(context));
      const bearer = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
      const session = getCookie(context, cookieName(context));
      if (bearer !== undefined) context.set('asker', await askerWith(context, bearer));
      else if (session !== undefined) context.set('asker', await askerInSession(context, session));
      else throw tokenRequired('This needs a token.');
      await next();
    }) satisfies MiddlewareHandler,

    /** Signs a browser in. */
    async open(context: Context, token: string): Promise<Asker> {
      const asker = await askerWith(context, token);
      await openSession(context, token, asker);
      return asker;
    },

    /** Signs a browser out; the session is no more, whoever else has its id. */
    async close(context: Context): Promise<void> {
      const session = getCookie(context, cookieName(context));
      if (session !== undefined) await sessions.end(session);
      deleteCookie(context, cookieName(context));
    },

    /**
     * `/?token=...` signs the owner in and leaves the token out of the address, so that it stays out of history and logs.
     * A user's token does not do that: a link from somebody else would sign a browser in as that one.
     */
    link: (async (context, next) => {
      const given = context.req.query('token');
      if (given === undefined) {
        await next();
        return;
      }
      // A page of another site can have a browser fetch such links: that counts apart from what is tried here.
      const address = addressOf(context);
      const place = comesFromElsewhere(context) ? `${address}, by another site` : address;
      const asker = await askerWith(context, given, place).catch((error: unknown) => {
        if (AtelierError.is(error, 'token_required')) return null;
        throw error;
      });
      if (asker?.owner === true) await openSession(context, given, asker);
      const url = new URL(context.req.url);
      url.searchParams.delete('token');
      // A path that begins with two slashes would name another host.
      context.res = context.redirect(`${url.pathname.replace(/^\/+/, '/')}${url.search}`, 303);
    }) satisfies MiddlewareHandler,
  };
}

export type SignIn = ReturnType<typeof createSignIn>;

/** Requests that come by no connection, as in tests, count as from one place. */
function addressOf(context: Context): string {
  return (context.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress ?? 'nowhere';
}

/** True where the browser says that a page of another origin made the request, and not a person. */
function comesFromElsewhere(context: Context): boolean {
  const site = context.req.header('sec-fetch-site');
  return site !== undefined && site !== 'none' && site !== 'same-origin';
}

function tokenRequired(message: string, hint?: string): AtelierError {
  return new AtelierError({
    code: 'token_required',
    message,
    hint:
      hint ?? 'Sign in on the page, open the link that `atelier up` printed, or send "Authorization: Bearer <token>".',
  });
}

function tooManyAttempts(seconds: number): AtelierError {
  return new AtelierError({
    code: 'too_many_attempts',
    message: 'Too many wrong tokens came from your address.',
    hint: `Try again in ${seconds} s.`,
    retryable: true,
  });
}
