import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A folder for a server and the way to start programs in it, as `user` where this process is the superuser's. */
export async function serverFolder(name: string, user: string) {
  const folder = await mkdtemp(join(tmpdir(), `atelier-${name}-`));
  const isSuperuser = userInfo().uid === 0;
  const own = async (path: string): Promise<void> => {
    if (isSuperuser) await chown(path, await idOf('-u', user), await idOf('-g', user));
  };
  await own(folder);
  const as = (program: string, options: string[]): [string, string[]] =>
    isSuperuser
      ? ['setpriv', [`--reuid=${user}`, `--regid=${user}`, '--init-groups', program, ...options]]
      : [program, options];
  return {
    folder,
    /** Makes a file or folder the user's own. */
    own,
    run: (program: string, options: string[]) => run(...as(program, options), { cwd: folder }),
    start: (program: string, options: string[]) => spawn(...as(program, options), { cwd: folder, stdio: 'ignore' }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const idOf = async (which: '-u' | '-g', user: string): Promise<number> =>
  Number((await run('id', [which, user])).stdout);

/** A key and a certificate that vouches for itself, for 127.0.0.1. */
export async function makeCertificate(folder: string): Promise<{ key: string; certificate: string }> {
  const [key, certificate] = [join(folder, 'server.key'), join(folder, 'server.crt')];
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost,IP:127.0.0.1',
    '-keyout',
    key,
    '-out',
    certificate,
  ]);
  return { key, certificate };
}

export async function listening(port: number, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300 && server.exitCode === null; attempt += 1) {
    const isThere = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isThere === true) return;
    await pause(100);
  }
  throw new Error(`the server does not listen at port ${port}`);
}

/** Waits until it is gone. */
export async function stopProcess(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await ended;
}
