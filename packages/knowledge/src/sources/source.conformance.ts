import { describe, expect, test } from 'vitest';
import type { ReadResult } from '../read/read-document.ts';
import type { Source, SourceItem } from './source.ts';

/** A source in front of a place that the test can change. */
export interface SourceUnderTest {
  source: Source;
  /** The same place seen by a process that was started anew. */
  reopen(): Source | Promise<Source>;
  /** Puts a document of this name there, or replaces it; its text contains `text`, which is one line. */
  put(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Takes the whole place away: the server is stopped, the folder renamed. */
  breakOff(): Promise<void>;
}

export interface SourceTraits {
  /** Why a document of this kind cannot change under its uri; the test of that is then left out. */
  neverChanges?: string;
}

/** What every source must do. `open` gives a new one that holds nothing, or only what no test puts there. */
export function describeSource(name: string, open: () => Promise<SourceUnderTest>, traits: SourceTraits = {}): void {
  const signal = new AbortController().signal;
  const nothing: ReadonlyMap<string, string> = new Map();

  const itemsOf = async (source: Source, known = nothing): Promise<SourceItem[]> => {
    const items = await Array.fromAsync(source.list(signal, known));
    expect(new Set(items.map((item) => item.uri)).size, 'an item is listed once').toBe(items.length);
    return items;
  };
  const stampsOf = (items: SourceItem[]) => new Map(items.map((item) => [item.uri, item.stamp]));
  const read = async (source: Source, item: SourceItem) => {
    const open = await source.open(item, signal);
    return { ...open, text: wordsOf(await open.read()) };
  };
  /** The items by the words that are in them. */
  const holding = async (source: Source, items: SourceItem[], words: string[]) => {
    const texts = await Promise.all(items.map(async (item) => ({ item, ...(await read(source, item)) })));
    return words.map((word) => {
      const found = texts.filter(({ text }) => text.includes(word));
      expect(found, `the items that hold "${word}"`).toHaveLength(1);
      return found[0]!;
    });
  };

  describe(`${name} as a source`, () => {
    test('lists every document once, and each can be read', async () => {
      const { source, put } = await open();
      const before = await itemsOf(source);
      await put('first', 'The heron waits.');
      await put('second', 'The otter dives.');
      await put('third', 'The lynx listens.');
      const items = await itemsOf(source, stampsOf(before));
      expect(items.length - before.length).toBe(3);
      const [heron, otter, lynx] = await holding(source, items, ['heron waits', 'otter dives', 'lynx listens']);
      expect(new Set([heron?.contentHash, otter?.contentHash, lynx?.contentHash]).size).toBe(3);
      for (const { item, contentHash, bytes } of [heron!, otter!, lynx!]) {
        expect(item.uri).toMatch(/^[a-z][a-z\d+.-]*:\S+$/);
        expect(contentHash).toMatch(/^[\da-f]{64}$/);
        expect(bytes).toBeGreaterThan(0);
      }
      await source.close?.();
    });

    test('what did not change keeps its uri, its stamp and its hash, in another process too', async () => {
      const { source, put, reopen } = await open();
      await put('first', 'The heron waits.');
      await put('second', 'The otter dives.');
      const items = await itemsOf(source);
      const hashes = new Map<string, string>();
      for (const item of items) hashes.set(item.uri, (await read(source, item)).contentHash);
      expect(stampsOf(await itemsOf(source, stampsOf(items)))).toEqual(stampsOf(items));
      await source.close?.();

      const later = await reopen();
      expect(stampsOf(await itemsOf(later))).toEqual(stampsOf(items));
      const again = await itemsOf(later, stampsOf(items));
      expect(stampsOf(again)).toEqual(stampsOf(items));
      for (const item of again) expect((await read(later, item)).contentHash).toBe(hashes.get(item.uri));
      await later.close?.();
    });

    test.skipIf(traits.neverChanges !== undefined)(
      `a changed document has another stamp and another hash under the same uri${reason(traits.neverChanges)}`,
      async () => {
        const { source, put } = await open();
        await put('first', 'The heron waits.');
        await put('second', 'The otter dives.');
        const before = await itemsOf(source);
        const [heron] = await holding(source, before, ['heron waits']);
        // As long as before: a size alone does not tell.
        await put('first', 'The heron walks.');
        const after = await itemsOf(source, stampsOf(before));
        const [changed] = await holding(source, after, ['heron walks']);
        expect(changed?.item.uri).toBe(heron?.item.uri);
        expect(changed?.item.stamp).not.toBe(heron?.item.stamp);
        expect(changed?.contentHash).not.toBe(heron?.contentHash);
        const unchanged = (items: SourceItem[]) => items.filter((item) => item.uri !== heron?.item.uri);
        expect(stampsOf(unchanged(after))).toEqual(stampsOf(unchanged(before)));
        await source.close?.();
      },
    );

    test('a removed document is not listed, and the others still are', async () => {
      const { source, put, remove } = await open();
      await put('first', 'The heron waits.');
      await put('second', 'The otter dives.');
      const before = await itemsOf(source);
      const [heron, otter] = await holding(source, before, ['heron waits', 'otter dives']);
      await remove('first');
      const after = stampsOf(await itemsOf(source, stampsOf(before)));
      expect(after.has(heron!.item.uri)).toBe(false);
      expect(after.get(otter!.item.uri)).toBe(otter!.item.stamp);
      if (source.isGone !== undefined) expect(await source.isGone(heron!.item.uri, signal)).toBe(true);
      await source.close?.();
    });

    test('an item that went away since it was listed fails with a plain reason', async () => {
      const { source, put, remove, reopen } = await open();
      await put('first', 'The heron waits.');
      await put('second', 'The otter dives.');
      const items = await itemsOf(source);
      const [heron] = await holding(source, items, ['heron waits']);
      await source.close?.();
      await remove('first');
      const later = await reopen();
      await itemsOf(later, stampsOf(items));
      const failure = await read(later, heron!.item).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: expect.stringMatching(/^[a-z_]+$/), message: expect.any(String) });
      await later.close?.();
    });

    test('listing stops when it is told to', async () => {
      const { source, put } = await open();
      await put('first', 'The heron waits.');
      await put('second', 'The otter dives.');
      const before = AbortSignal.abort(new Error('stopped by the test'));
      await expect(Array.fromAsync(source.list(before, nothing))).rejects.toBeInstanceOf(Error);
      const controller = new AbortController();
      const stopped = async () => {
        for await (const _item of source.list(controller.signal, nothing)) controller.abort(new Error('stopped'));
      };
      await expect(stopped()).rejects.toBeInstanceOf(Error);
      expect(await itemsOf(source)).not.toEqual([]);
      await source.close?.();
    });

    test('a place that cannot be reached throws instead of listing less', async () => {
      const { source, put, breakOff, reopen } = await open();
      await put('first', 'The heron waits.');
      const items = await itemsOf(source);
      await breakOff();
      for (const each of [source, await reopen()]) {
        const failure = await itemsOf(each, stampsOf(items)).catch((error: unknown) => error);
        expect(failure).toMatchObject({ code: expect.stringMatching(/^source_(?:missing|unreachable|refused)$/) });
        await each.close?.();
      }
    });
  });
}

const reason = (text: string | undefined): string => (text === undefined ? '' : ` (${text})`);

function wordsOf({ document, members }: ReadResult): string {
  const inner = members.map((member) => ('document' in member ? member.document.text : ''));
  return [document?.text ?? '', ...inner].join('\n');
}
