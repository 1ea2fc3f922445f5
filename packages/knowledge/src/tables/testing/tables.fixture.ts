import { createHash } from 'node:crypto';
import { owner, type Reader } from '../../documents/access.ts';
import { readAll } from '../../read/testing/read-bytes.ts';
import type { Source } from '../../sources/source.ts';
import { openTestHome } from '../../testing/knowledge.fixture.ts';
import type { TableQuery } from '../table-query.ts';

/** A real home with these files in it, by name; their uris are `m:<name>`. Change the map, and `sync` sees it. */
export async function openTables(files: Record<string, string>, access?: string[]) {
  const home = await openTestHome();
  const contents = new Map(Object.entries(files));
  const source: Source = {
    async *list() {
      for (const [name, text] of contents) yield await Promise.resolve({ uri: `m:${name}`, stamp: hashOf(text) });
    },
    open({ uri }) {
      const name = uri.slice(2);
      const text = contents.get(name) ?? '';
      return Promise.resolve({ contentHash: hashOf(text), bytes: text.length, read: () => readAll(name, text) });
    },
  };
  const added = await home.knowledge.addCustom({ kind: 'memory', uri: 'memory:', ...(access && { access }) });
  const sync = () => home.knowledge.sync(added.source.id, home.run, source);
  await sync();
  const tablesIn = async (name: string, reader: Reader = owner) =>
    (await home.knowledge.tables(reader, `m:${name}`)).tables;
  /** Asks the first table of the first file. */
  const ask = async (query: Omit<TableQuery, 'table'>) => {
    const [table] = await tablesIn(Object.keys(files)[0] ?? '');
    return await home.knowledge.queryTable(owner, { table: table?.table ?? '', ...query });
  };
  return { ...home, contents, sync, tablesIn, ask };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
