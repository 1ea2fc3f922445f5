import { relative, sep } from 'node:path';
import { watch } from 'chokidar';
import { isLeftOut } from '../left-out.ts';
import type { WatchOptions } from '../source.ts';

/** Long enough that a file copied in pieces is mostly there, short enough to feel immediate. */
const settleMs = 300;

/** Watches a folder with all below it, or a file, until the returned function is called. */
export function watchFolder(root: string, { changed, problem, except }: WatchOptions): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    ignored: (path) => isWithin(path, except) || relative(root, path).split(sep).some(isLeftOutInside),
  });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(changed, settleMs);
  });
  watcher.on('error', problem);
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
}

/** The way to the root itself is empty or leads up; only what lies inside can be left out. */
const isLeftOutInside = (name: string): boolean => name !== '' && name !== '..' && isLeftOut(name);

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}${sep}`);
