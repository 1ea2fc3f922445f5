import { afterAll, expect, test } from 'vitest';
import type { User, UserWithToken } from '@atelier/server';
import { handbook, makePlace } from '../testing/atelier.fixture.ts';

/** The tests tell one story in order, each command a process of its own; there are many of them. */
const slow = { timeout: 120_000 };
const place = makePlace({ ...handbook, 'personnel/pay.md': '# Pay bands\n\nBand 4 pays 61,000 pounds a year.\n' });
const { run, json, start } = place;
afterAll(() => place.remove());

test('users are added before there is a document, changed, listed and removed', slow, async () => {
  const { code, stdout } = await run(['users', 'add', 'anna', '--group', 'hr', '--group', 'it', '--name', 'Anna Berg']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Added anna, in hr, it\..*\n\n {2}atl_[\w-]{40}\n/)]);
  const ben = await json<UserWithToken>(['users', 'add', '--group', 'it', 'ben']);
  expect(ben).toMatchObject({ user: 'ben', groups: ['it'], token: expect.stringMatching(/^atl_/) });
  expect((await run(['users', 'list'])).stdout).toContain('Anna Berg');
  expect(await json(['users', 'set', 'ben', '--name', 'Ben'])).toMatchObject({ name: 'Ben', groups: ['it'] });
  expect(await json(['users', 'set', 'ben', '--no-group'])).toMatchObject({ name: 'Ben', groups: [] });
  const listed = await run(['users', 'list', '--json']);
  expect(listed.stdout).not.toContain('atl_');
  expect((JSON.parse(listed.stdout) as User[]).map(({ user }) => user)).toEqual(['anna', 'ben']);
  expect(await json(['users', 'remove', 'ben'])).toEqual({ removed: true, user: 'ben' });
  for (const [args, error] of [
    [['users', 'remove', 'ben'], 'user_not_found'],
    [['users', 'add', 'anna'], 'user_exists'],
    [['users', 'add', 'group:hr'], 'user_invalid'],
  ] as const) {
    expect(await run([...args])).toMatchObject({ code: 1, stderr: expect.stringContaining(error) });
  }
});

test('beside a running server a token works at once, and what ends, ends at once', slow, async () => {
  await json(['add', 'handbook']);
  await json(['add', 'personnel', '--access', 'group:hr']);
  const up = start(['up', '--port', '0']);
  const url = await up.says(/(http:\/\/127\.0\.0\.1:\d+)\//);
  const search = async (token: string): Promise<number> => {
    const response = await fetch(`${url}/api/search`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '61,000 pounds' }),
    });
    if (!response.ok) return response.status;
    return ((await response.json()) as { hits: unknown[] }).hits.length;
  };
  const anna = await json<UserWithToken>(['users', 'token', 'anna']);
  const cleo = await json<UserWithToken>(['users', 'add', 'cleo']);
  expect([await search(anna.token), await search(cleo.token)]).toEqual([1, 0]);
  await json(['users', 'set', 'cleo', '--group', 'hr']);
  await json(['users', 'set', 'anna', '--no-group']);
  expect([await search(anna.token), await search(cleo.token)]).toEqual([0, 1]);
  await json(['users', 'remove', 'cleo']);
  expect(await search(cleo.token)).toBe(401);
  const renewed = await json<UserWithToken>(['users', 'token', 'anna']);
  expect([await search(anna.token), await search(renewed.token)]).toEqual([401, 0]);
  expect((await up.stop()).code).toBe(0);
  // The next process on this home knows them, too.
  expect(await json<User[]>(['users', 'list'])).toMatchObject([{ user: 'anna', groups: [] }]);
});
