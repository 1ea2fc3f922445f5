import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AtelierError } from '@atelier/foundation';
import type { Secrets } from '../source-kind.ts';
import { GitFailure, gitOutput, type GitOptions } from './run-git.ts';

export interface Mirror {
  /** For `--git-dir`. */
  folder: string;
  /** Id of the commit that the revision stands for now. */
  commit: string;
}

export interface MirrorOptions {
  /** What git is asked for; see `remoteOf`. */
  remote: string;
  revision: string;
  secrets: Secrets;
  cache: string;
  signal: AbortSignal;
}

/** Where the revision is kept in the mirror. */
const ref = 'refs/heads/atelier';

/**
 * Fetches one revision, without its history, into a repository of our own. What the revision before it held and this one
 * does not is deleted, so that no words of a removed file stay behind.
 * @throws AtelierError `source_refused`, `source_missing`, `source_unreachable`, `git_missing`
 */
export async function updateMirror(options: MirrorOptions): Promise<Mirror> {
  const folder = join(options.cache, 'mirror.git');
  try {
    return await update(folder, options);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    // A git that was killed may have left locks or half a repository behind.
    if (!error.stderr.includes(folder)) throw asAtelierError(error, options);
    await rm(folder, { recursive: true, force: true });
  }
  return await update(folder, options).catch((error: unknown) => {
    throw error instanceof GitFailure ? asAtelierError(error, options) : error;
  });
}

async function update(folder: string, options: MirrorOptions): Promise<Mirror> {
  const { signal, remote, revision } = options;
  await mkdir(options.cache, { recursive: true });
  await gitOutput(['init', '--quiet', '--bare', '--template=', '--', folder], { signal });
  const before = await commitOf(folder, signal).catch(() => null);
  await withAccess(options, async (access) => {
    const fetch = ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
    await gitOutput([`--git-dir=${folder}`, ...fetch, '--', remote, `+${revision}:${ref}`], access);
  });
  const commit = await commitOf(folder, signal);
  if (before !== null && before !== commit)
    await gitOutput([`--git-dir=${folder}`, 'gc', '--quiet', '--prune=now'], { signal });
  return { folder, commit };
}

async function commitOf(folder: string, signal: AbortSignal): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`];
  return (await gitOutput([`--git-dir=${folder}`, ...args], { signal })).toString().trim();
}

/** Lets git sign in, with nothing in the list of processes, and a key on the disk for no longer than it takes. */
async function withAccess(options: MirrorOptions, run: (access: GitOptions) => Promise<void>): Promise<void> {
  const { remote, secrets, cache, signal } = options;
  const { protocol, origin } = new URL(remote);
  const { user = 'x-access-token', token, sshKey } = secrets;
  if (protocol === 'file:') {
    // Somebody named this folder, so that it may belong to another user; serving a repository runs nothing of it.
    const config = join(cache, 'config');
    const path = fileURLToPath(remote);
    const trusted = [path, join(path, '.git')].map((each) => `\tdirectory = "${each.replaceAll(/["\\]/g, '\\$&')}"\n`);
    await writeFile(config, `[safe]\n${trusted.join('')}`);
    await run({ signal, environment: { GIT_CONFIG_GLOBAL: config } });
  } else if (protocol === 'ssh:' && sshKey !== undefined) {
    const file = join(cache, `key-${randomUUID()}`);
    await writeFile(file, `${sshKey.trim()}\n`, { mode: 0o600 });
    const ssh = `ssh -o BatchMode=yes -o IdentitiesOnly=yes -i '${file.replaceAll("'", String.raw`'\''`)}'`;
    try {
      await run({ signal, environment: { GIT_SSH_COMMAND: ssh } });
    } finally {
      await rm(file, { force: true });
    }
  } else if (protocol !== 'ssh:' && token !== undefined) {
    const header = `Authorization: Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
    await run({ signal, config: { [`http.${origin}/.extraHeader`]: header } });
  } else {
    await run({ signal });
  }
}

const refusals = /authentication failed|could not read (?:username|password)|permission denied|error: 40[13]|host key/i;
const absences =
  /not found|not a git repository|does not appear to be|couldn't find remote ref|does not exist|not our ref/i;

function asAtelierError(failure: GitFailure, { remote, revision }: MirrorOptions): AtelierError {
  const message = `The repository ${remote} could not be fetched at ${revision}: ${failure.message.replace(/\.$/, '')}.`;
  if (refusals.test(failure.stderr)) {
    return new AtelierError({
      code: 'source_refused',
      message,
      hint: /host key/i.test(failure.stderr)
        ? 'Connect once by hand with ssh as the user that runs Atelier, so that the host is known.'
        : 'Give this source the secret token (https) or sshKey (ssh), of an account that may read the repository.',
      cause: failure,
    });
  }
  if (absences.test(failure.stderr)) {
    return new AtelierError({
      code: 'source_missing',
      message,
      hint: 'Check the address and the setting revision. Nothing was removed from the index.',
      cause: failure,
    });
  }
  return new AtelierError({
    code: 'source_unreachable',
    message,
    hint: 'Check the address and the network; the next sync tries again. Nothing was removed.',
    retryable: true,
    cause: failure,
  });
}
