import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { UsersSchema } from './schema.ts';
import { hashOf } from './token.ts';

/** How long a browser stays signed in. */
export const sessionSeconds = 30 * 86_400;
/** Browsers that are signed in with one token at a time; those that signed in longest ago are out. */
const sessionsOfToken = 20;

/**
 * Browsers that are signed in. A session has a random id, of which only the hash is kept, and stands for the token that it
 * was opened with: whoever has that token is who asks, and when the token ends, so does the session.
 */
export function createSessions(database: Kysely<UsersSchema>) {
  return {
    /** Opens a session and gives its id. */
    async open(tokenHash: string): Promise<string> {
      const id = randomBytes(32).toString('base64url');
      const now = Date.now();
      await database.deleteFrom('sessions').where('expires_at', '<=', now).execute();
      const kept = database
        .selectFrom('sessions')
        .select('id_hash')
        .where('token_hash', '=', tokenHash)
        .orderBy('expires_at', 'desc')
        .limit(sessionsOfToken - 1);
      await database
        .deleteFrom('sessions')
        .where('token_hash', '=', tokenHash)
        .where('id_hash', 'not in', kept)
        .execute();
      const row = { id_hash: hashOf(id), token_hash: tokenHash, expires_at: now + sessionSeconds * 1000 };
      await database.insertInto('sessions').values(row).execute();
      return id;
    },

    /** The hash of the token that a session stands for; null where there is none, or none any more. */
    async tokenHash(id: string): Promise<string | null> {
      const row = await database
        .selectFrom('sessions')
        .select('token_hash')
        .where('id_hash', '=', hashOf(id))
        .where('expires_at', '>', Date.now())
        .executeTakeFirst();
      return row?.token_hash ?? null;
    },

    async end(id: string): Promise<void> {
      await database.deleteFrom('sessions').where('id_hash', '=', hashOf(id)).execute();
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;
