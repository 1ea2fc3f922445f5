import { AtelierError, type Settings } from '@atelier/foundation';
import { openHome, servedAt } from './home/open-home.ts';
import { writerOf } from './home/writer.ts';
import { serve, type Serving } from './serve.ts';
import type { Atelier } from './service/atelier.ts';
import { localAtelier } from './service/local.ts';
import { recoverIndex } from './service/open-atelier.ts';

export interface Running extends Omit<Serving, 'stop'> {
  atelier: Atelier;
  /** Stops serving, lets the running job go back to its queue, and closes the home. */
  stop(): Promise<void>;
}

/**
 * What `atelier up` does: opens the home, adds the paths as sources, serves, and keeps everything in sync.
 *
 * @param options.studio folder of the built web page
 * @throws AtelierError `home_in_use`, `home_newer`, `port_in_use`, `path_not_found`
 */
export async function startAtelier(options: { settings: Settings; paths: string[]; studio: string }): Promise<Running> {
  const { settings, paths, studio } = options;
  const elsewhere = servedAt(settings.home);
  if (elsewhere !== null) throw alreadyUp(settings.home, elsewhere);
  const home = await openHome({ settings, command: 'atelier up', access: 'write' });
  try {
    const atelier = localAtelier(home, writerOf(settings));
    await recoverIndex(home, atelier);
    for (const path of paths) await atelier.addSource({ location: path });
    const serving = await serve(home, atelier, { studio });
    return {
      url: serving.url,
      link: serving.link,
      atelier,
      stop: async () => {
        await serving.stop();
        await home.close();
      },
    };
  } catch (error) {
    await home.close();
    throw error;
  }
}

function alreadyUp(home: string, url: string): AtelierError {
  return new AtelierError({
    code: 'home_in_use',
    message: `The home ${home} is already served at ${url}.`,
    hint: 'Use that one, stop it first, or choose another home with --home. Nothing was changed.',
  });
}
