import { AtelierError } from '@atelier/foundation';
import type { Mirror } from './mirror.ts';
import { GitFailure, runGit } from './run-git.ts';

/** A file of a commit. */
export interface TreeFile {
  /** From the folder that was listed, "/" between the steps. */
  path: string;
  /** Id of its content. */
  blob: string;
  bytes: number;
}

const entryPattern = /^100\d{3} blob ([\da-f]{40,64}) +(\d+)\t([\s\S]+)$/;

/**
 * The files below a folder of a commit, by name. Symbolic links and submodules are none.
 * @throws AtelierError `source_missing` where there is no such folder
 */
export async function* filesOfTree(
  { folder, commit }: Mirror,
  path: string,
  signal: AbortSignal,
): AsyncIterable<TreeFile> {
  const args = [`--git-dir=${folder}`, 'ls-tree', '-r', '-z', '--long', '--end-of-options', `${commit}:${path}`];
  let rest = Buffer.alloc(0);
  try {
    for await (const piece of runGit(args, { signal })) {
      rest = Buffer.concat([rest, piece]);
      for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0)) {
        const [, blob = '', size, name = ''] = entryPattern.exec(rest.toString('utf8', 0, end)) ?? [];
        rest = rest.subarray(end + 1);
        if (size !== undefined) yield { path: name, blob, bytes: Number(size) };
      }
    }
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    throw new AtelierError({
      code: 'source_missing',
      message: `There is no folder "${path}" in the repository (commit ${commit.slice(0, 12)}).`,
      hint: 'Check the settings path and revision. Nothing was removed from the index.',
      cause: error,
    });
  }
}
