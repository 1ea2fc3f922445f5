import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openSqlite } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { scratchFolder } from '../testing/scratch.fixture.ts';
import { userMigrations, type UsersSchema } from './schema.ts';
import { createSessions } from './sessions.ts';
import { hashOf } from './token.ts';
import { createUsers, principalsOf } from './users.ts';

async function open() {
  const file = join(scratchFolder(), 'users.db');
  const database = openSqlite<UsersSchema>(file);
  await migrate(database, userMigrations);
  return { file, database, users: createUsers(database), sessions: createSessions(database) };
}

test('somebody who is added has groups, each once and in order, and is what access lists name', async () => {
  const { users } = await open();
  const { token, ...anna } = await users.add({ user: 'anna', name: 'Anna Berg', groups: ['it', 'hr', 'it'] });
  expect(anna).toEqual({ user: 'anna', name: 'Anna Berg', groups: ['hr', 'it'], created_at: expect.any(String) });
  expect(principalsOf(anna)).toEqual(['user:anna', 'group:hr', 'group:it']);
  expect(await users.list()).toEqual([anna]);
  expect(await users.byToken(token)).toEqual(anna);
  expect(await users.set({ user: 'anna', groups: [] })).toEqual({ ...anna, groups: [] });
  expect(await users.set({ user: 'anna', name: ' ' })).toEqual({ ...anna, groups: [], name: null });
});

test('a token is kept nowhere, and only the whole of it is one', async () => {
  const { file, database, users } = await open();
  const { token } = await users.add({ user: 'anna' });
  const { token: other } = await users.add({ user: 'ben' });
  expect(token).toMatch(/^atl_[\w-]{40}$/);
  for (const wrong of [
    '',
    'atl_',
    token.slice(0, -1),
    `${token}x`,
    token.toUpperCase(),
    token.slice(0, 12) + other.slice(12),
  ]) {
    expect(await users.byToken(wrong)).toBeNull();
  }
  await database.destroy();
  const kept = readFileSync(file, 'latin1');
  expect(kept).toContain('anna');
  expect(kept).not.toContain(token);
  expect(kept).not.toContain(token.slice(12));
});

test('a token and its sessions end with who has it, and with the next token', async () => {
  const { users, sessions } = await open();
  const anna = await users.add({ user: 'anna' });
  const ben = await users.add({ user: 'ben' });
  const [annas, bens] = [await sessions.open(hashOf(anna.token)), await sessions.open(hashOf(ben.token))];
  expect((await users.byTokenHash((await sessions.tokenHash(annas)) ?? ''))?.user).toBe('anna');
  const renewed = await users.renewToken('anna');
  expect([await users.byToken(anna.token), await sessions.tokenHash(annas)]).toEqual([null, null]);
  expect((await users.byToken(renewed.token))?.user).toBe('anna');
  await users.remove('anna');
  expect(await users.byToken(renewed.token)).toBeNull();
  expect(await sessions.tokenHash(bens)).toBe(hashOf(ben.token));
  await sessions.end(bens);
  expect(await sessions.tokenHash(bens)).toBeNull();
});

test('the newest twenty sessions of a token are kept', async () => {
  const { users, sessions } = await open();
  const hashes = [hashOf((await users.add({ user: 'anna' })).token), hashOf((await users.add({ user: 'ben' })).token)];
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const bens = await sessions.open(hashes[1] ?? '');
  const annas: string[] = [];
  for (let n = 0; n < 22; n++) {
    vi.setSystemTime(Date.now() + 1000);
    annas.push(await sessions.open(hashes[0] ?? ''));
  }
  const open20 = await Promise.all(annas.map(async (id) => (await sessions.tokenHash(id)) !== null));
  expect(open20).toEqual(annas.map((_, n) => n >= 2));
  expect(await sessions.tokenHash(bens)).toBe(hashes[1]);
});

test.each(['', ' ', 'a b', 'user:anna', 'everyone%20x', '-anna', 'a\u0000b', 'a'.repeat(101), "') or true --"])(
  '%j names nobody and no group',
  async (name) => {
    const { users } = await open();
    await expect(users.add({ user: name })).rejects.toMatchObject({ code: 'user_invalid' });
    await expect(users.add({ user: 'anna', groups: ['hr', name] })).rejects.toMatchObject({ code: 'user_invalid' });
    expect(await users.list()).toEqual([]);
  },
);

test('names that people have are taken', async () => {
  const { users } = await open();
  for (const user of ['anna', "o'neil", 'Jörg', 'anna.berg@example.org', '李雷', '7']) await users.add({ user });
  expect(await users.list()).toHaveLength(6);
  await expect(users.add({ user: 'anna', groups: ['board'] })).rejects.toMatchObject({ code: 'user_exists' });
  expect((await users.get('anna')).groups).toEqual([]);
});

test('who is not there is said so, whatever is asked', async () => {
  const { users } = await open();
  const attempts = [users.get('x'), users.set({ user: 'x', groups: ['hr'] }), users.remove('x'), users.renewToken('x')];
  for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'user_not_found' });
});
