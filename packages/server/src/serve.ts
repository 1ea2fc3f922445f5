import type { AddressInfo } from 'node:net';
import { serve as listen, type ServerType } from '@hono/node-server';
import { AtelierError } from '@atelier/foundation';
import type { Home } from './home/open-home.ts';
import { homeToken } from './home/token.ts';
import { writerOf } from './home/writer.ts';
import { keepInSync } from './sync/keep-in-sync.ts';
import { createHttpApp } from './http/app.ts';
import type { Atelier } from './service/atelier.ts';
import { localReading } from './service/local.ts';
import { version } from './version.ts';

export interface Serving {
  /** `http://127.0.0.1:8600` */
  url: string;
  /** The same with the token: what a person opens. */
  link: string;
  stop(): Promise<void>;
}

/**
 * Serves an open home on 127.0.0.1 and runs its jobs, until `stop`. Looks for changes in the sources at the start and
 * then as often as the settings say.
 *
 * @throws AtelierError `port_in_use`
 */
export async function serve(home: Home, atelier: Atelier, options: { studio: string }): Promise<Serving> {
  const token = homeToken(home.path);
  const writer = writerOf(home.settings);
  const app = createHttpApp({
    atelier,
    readingAs: (principals) => localReading(home, writer, principals),
    token,
    users: home.users,
    sessions: home.sessions,
    version,
    log: home.log,
    studio: options.studio,
  });
  const server = await listenOn(app.fetch, home.settings.server.port);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  home.writing?.lock.announce(url);
  home.writing?.runner.start();
  const stopSyncing = keepInSync(home);
  return {
    url,
    link: `${url}/?token=${token}`,
    stop: async () => {
      await stopSyncing();
      await new Promise((resolve) => {
        server.close(resolve);
        // Answers that are being written are cut off; their clients are told by the missing end.
        if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 1000).unref();
      });
    },
  };
}

function listenOn(fetch: Parameters<typeof listen>[0]['fetch'], port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch, port, hostname: '127.0.0.1' }, () => resolve(server));
    server.on('error', (cause: NodeJS.ErrnoException) => {
      reject(cause.code === 'EADDRINUSE' ? portInUse(port, cause) : cause);
    });
  });
}

function portInUse(port: number, cause: unknown): AtelierError {
  return new AtelierError({
    code: 'port_in_use',
    message: `Another program listens on 127.0.0.1:${port}.`,
    hint: `Choose another port: --port ${port + 1}, or --port 0 for any free one.`,
    cause,
  });
}
