import { z } from '@hono/zod-openapi';

/** The JSON of users, and of who is signed in. */

const userName = z.string().max(200).describe('anna; access lists name her as user:anna');
const groups = z.array(z.string().max(200)).max(1000).describe('hr; access lists name it as group:hr');

export const user = z
  .object({ user: userName, name: z.string().nullable(), groups, created_at: z.string() })
  .openapi('User');

export const userList = z.object({ users: z.array(user) }).openapi('UserList');

const changes = { name: z.string().max(200).nullable().optional(), groups: groups.optional() };

export const newUser = z
  .strictObject({ user: userName, ...changes })
  .openapi('NewUser', { example: { user: 'anna', name: 'Anna Berg', groups: ['hr', 'it'] } });

export const userChanges = z.strictObject(changes).openapi('UserChanges', { example: { groups: ['it'] } });

export const userWithToken = user
  .extend({ token: z.string().describe('Shown here and never again') })
  .openapi('UserWithToken');

export const removedUser = z.object({ removed: z.literal(true), user: z.string() }).openapi('RemovedUser');

export const me = z
  .object({
    user: z.string().nullable().describe('Null for the owner'),
    name: z.string().nullable(),
    groups: z.array(z.string()),
    owner: z.boolean(),
  })
  .openapi('Me');

export const signInRequest = z
  .strictObject({ token: z.string().min(1).max(1000) })
  .openapi('SignInRequest', { example: { token: 'atl_...' } });

export const signedOut = z.object({ signed_out: z.literal(true) }).openapi('SignedOut');
