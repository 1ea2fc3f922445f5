import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { JobProgress } from '@atelier/foundation';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Indexer } from '../index/indexer.ts';
import type { EmbedderChange, Indexes } from '../index/indexes.ts';
import type { SearchIndex } from '../index/search-index.ts';
import { beginShadow, countUnembedded, endShadow, promoteShadow } from '../index/vector-indexes.ts';
import type { EmbedderChoice } from './choose-embedder.ts';
import type { Embedder } from './embedder.ts';
import { keepReport, readReport, type EmbedderReport, type QuestionOutcomes } from './embedder-reports.ts';
import { orWordsAlone } from './or-words-alone.ts';

/** Where a change of embedder stands. */
export interface EmbedderState {
  /** The embedder that is set. */
  embedder: string;
  /** The one that search goes by. */
  serving: string;
  /** The serving one cannot be had now: search goes by words alone. */
  words_alone: boolean;
  /** Documents that the serving index has without vectors. */
  waiting: number;
  /** Documents that the index of the one to take over has; null where none is being filled. */
  shadow: { done: number; total: number } | null;
  /** How the saved questions went with the two, the last time that was looked at. */
  report: EmbedderReport | null;
}

export interface EmbedOptions {
  signal: AbortSignal;
  progress?: (progress: JobProgress) => void;
}

/** Searches that began before the switch are done after this. */
const searchesEndMs = 1000;

/**
 * Puts another embedder in the place of the one that serves: beside it, a shadow index is filled, which takes its place
 * only when it is whole. Whatever was done is in the database, so that it goes on after a kill.
 */
export function createEmbedderChange(parts: {
  database: Kysely<KnowledgeSchema>;
  indexes: Indexes;
  indexer: Indexer;
  change: EmbedderChange;
}) {
  const { database, indexes, indexer, change } = parts;
  let taking: Embedder | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** One change at a time, whoever asks for it. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  }

  const serving = () => indexes.embedder.id;
  const isServing = () => serving() === change.wanted.id;

  async function state(): Promise<EmbedderState> {
    const total = await countDocuments();
    await indexes.embedder.look();
    const { shadow } = indexes;
    return {
      embedder: change.wanted.id,
      serving: indexes.embedder.id,
      words_alone: indexes.embedder.isAway(),
      waiting: await countUnembedded(database, indexes.embedder.id),
      shadow: shadow === null ? null : { done: total - (await countUnembedded(database, shadow.id)), total },
      report: await readReport(database),
    };
  }

  /** Whether there is something to embed, or to decide. */
  async function isDue(): Promise<boolean> {
    if (isServing()) return (await countUnembedded(database, change.wanted.id)) > 0;
    if (indexes.shadow === null || !(await isDecided())) return true;
    return (await countUnembedded(database, change.wanted.id)) > 0;
  }

  /** Whether the saved questions were asked with this pair before. */
  async function isDecided(): Promise<boolean> {
    const report = await readReport(database);
    return report?.serving === indexes.embedder.id && report.shadow === change.wanted.id;
  }

  /** Embeds what has no vectors by the embedder that is set, until every document has. */
  async function embedAll(options: EmbedOptions): Promise<void> {
    if (isServing()) {
      await embedInto({ index: indexes.index, embedder: indexes.embedder.source }, options);
      await indexer.inBetween(() => indexes.index.optimize());
      return;
    }
    const shadow = await openShadow();
    do await embedInto(shadow, options);
    while ((await indexer.compare({ id: change.wanted.id, index: shadow.index })) > 0);
    await indexer.inBetween(() => shadow.index.optimize());
  }

  async function embedInto(target: { index: SearchIndex; embedder: Embedder }, { signal, progress }: EmbedOptions) {
    const total = await countDocuments();
    do {
      signal.throwIfAborted();
      const done = total - (await countUnembedded(database, target.embedder.id));
      progress?.({ done: Math.max(0, done), total, message: 'embedding' });
    } while (await indexer.embedSome(target));
  }

  /** @throws AtelierError `embedder_unreachable` and its kin where the embedder cannot be had */
  async function openShadow(): Promise<{ index: SearchIndex; embedder: Embedder }> {
    taking ??= await change.wanted.open();
    const { id, dimensions } = taking;
    if (indexes.shadow === null) {
      const index = await change.openIndex({ id, dimensions });
      await indexer.inBetween(async () => {
        await beginShadow(database, { embedder: id, dimensions, spec: change.wanted.spec });
        indexes.shadow = { id, index };
      });
    }
    return { index: (indexes.shadow as { index: SearchIndex }).index, embedder: taking };
  }

  /** Fills the shadow and has it take over. */
  async function takeOver(options: EmbedOptions): Promise<void> {
    const { index: former, embedder } = indexes;
    for (;;) {
      await embedAll(options);
      const shadow = await openShadow();
      const isWhole = await indexer.inBetween(async () => {
        if ((await countUnembedded(database, change.wanted.id)) > 0) return false;
        await promoteShadow(database);
        Object.assign(indexes, { index: shadow.index, embedder: orWordsAlone(shadow.embedder), shadow: null });
        return true;
      });
      if (isWhole) break;
    }
    await sleep(searchesEndMs);
    former.close();
    await change.dropIndex(embedder.id);
  }

  /** Sets another embedder, and ends the shadow of the one that was set. */
  async function want(choice: EmbedderChoice): Promise<void> {
    const { shadow } = indexes;
    change.wanted = choice;
    taking = null;
    if (shadow === null || shadow.id === choice.id) return;
    await indexer.inBetween(async () => {
      await endShadow(database);
      indexes.shadow = null;
    });
    shadow.index.close();
    await change.dropIndex(shadow.id);
  }

  async function countDocuments(): Promise<number> {
    const { documents } = await database
      .selectFrom('documents')
      .select(({ fn }) => fn.countAll<number>().as('documents'))
      .executeTakeFirstOrThrow();
    return documents;
  }

  return {
    state,
    isDue,
    /** Id of the embedder that search goes by. */
    serving,
    isServing,
    isDecided,
    want: (choice: EmbedderChoice) => inTurn(() => want(choice)),
    embedAll,
    takeOver,
    /** What a search through the shadow goes by, for comparison. */
    shadowContext: async () => ({ database, ...(await openShadow()) }),
    keepReport: (outcomes: QuestionOutcomes) =>
      keepReport(database, { serving: indexes.embedder.id, shadow: change.wanted.id, outcomes }),
    inTurn,
  };
}
