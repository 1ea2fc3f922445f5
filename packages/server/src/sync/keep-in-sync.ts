import { kindNamed, type SourceRecord } from '@atelier/knowledge';
import type { Home } from '../home/open-home.ts';
import { everySeconds, parseSchedule, type Schedule } from './schedule.ts';

/** How often it is looked which sources are due. */
const tickMs = 1000;

/**
 * Keeps the sources in sync while the server runs: folders and files at the start, every source when its schedule says,
 * and one that can tell of its changes as soon as it does. Gives the function that ends it.
 */
export function keepInSync(home: Home): () => Promise<void> {
  const { knowledge, jobs, log, settings } = home;
  const watched = new Map<string, (() => Promise<void>) | null>();
  const started = Date.now();
  /** When each source was last looked at, in this process or before. */
  const lastLooks = new Map<string, number>();

  const sync = (source: string) => {
    lastLooks.set(source, Date.now());
    jobs.enqueue('sync', { source }).catch((error: unknown) => {
      // The source may have been removed a moment ago.
      log.warn({ source, error: String(error) }, 'could not look for changes');
    });
  };

  function scheduleOf({ schedule, kind }: SourceRecord): Schedule {
    if (schedule !== null) return parseSchedule(schedule);
    const { kind: name, everySeconds: seconds } = kindNamed(kind);
    if (name !== 'folder') return everySeconds(seconds);
    const { syncSeconds } = settings.server;
    return syncSeconds === 0 ? (last) => (last === 0 ? 0 : Infinity) : everySeconds(syncSeconds);
  }

  async function lastLook({ id, kind, createdAt }: SourceRecord): Promise<number> {
    const known = lastLooks.get(id);
    if (known !== undefined) return known;
    // Files may have changed while nobody watched; what is far away keeps to its schedule across restarts.
    const isFolder = kindNamed(kind).kind === 'folder';
    const before = (await knowledge.runs(id))[0]?.startedAt ?? 0;
    // Whoever added it meanwhile has asked for its first sync.
    const last = createdAt >= started ? createdAt : isFolder ? 0 : before;
    lastLooks.set(id, last);
    return last;
  }

  async function watch(id: string): Promise<void> {
    watched.set(id, null);
    const problem = (error: unknown) =>
      log.warn({ source: id, error: String(error) }, 'could not watch; it is still looked at by its schedule');
    try {
      watched.set(id, await knowledge.watch(id, { changed: () => sync(id), problem, except: home.path }));
    } catch (error) {
      problem(error);
    }
  }

  async function look(): Promise<void> {
    const sources = await knowledge.sources();
    for (const source of sources) {
      const { id, schedule } = source;
      try {
        const isWatched = schedule !== 'manual' && settings.server.syncSeconds > 0;
        if (isWatched && !watched.has(id)) await watch(id);
        if (Date.now() >= scheduleOf(source)(await lastLook(source))) sync(id);
      } catch (error) {
        // One source that a newer version made must not stop the others.
        log.warn({ source: id, error: String(error) }, 'could not look for changes');
        lastLooks.set(id, Date.now());
      }
    }
    const present = new Set(sources.map(({ id }) => id));
    for (const [id, stop] of watched) {
      if (present.has(id)) continue;
      watched.delete(id);
      await stop?.();
    }
  }

  let looking: Promise<void> = Promise.resolve();
  let isLooking = false;
  const tick = () => {
    if (isLooking) return;
    isLooking = true;
    looking = look()
      .catch((error: unknown) => log.error({ error: String(error) }, 'could not look for changes'))
      .finally(() => (isLooking = false));
  };
  tick();
  const timer = setInterval(tick, tickMs);
  return async () => {
    clearInterval(timer);
    await looking;
    await Promise.all([...watched.values()].map(async (stop) => await stop?.()));
  };
}
