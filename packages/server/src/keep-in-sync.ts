import type { Home } from './home/open-home.ts';
import type { Atelier } from './service/atelier.ts';

/**
 * Keeps the sources in sync while the server runs: looks at all of them at the start and every `server.syncSeconds`, and
 * at one as soon as the system says that something changed in it. Gives the function that ends it.
 */
export function keepInSync(home: Home, atelier: Atelier): () => Promise<void> {
  const { knowledge, log, settings } = home;
  const watched = new Map<string, () => Promise<void>>();

  const sync = (source: string) => {
    atelier.syncSource(source).catch((error: unknown) => {
      // The source may have been removed a moment ago.
      log.warn({ source, error: String(error) }, 'could not look for changes');
    });
  };

  async function watchAll(ids: string[]): Promise<void> {
    for (const id of ids) {
      if (watched.has(id)) continue;
      const stop = await knowledge.watch(id, {
        changed: () => sync(id),
        problem: (error) =>
          log.warn({ source: id, error: String(error) }, 'could not watch; it is still looked at in turns'),
        except: home.path,
      });
      watched.set(id, stop);
    }
    for (const [id, stop] of watched) {
      if (ids.includes(id)) continue;
      watched.delete(id);
      await stop();
    }
  }

  async function lookAtAll(): Promise<void> {
    const ids = (await knowledge.sources()).map(({ id }) => id);
    if (settings.server.syncSeconds > 0) await watchAll(ids);
    for (const id of ids) sync(id);
  }

  const look = () => {
    lookAtAll().catch((error: unknown) => log.error({ error: String(error) }, 'could not look for changes'));
  };
  look();
  const timer = settings.server.syncSeconds === 0 ? undefined : setInterval(look, settings.server.syncSeconds * 1000);
  return async () => {
    clearInterval(timer);
    await Promise.all([...watched.values()].map((stop) => stop()));
  };
}
