import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2';
import { freePort } from './free-port.ts';
import { listening, makeCertificate, serverFolder, stopProcess } from './server-process.ts';
import { serverPassword as password, type SqlServer } from './sql-server.ts';

const program = '/usr/sbin/mariadbd';

/** Why there is no such server here; null where there is. */
export const whyNoMariadb = (): string | null =>
  existsSync(program) ? null : `${program} is not there: apt-get install mariadb-server`;

export async function startMariadb(): Promise<SqlServer> {
  const place = await serverFolder('mariadb', 'mysql');
  const port = await freePort();
  const data = join(place.folder, 'data');
  await place.run('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--skip-test-db']);
  const { key, certificate } = await makeCertificate(place.folder);
  await place.own(key);
  const first = join(place.folder, 'first.sql');
  await writeFile(
    first,
    [
      'CREATE DATABASE IF NOT EXISTS shop CHARACTER SET utf8mb4',
      `CREATE USER IF NOT EXISTS admin@'127.0.0.1' IDENTIFIED BY '${password}'`,
      "GRANT ALL ON *.* TO admin@'127.0.0.1'",
      `CREATE USER IF NOT EXISTS reader@'127.0.0.1' IDENTIFIED BY '${password}'`,
      "GRANT SELECT, EXECUTE ON shop.* TO reader@'127.0.0.1'",
      '',
    ].join(';\n'),
  );
  const start = async () => {
    const server = place.start(program, [
      '--no-defaults',
      `--datadir=${data}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      `--socket=${join(place.folder, 'socket')}`,
      `--pid-file=${join(place.folder, 'pid')}`,
      `--init-file=${first}`,
      `--ssl-key=${key}`,
      `--ssl-cert=${certificate}`,
      '--innodb-flush-log-at-trx-commit=0',
      '--character-set-server=utf8mb4',
      '--log-bin-trust-function-creators=1',
    ]);
    await listening(port, server);
    return server;
  };
  let server = await start();
  return {
    port,
    certificate,
    async run(sql) {
      const connection = createConnection({
        host: '127.0.0.1',
        port,
        user: 'admin',
        password,
        database: 'shop',
        multipleStatements: true,
        charset: 'utf8mb4',
      });
      connection.on('error', () => undefined);
      try {
        await promisify(
          connection.query.bind(connection) as (sql: string, done: (error: Error | null) => void) => void,
        )(sql);
      } finally {
        connection.destroy();
      }
    },
    kill: () => stopProcess(server, 'SIGKILL'),
    async restart() {
      server = await start();
    },
    async stop() {
      await stopProcess(server, 'SIGTERM');
      await place.remove();
    },
  };
}
