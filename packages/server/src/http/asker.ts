import type { Context, MiddlewareHandler } from 'hono';
import { AtelierError, principalsOf, type User } from '@atelier/foundation';
import type { Atelier, Reading } from '../service/atelier.ts';

/**
 * Who a request comes from: the owner, who has the token of the home, or a user with a token of its own. `since` is the
 * moment (`performance.now()`) from before the user was looked up.
 */
export type Asker = { owner: true } | { owner: false; user: User; since: number };

declare module 'hono' {
  interface ContextVariableMap {
    asker: Asker;
  }
}

/** What manages the home is the owner's; whoever else comes hears nothing, not even whether the thing is there. */
export const requireOwner: MiddlewareHandler = async (context: Context, next) => {
  if (!context.get('asker').owner) throw forbidden('Only the owner of this home may do that.');
  await next();
};

/** What the one who asks can read. `as` is what the request says of whom it asks for; only the owner may say so. */
export type ReadingOf = (context: Context, as?: string[]) => Reading;

/** @throws AtelierError `forbidden` where a user would ask as somebody */
export function readingOf(atelier: Atelier, readingAs: (principals: string[]) => Reading): ReadingOf {
  return (context, as) => {
    const asker = context.get('asker');
    if (asker.owner) return atelier;
    if (as !== undefined) throw forbidden('Only the owner of this home may ask as somebody: leave "as" out.');
    return readingAs(principalsOf(asker.user));
  };
}

function forbidden(message: string): AtelierError {
  return new AtelierError({ code: 'forbidden', message, hint: 'Ask whoever runs Atelier here.' });
}
