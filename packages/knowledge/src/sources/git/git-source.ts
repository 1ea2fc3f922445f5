import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AtelierError } from '@atelier/foundation';
import { isLeftOut } from '../left-out.ts';
import type { Source } from '../source.ts';
import { filePasswords, type SourceContext } from '../source-kind.ts';
import { remoteOf } from './git-location.ts';
import type { GitSettings } from './git-settings.ts';
import { updateMirror } from './mirror.ts';
import { GitFailure, gitOutput } from './run-git.ts';
import { filesOfTree } from './tree.ts';

/**
 * The files of one revision of a repository. An item is `<repository>#<way of the file>`, whatever the revision, and
 * its stamp is git's id of the content.
 */
export function gitSource(context: SourceContext<GitSettings>): Source {
  const { uri, settings, secrets, readers, cache, excludes } = context;
  const { revision, path } = settings;
  const passwords = filePasswords(secrets);
  const maxBytes = settings.maxFileMb * 1_000_000;
  const sizes = new Map<string, number>();
  return {
    async *list(signal) {
      sizes.clear();
      const mirror = await updateMirror({ remote: remoteOf(uri), revision, secrets, cache, signal });
      for await (const file of filesOfTree(mirror, path, signal)) {
        signal.throwIfAborted();
        if (file.path.split('/').some(isLeftOut) || excludes(file.path)) continue;
        sizes.set(file.blob, file.bytes);
        yield { uri: uriOfFile(uri, path === '' ? file.path : `${path}/${file.path}`), stamp: file.blob };
      }
    },
    async open({ uri: item, stamp: blob }, signal) {
      if ((sizes.get(blob) ?? 0) > maxBytes) throw tooLarge(item, maxBytes);
      const args = [`--git-dir=${join(cache, 'mirror.git')}`, 'cat-file', 'blob', blob];
      const content = await gitOutput(args, { signal }).catch((error: unknown) => {
        throw error instanceof GitFailure ? notThere(item, error) : error;
      });
      if (isLfsPointer(content)) throw lfsPointer(item);
      return {
        contentHash: createHash('sha256').update(content).digest('hex'),
        bytes: content.length,
        read: () =>
          readers.read({ bytes: content, name: decodeURIComponent(item.slice(item.indexOf('#') + 1)), passwords }),
      };
    },
  };
}

const uriOfFile = (repository: string, path: string): string =>
  `${repository}#${path.toWellFormed().split('/').map(encodeURIComponent).join('/')}`;

const isLfsPointer = (content: Buffer): boolean =>
  content.length < 1024 && content.toString('latin1').startsWith('version https://git-lfs.github.com/spec/');

function lfsPointer(uri: string): AtelierError {
  return new AtelierError({
    code: 'git_lfs_pointer',
    message: `${uri} is kept in Git LFS: the repository itself holds only a pointer to it.`,
    hint: 'Clone the repository with Git LFS, and add the folder of the clone.',
  });
}

function tooLarge(uri: string, maxBytes: number): AtelierError {
  return new AtelierError({
    code: 'file_too_large',
    message: `${uri} is larger than ${maxBytes / 1_000_000} MB.`,
    hint: 'Raise maxFileMb of this source, or leave the file out.',
  });
}

function notThere(uri: string, cause: GitFailure): AtelierError {
  return new AtelierError({
    code: 'file_missing',
    message: `${uri} is no longer in the repository (${cause.message}).`,
    hint: 'It has changed since the repository was looked at; the next sync will tell.',
    cause,
  });
}
