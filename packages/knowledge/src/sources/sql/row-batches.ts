import type { SqlRow } from './sql-client.ts';

/** Rows are fetched in the order in which they were listed, many at a time. */
export interface RowBatches {
  /** Says that the row of this uri will probably be asked for, after those said before. */
  expect(uri: string): void;
  /** The row as it is now; undefined where it is no longer there. */
  take(uri: string, fetch: FetchRows): Promise<SqlRow | undefined>;
  /** Forgets what was expected. */
  clear(): void;
}

export type FetchRows = (uris: readonly string[]) => Promise<Map<string, SqlRow>>;

const firstBatch = 20;
const largestBatch = 300;
/** About as much text as may wait in memory, in characters. */
const batchCharacters = 8_000_000;
/** How far the next row that is asked for may lie behind the ones that were. */
const reach = 2000;

export function rowBatches(): RowBatches {
  let expected: string[] = [];
  let next = 0;
  let size = firstBatch;
  let fetched = new Map<string, Promise<SqlRow | undefined>>();

  /** This row and those that will be asked for after it. */
  const batchFrom = (uri: string): string[] => {
    const ahead = expected.slice(next, next + reach).indexOf(uri);
    if (ahead === -1) return [uri];
    const batch = expected.slice(next + ahead, next + ahead + size);
    next += ahead + batch.length;
    return batch;
  };

  return {
    expect: (uri) => void expected.push(uri),
    take(uri, fetch) {
      const before = fetched.get(uri);
      if (before !== undefined) {
        // Once: whoever asks again wants to know what the row is by then.
        fetched.delete(uri);
        return before;
      }
      const batch = batchFrom(uri);
      const rows = fetch(batch).then((found) => {
        size = nextSize(found);
        return found;
      });
      const rest = batch.slice(1);
      if (rest.length > 0)
        fetched = new Map(rest.map((other) => [other, quiet(rows.then((found) => found.get(other)))]));
      return rows.then((found) => found.get(uri));
    },
    clear() {
      [expected, next, fetched] = [[], 0, new Map()];
    },
  };
}

/** A failure is told to those who take the row, if anybody does. */
function quiet<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}

function nextSize(rows: ReadonlyMap<string, SqlRow>): number {
  let characters = 0;
  for (const row of rows.values()) for (const value of row) characters += value?.text.length ?? 0;
  const fitting = Math.floor((batchCharacters * rows.size) / Math.max(1, characters));
  return Math.min(largestBatch, Math.max(1, fitting));
}
