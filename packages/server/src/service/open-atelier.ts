import { errorShape, type JobProgress, type Settings } from '@atelier/foundation';
import { openHome, servedAt, type Home } from '../home/open-home.ts';
import { homeToken } from '../home/token.ts';
import { writerOf } from '../home/writer.ts';
import type { Atelier } from './atelier.ts';
import { localAtelier } from './local.ts';
import { remoteAtelier } from './remote.ts';

/**
 * The service on a home, however it is to be had: beside a running server by HTTP, else by opening the home in this
 * process.
 *
 * @throws AtelierError `home_in_use`, `home_newer`, `home_missing`
 */
export async function openAtelier(options: {
  settings: Settings;
  command: string;
  access: 'read' | 'write';
  /** Hears how far the search index is, where it must be brought up to date before anything else. */
  onRecovery?: (progress: JobProgress) => void;
}): Promise<Atelier> {
  const url = servedAt(options.settings.home);
  if (url !== null) return remoteAtelier(url, homeToken(options.settings.home));
  try {
    return await openHere(options);
  } catch (error) {
    // Asking is possible on a full disk, even where what a crash left behind cannot be mended.
    if (options.access === 'read' && errorShape(error).code === 'disk_full') {
      return await openHere({ ...options, access: 'look' });
    }
    throw error;
  }
}

async function openHere(
  options: Parameters<typeof openHome>[0] & { onRecovery?: (progress: JobProgress) => void },
): Promise<Atelier> {
  const home = await openHome(options);
  try {
    const atelier = localAtelier(home, writerOf(options.settings));
    if (home.writing !== null) await recoverIndex(home, atelier, options.onRecovery);
    return atelier;
  } catch (error) {
    await home.close();
    throw error;
  }
}

/** A process that was killed may have left the index behind the database. */
export async function recoverIndex(
  home: Home,
  atelier: Atelier,
  progress?: (progress: JobProgress) => void,
): Promise<void> {
  if (await home.knowledge.embedder.isDue()) await home.jobs.enqueue('embed', {});
  if (await home.knowledge.indexAgrees()) return;
  await home.knowledge.catchUp();
  // What it had still to bring may have been removals.
  await home.jobs.enqueue('wipe', {});
  if (await home.knowledge.indexAgrees()) return;
  home.log.warn('the search index differs from the database: mending it');
  const { job } = await atelier.reconcile();
  await atelier.waitForJob(job, progress);
}
