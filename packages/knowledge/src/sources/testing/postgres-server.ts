import { globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './free-port.ts';
import { listening, makeCertificate, serverFolder, stopProcess } from './server-process.ts';
import { serverPassword as password, type SqlServer } from './sql-server.ts';

const [programs = null] = globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed();

/** Why there is no such server here; null where there is. */
export const whyNoPostgres = (): string | null =>
  programs === null ? 'PostgreSQL is not there: apt-get install postgresql' : null;

export async function startPostgres(): Promise<SqlServer> {
  const place = await serverFolder('postgres', 'postgres');
  const port = await freePort();
  const data = join(place.folder, 'data');
  const secret = join(place.folder, 'password');
  await writeFile(secret, password);
  await place.own(secret);
  await place.run(`${programs}/initdb`, [
    '-D',
    data,
    '-U',
    'admin',
    '--pwfile',
    secret,
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    '--no-locale',
    '-N',
  ]);
  const { key, certificate } = await makeCertificate(place.folder);
  await place.own(key);
  const start = async () => {
    const options = ['fsync=off', 'ssl=on', `ssl_key_file=${key}`, `ssl_cert_file=${certificate}`].flatMap((option) => [
      '-c',
      option,
    ]);
    const server = place.start(`${programs}/postgres`, [
      '-D',
      data,
      '-p',
      String(port),
      '-h',
      '127.0.0.1',
      '-k',
      place.folder,
      ...options,
    ]);
    await listening(port, server);
    return server;
  };
  let server = await start();
  const runIn = async (database: string, sql: string): Promise<void> => {
    for (let attempt = 0; ; attempt += 1) {
      const client = new Client({ host: '127.0.0.1', port, user: 'admin', password, database });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.query(sql);
        return;
      } catch (error) {
        // It listens some time before it answers.
        if ((error as { code?: string }).code !== '57P03' || attempt > 100) throw error;
        await pause(100);
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  };
  await runIn('postgres', 'CREATE DATABASE shop');
  await runIn('shop', `CREATE USER reader PASSWORD '${password}'; GRANT pg_read_all_data TO reader`);
  return {
    port,
    certificate,
    run: (sql) => runIn('shop', sql),
    kill: () => stopProcess(server, 'SIGQUIT'),
    async restart() {
      server = await start();
      await runIn('shop', 'SELECT 1');
    },
    async stop() {
      await stopProcess(server, 'SIGINT');
      await place.remove();
    },
  };
}
