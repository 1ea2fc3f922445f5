import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { AtelierError } from '@atelier/foundation';
import { filePasswords, type SourceKind } from '../source-kind.ts';
import { maildirSource } from './maildir-source.ts';
import { mboxSource } from './mbox-source.ts';

const settings = z.strictObject({
  maxMessageMb: z
    .number()
    .positive()
    .max(1000)
    .default(50)
    .describe('Messages above this are reported instead of read; in MB'),
});

type Settings = z.output<typeof settings>;

/** Mail on disk: an mbox file (`mbox:/path/file.mbox`) or a Maildir folder (`maildir:/path`), a message a document. */
export const mboxKind: SourceKind<Settings> = {
  kind: 'mbox',
  examples: ['mbox:/srv/mail/support.mbox', 'maildir:/srv/mail/Maildir'],
  accepts: (location) => /^(?:mbox|maildir):/i.test(location),
  settings,
  secrets: { filePasswords: 'Passwords of protected files that are attached, one a line' },
  everySeconds: 300,
  async identify(location) {
    const [, scheme = ''] = /^(mbox|maildir):/i.exec(location) ?? [];
    const path = await pathOf(location.slice(scheme.length + 1));
    const absolute = await realpath(path).catch(() => path);
    const isFolder = await stat(absolute).then(
      (stats) => stats.isDirectory(),
      (cause: unknown) => {
        throw new AtelierError({
          code: 'path_not_found',
          message: `There is no file or folder ${absolute}.`,
          hint: 'Check the spelling; a relative path counts from the folder where the command runs.',
          cause,
        });
      },
    );
    if (isFolder !== (scheme.toLowerCase() === 'maildir')) throw otherScheme(absolute, isFolder);
    return { uri: pathToFileURL(absolute).href.replace(/^file:\/\//, `${scheme.toLowerCase()}:`) };
  },
  open({ uri, settings: { maxMessageMb }, secrets, readers, excludes }) {
    const options = { readers, passwords: filePasswords(secrets), maxMessageBytes: maxMessageMb * 1e6 };
    const path = fileURLToPath(uri.replace(/^[a-z]+:/, 'file://'));
    return uri.startsWith('mbox:') ? mboxSource(path, uri, options) : maildirSource(path, { ...options, excludes });
  },
};

/** A path as people write it (`mail/old files.mbox`), or as it stands in a uri (`/mail/old%20files.mbox`). */
async function pathOf(written: string): Promise<string> {
  const path = resolve(written.replace(/^\/\//, ''));
  if (!path.includes('%') || (await stat(path).catch(() => null)) !== null) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function otherScheme(path: string, isFolder: boolean): AtelierError {
  return new AtelierError({
    code: 'source_invalid',
    message: isFolder ? `${path} is a folder, not an mbox file.` : `${path} is a file, not a Maildir folder.`,
    hint: isFolder ? `Name a Maildir as maildir:${path}.` : `Name an mbox file as mbox:${path}.`,
  });
}
