import { realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { AtelierError } from '@atelier/foundation';
import { signInOf } from '../sign-in.ts';
import type { Secrets } from '../source-kind.ts';

/** `git@host:owner/repository.git`, as ssh and the forges write it. */
const scpLike = /^(?<user>[\w.-]+)@(?<host>[\w.-]+):(?!\/\/)(?<path>.+)$/;

export function looksLikeGit(location: string): boolean {
  return (
    /^git\+/i.test(location) || /^ssh:\/\//i.test(location) || scpLike.test(location) || isHttpRepository(location)
  );
}

const isHttpRepository = (location: string): boolean => /^https?:\/\/.+\.git\/?$/i.test(location);

/**
 * The uri of a repository, `git+` in front of what git is asked for: `git+https://host/owner/repository.git`,
 * `git+ssh://git@host/owner/repository.git`, `git+file:///srv/repository`.
 * @throws AtelierError `source_invalid`, `path_not_found`
 */
export async function identifyRepository(location: string): Promise<{ uri: string; secrets?: Secrets }> {
  const named = location.trim().replace(/^git\+/i, '');
  const scp = scpLike.exec(named)?.groups;
  if (scp !== undefined) return { uri: uriOf(location, new URL(sshUrl(scp))) };
  if (!/^[a-z][a-z\d+.-]+:/i.test(named)) return { uri: await localUri(location, resolve(named)) };
  const url = URL.parse(named);
  if (url?.protocol === 'file:') return { uri: await localUri(location, fileURLToPath(url)) };
  if (url?.protocol === 'ssh:') {
    url.password = '';
    return { uri: uriOf(location, url) };
  }
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw invalid(location);
  const { user, password } = signInOf(url) ?? {};
  url.username = '';
  url.password = '';
  const secrets = { ...(user === undefined ? {} : { user }), ...(password === undefined ? {} : { token: password }) };
  return { uri: uriOf(location, url), ...(Object.keys(secrets).length === 0 ? {} : { secrets }) };
}

/** What git is asked for. */
export const remoteOf = (uri: string): string => uri.slice('git+'.length);

/**
 * The forges' one account, git, has repositories and no home; with any other a relative way counts from the home, which
 * in the form of a URL is "~".
 */
function sshUrl({ user, host, path = '' }: Record<string, string | undefined>): string {
  const way = path.startsWith('/') || path.startsWith('~') || user === 'git' ? path : `~/${path}`;
  return `ssh://${user}@${host}/${way.replace(/^\//, '')}`;
}

function uriOf(location: string, url: URL): string {
  // ssh would take such a name for an option.
  if (url.hostname === '' || url.hostname.startsWith('-') || url.username.startsWith('-')) throw invalid(location);
  url.hash = '';
  url.search = '';
  url.pathname = url.pathname.replace(/\/+$/, '');
  return `git+${url.href}`;
}

async function localUri(location: string, path: string): Promise<string> {
  const absolute = await realpath(path).catch((cause: unknown) => {
    throw new AtelierError({
      code: 'path_not_found',
      message: `There is no folder ${path}.`,
      hint: 'Check the spelling; a relative path counts from the folder where the command runs.',
      cause,
    });
  });
  const isThere = (name: string) =>
    stat(join(absolute, name)).then(
      () => true,
      () => false,
    );
  if (!(await isThere('.git')) && !((await isThere('HEAD')) && (await isThere('objects')))) throw invalid(location);
  return `git+${pathToFileURL(absolute).href}`;
}

function invalid(location: string): AtelierError {
  return new AtelierError({
    code: 'source_invalid',
    message: `"${location}" is no Git repository.`,
    hint: 'Name it like git+file:///srv/handbook, https://host/owner/handbook.git or git@host:owner/handbook.git.',
  });
}
