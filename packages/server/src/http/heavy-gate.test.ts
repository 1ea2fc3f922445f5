import { expect, onTestFinished, test, vi } from 'vitest';
import type { Asker } from './asker.ts';
import { createHeavyGate } from './heavy-gate.ts';

const owner: Asker = { owner: true };
const user = (name: string): Asker => ({
  owner: false,
  since: 0,
  user: { user: name, name: null, groups: [], created_at: '2026-01-01T00:00:00.000Z' },
});
const never = new AbortController().signal;

/** Goes in and notes it; `leave` waits until it was let in. */
function createVisits() {
  const gate = createHeavyGate();
  const inside: string[] = [];
  return {
    inside,
    gate,
    async visit(name: string, asker: Asker, signal = never) {
      const leave = await gate(asker, signal);
      inside.push(name);
      return leave;
    },
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

test('one of a user at a time, two of the owner, three in all, in the order of coming', async () => {
  const { visit, inside, settle } = createVisits();
  const anna = visit('anna 1', user('anna'));
  void visit('anna 2', user('anna'));
  const owners = [visit('owner 1', owner), visit('owner 2', owner)];
  void visit('owner 3', owner);
  void visit('ben 1', user('ben'));
  await settle();
  expect(inside).toEqual(['anna 1', 'owner 1', 'owner 2']);
  (await owners[0])?.();
  await settle();
  expect(inside.slice(3)).toEqual(['owner 3']);
  // Leaving twice makes no room for two.
  const leave = await anna;
  leave();
  leave();
  await settle();
  expect(inside.slice(4)).toEqual(['anna 2']);
  (await owners[1])?.();
  await settle();
  expect(inside.slice(5)).toEqual(['ben 1']);
});

test('nobody waits longer than ten seconds, and who leaves takes no place', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { gate, visit } = createVisits();
  const leave = await visit('anna 1', user('anna'));
  const late = gate(user('anna'), never).catch((error: unknown) => error);
  const leaving = new AbortController();
  const left = gate(user('anna'), leaving.signal).catch((error: unknown) => error);
  leaving.abort('left');
  expect(await left).toBe('left');
  await vi.advanceTimersByTimeAsync(9_999);
  const third = gate(user('anna'), never);
  await vi.advanceTimersByTimeAsync(1);
  expect(await late).toMatchObject({ code: 'too_busy', hint: expect.any(String) });
  leave();
  expect(await third).toBeTypeOf('function');
});
