import type { Kysely } from 'kysely';
import { AtelierError } from '../errors/atelier-error.ts';
import type { UsersSchema, UsersTable } from './schema.ts';
import { hashOf, newToken, sameHash, tokenIdOf } from './token.ts';

export interface User {
  user: string;
  /** As people write it; null where nobody has said. An empty one takes it away. */
  name: string | null;
  /** In order, each once. */
  groups: string[];
  /** ISO 8601. */
  created_at: string;
}

/** Somebody to add or to change; what is left out stays as it is. */
export interface UserRequest {
  user: string;
  name?: string | null | undefined;
  groups?: string[] | undefined;
}

/** The names that access lists hold for somebody, `everyone` apart. */
export function principalsOf({ user, groups }: User): string[] {
  return [`user:${user}`, ...groups.map((group) => `group:${group}`)];
}

/** Those who may ask a home, beside its owner. */
export function createUsers(database: Kysely<UsersSchema>) {
  const rows = () => database.selectFrom('users').select(['user', 'name', 'token_hash', 'created_at']);

  async function complete(row: Omit<UsersTable, 'token_id' | 'token_hash'>): Promise<User> {
    const groups = await database
      .selectFrom('user_groups')
      .select('name')
      .where('user', '=', row.user)
      .orderBy('name')
      .execute();
    const { user, name, created_at: at } = row;
    return { user, name, groups: groups.map((group) => group.name), created_at: new Date(at).toISOString() };
  }

  async function get(user: string): Promise<User> {
    const row = await rows().where('user', '=', user).executeTakeFirst();
    if (row === undefined) throw userNotFound(user);
    return await complete(row);
  }

  return {
    get,
    list: async (): Promise<User[]> => await Promise.all((await rows().orderBy('user').execute()).map(complete)),

    /**
     * Adds somebody; the token is given here and nowhere else.
     * @throws AtelierError `user_exists`, `user_invalid`
     */
    async add({ user, name, groups = [] }: UserRequest): Promise<User & { token: string }> {
      checkNames(user, groups);
      const { token, tokenId, tokenHash } = newToken();
      await database.transaction().execute(async (transaction) => {
        const present = await transaction
          .selectFrom('users')
          .select('user')
          .where('user', '=', user)
          .executeTakeFirst();
        if (present !== undefined) throw userExists(user);
        const row = { user, name: shownName(name), token_id: tokenId, token_hash: tokenHash, created_at: Date.now() };
        await transaction.insertInto('users').values(row).execute();
        await setGroups(transaction, user, groups);
      });
      return { ...(await get(user)), token };
    },

    /**
     * Changes name and groups; what somebody may see follows with the next request.
     * @throws AtelierError `user_not_found`, `user_invalid`
     */
    async set({ user, name, groups }: UserRequest): Promise<User> {
      await get(user);
      checkNames(user, groups ?? []);
      await database.transaction().execute(async (transaction) => {
        if (name !== undefined) {
          await transaction
            .updateTable('users')
            .set({ name: shownName(name) })
            .where('user', '=', user)
            .execute();
        }
        if (groups !== undefined) await setGroups(transaction, user, groups);
      });
      return await get(user);
    },

    /**
     * Takes somebody out; the token and all sessions end in the same transaction.
     * @throws AtelierError `user_not_found`
     */
    async remove(user: string): Promise<void> {
      await database.transaction().execute(async (transaction) => {
        await endSessions(transaction, user);
        await transaction.deleteFrom('users').where('user', '=', user).execute();
      });
    },

    /**
     * A new token; the old one and the sessions that came by it end at once.
     * @throws AtelierError `user_not_found`
     */
    async renewToken(user: string): Promise<User & { token: string }> {
      const { token, tokenId, tokenHash } = newToken();
      await database.transaction().execute(async (transaction) => {
        await endSessions(transaction, user);
        const renewed = { token_id: tokenId, token_hash: tokenHash };
        await transaction.updateTable('users').set(renewed).where('user', '=', user).execute();
      });
      return { ...(await get(user)), token };
    },

    /** Whose token this is; null for anything else. */
    async byToken(token: string): Promise<User | null> {
      const tokenId = tokenIdOf(token);
      if (tokenId === null) return null;
      const row = await rows().where('token_id', '=', tokenId).executeTakeFirst();
      return row !== undefined && sameHash(hashOf(token), row.token_hash) ? await complete(row) : null;
    },

    /** Whose token has this hash, as a session remembers it. */
    async byTokenHash(tokenHash: string): Promise<User | null> {
      const row = await rows().where('token_hash', '=', tokenHash).executeTakeFirst();
      return row === undefined ? null : await complete(row);
    },
  };
}

export type Users = ReturnType<typeof createUsers>;

async function setGroups(transaction: Kysely<UsersSchema>, user: string, groups: readonly string[]): Promise<void> {
  await transaction.deleteFrom('user_groups').where('user', '=', user).execute();
  const rows = [...new Set(groups)].map((name) => ({ user, name }));
  if (rows.length > 0) await transaction.insertInto('user_groups').values(rows).execute();
}

async function endSessions(transaction: Kysely<UsersSchema>, user: string): Promise<void> {
  const row = await transaction.selectFrom('users').select('token_hash').where('user', '=', user).executeTakeFirst();
  if (row === undefined) throw userNotFound(user);
  await transaction.deleteFrom('sessions').where('token_hash', '=', row.token_hash).execute();
}

const shownName = (name: string | null | undefined): string | null => name?.trim() || null;

/** What an access list can name: no blanks, and no colon, which stands between `user` or `group` and the name. */
const nameShape = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@'+-]{0,99}$/u;

function checkNames(user: string, groups: readonly string[]): void {
  const wrong = [user, ...groups].find((name) => !nameShape.test(name));
  if (wrong === undefined) return;
  throw new AtelierError({
    code: 'user_invalid',
    message: `"${wrong}" is no name of a user or group.`,
    hint: "Names are up to 100 letters, digits and . _ @ ' + -, and begin with a letter or digit: anna, hr. No user: or group: before them.",
  });
}

function userNotFound(user: string): AtelierError {
  return new AtelierError({
    code: 'user_not_found',
    message: `There is no user "${user}".`,
    hint: '`atelier users list` shows who there is.',
  });
}

function userExists(user: string): AtelierError {
  return new AtelierError({
    code: 'user_exists',
    message: `There is a user "${user}" already.`,
    hint: `Change groups with \`atelier users set ${user}\`, or make a new token with \`atelier users token ${user}\`.`,
  });
}
