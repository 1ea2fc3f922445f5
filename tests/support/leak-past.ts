import { expect } from 'vitest';
import { expectNone } from './expect-none.ts';
import type { World } from './leak-world.ts';

/** What stood in the documents of a company at one moment, by uri. */
interface Moment {
  at: string;
  words: Map<string, string[]>;
}

/**
 * Going back: a moment tells what stood then in documents that the asker may see now, and nothing of what is gone, was not
 * there yet, or is not for this asker.
 */
export function createPast(world: World) {
  const moments: Moment[] = [];
  let checks = 0;

  /** After a sync. */
  function remember(): void {
    const words = new Map([...world.visible(null).values()].map((secret) => [secret.uri, secret.words]));
    moments.push({ at: new Date().toISOString(), words });
  }

  /** Every word that this asker must not get from then. */
  function forbiddenAt(as: string[] | null, { words }: Moment): string[] {
    const allowed = new Set<string>();
    for (const { uri } of world.visible(as).values()) {
      const then = words.get(uri);
      if (then !== undefined) for (const word of [uri, ...then]) allowed.add(word);
    }
    const all = [...world.documents.values()].flatMap(({ uri, words: own, former }) => [uri, ...own, ...former]);
    return [...all, ...world.gone].filter((word) => !allowed.has(word));
  }

  async function asked(as: string[] | null, { at }: Moment, word: string): Promise<string[]> {
    const who = as === null ? {} : { as };
    const replies = [
      await world.request('POST', '/api/search', { query: `yearly report ${word}`, as_of: at, limit: 100, ...who }),
      await world.request('POST', '/api/search', { query: word, as_of: at, ...who }),
      await world.request('POST', '/api/ask', { question: `What is the code of ${word}?`, as_of: at, ...who }),
      await world.request('POST', '/api/ask', {
        question: `Which reports name ${word}?`,
        all: true,
        as_of: at,
        ...who,
      }),
    ];
    return replies.map(({ status, text }) => `${status} ${text.replaceAll(word, '<asked>')}`);
  }

  /** One asker and one moment each time, by turns. */
  async function check(askers: (string[] | null)[], isSynced: boolean): Promise<void> {
    const moment = moments[checks % moments.length] ?? expect.fail('no moment');
    const as = askers[checks % askers.length] ?? null;
    checks += 1;
    const forbidden = forbiddenAt(as, moment);
    const nonsense = await asked(as, moment, world.nonsense());
    for (const reply of nonsense) expectNone(reply, forbidden, `${moment.at} as ${String(as)}`);
    const now = new Set(world.forbidden(as));
    const hidden = forbidden.findLast((word) => now.has(word) && !word.includes('/'));
    if (hidden === undefined || !isSynced) return;
    const untimed = (replies: string[]) => replies.map((reply) => reply.replace(/"took_ms":[\d.]+/, ''));
    expect(untimed(await asked(as, moment, hidden))).toEqual(untimed(nonsense));
  }

  /** What is told of then stood there, so that not telling the rest means something. */
  async function checkReach(path: string): Promise<void> {
    const before = moments.at(-1) ?? expect.fail('no moment');
    const [, title = ''] = world.documents.get(path)?.words ?? [];
    world.edit(path);
    await world.sync();
    remember();
    const search = async (as_of?: string) =>
      (await world.request('POST', '/api/search', { query: 'yearly report', as_of, as: [] })).text;
    expect(await search(before.at)).toContain(title);
    expect(await search()).not.toContain(title);
  }

  return { remember, check, checkReach };
}
