import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { AtelierError } from '@atelier/foundation';
import { filePasswords, type SourceKind } from '../source-kind.ts';
import { folderSource } from './folder.ts';

/** A folder with all below it, or one file, on the machine that Atelier runs on. */
export const folderKind: SourceKind<Record<string, never>> = {
  kind: 'folder',
  examples: ['./handbook', '/srv/documents/contract.pdf'],
  accepts: (location) => location.startsWith('file:') || !/^[a-z][a-z0-9+.-]+:/i.test(location),
  settings: z.strictObject({}),
  secrets: { filePasswords: 'Passwords of protected files, one a line' },
  everySeconds: 60,
  async identify(location) {
    const path = location.startsWith('file:') ? fileURLToPath(location) : resolve(location);
    // Two links to a folder, or two spellings of it, are one source.
    const absolute = await realpath(path).catch(() => path);
    const stats = await stat(absolute).catch((cause: unknown) => {
      throw new AtelierError({
        code: 'path_not_found',
        message: `There is no file or folder ${absolute}.`,
        hint: 'Check the spelling; a relative path counts from the folder where the command runs.',
        cause,
      });
    });
    return { uri: pathToFileURL(absolute).href, kind: stats.isDirectory() ? 'folder' : 'file' };
  },
  open: ({ uri, readers, secrets, excludes }) =>
    folderSource(fileURLToPath(uri), { readers, excludes, passwords: filePasswords(secrets) }),
};
