import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';

const run = promisify(execFile);
const program = '/usr/sbin/dovecot';

/** A mail server of its own, in a folder of its own, for users `ann` and `bob` with the password `secret`. */
export interface DovecotServer {
  port: number;
  tlsPort: number;
  /** The certificate of the server, which vouches for itself. */
  certificate: string;
  /** Where the mail of a user lies, as Maildir. */
  mailOf(user: string): string;
  /** Lets a user no longer in. */
  lockOut(user: string): Promise<void>;
  stop(): Promise<void>;
}

/** Why there is no such server here; null where there is. */
export async function whyNoDovecot(): Promise<string | null> {
  const version = await run(program, ['--version']).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
  if (version === null) return `${program} is not there: apt-get install dovecot-imapd`;
  if (!version.startsWith('2.3.')) return `the configuration is for Dovecot 2.3, and this is ${version}`;
  return await run('openssl', ['version']).then(
    () => null,
    () => 'openssl is not there',
  );
}

export async function startDovecot(): Promise<DovecotServer> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-dovecot-'));
  const [port, tlsPort] = [await freePort(), await freePort()];
  await writeFolder(folder, { port, tlsPort });
  const server = spawn(program, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' });
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill();
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await listening(port, server, folder);
  } catch (error) {
    await stop();
    throw error;
  }
  const mailOf = (user: string) => join(folder, 'mail', user);
  return {
    port,
    tlsPort,
    certificate: await readFile(join(folder, 'cert.pem'), 'utf8'),
    mailOf,
    lockOut: async (user) => {
      const users = await readFile(join(folder, 'users'), 'utf8');
      await writeFile(join(folder, 'users'), users.replace(`${user}:{PLAIN}secret`, `${user}:{PLAIN}another`));
      // It looks at the file once a second.
      await pause(1500);
    },
    stop,
  };
}

async function writeFolder(folder: string, ports: { port: number; tlsPort: number }): Promise<void> {
  // Dovecot's own users are to look into the folder; mail of the superuser it refuses.
  await chmod(folder, 0o755);
  const { uid, gid, username } = userInfo();
  const owner = uid === 0 ? 65_534 : uid;
  const group = uid === 0 ? 65_534 : gid;
  for (const user of ['ann', 'bob']) {
    const mail = join(folder, 'mail', user);
    await mkdir(mail, { recursive: true });
    await chown(mail, owner, group);
  }
  const line = (user: string) => `${user}:{PLAIN}secret:${owner}:${group}::${join(folder, 'mail', user)}::\n`;
  await writeFile(join(folder, 'users'), line('ann') + line('bob'));
  const certificate = '-x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost';
  const names = '-addext subjectAltName=DNS:localhost,IP:127.0.0.1';
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  await run('openssl', ['req', ...`${certificate} ${names}`.split(' '), ...files]);
  await writeFile(join(folder, 'dovecot.conf'), configuration(folder, { ...ports, user: uid === 0 ? null : username }));
}

/** `user`: who everything runs as; null where Dovecot has users of its own for that. */
function configuration(folder: string, options: { port: number; tlsPort: number; user: string | null }): string {
  const { port, tlsPort, user } = options;
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
${user === null ? '' : `default_internal_user = ${user}\ndefault_login_user = ${user}\n`}
ssl = yes
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
ssl_dh =
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:~
mailbox_idle_check_interval = 1 secs
namespace inbox {
  inbox = yes
}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = passwd-file
  args = ${folder}/users
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
service anvil {
  chroot =
}
`;
}

async function listening(port: number, server: ChildProcess, folder: string): Promise<void> {
  for (let attempt = 0; attempt < 100 && server.exitCode === null; attempt += 1) {
    const there = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('data', () => resolve(true)).once('error', () => resolve(false));
      socket.once('close', () => resolve(false)).once('data', () => socket.destroy());
    });
    if (there === true) return;
    await pause(100);
  }
  throw new Error(`Dovecot does not start:\n${await readFile(join(folder, 'log'), 'utf8').catch(() => 'no log')}`);
}
