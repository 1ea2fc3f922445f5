import type { SourceContext, SourceKind } from '../source-kind.ts';
import type { Source } from '../source.ts';
import { mysqlClient } from './mysql-client.ts';
import { postgresClient } from './postgres-client.ts';
import { isThisMachine, parseServerLocation, serverUri, type ServerScheme } from './server-location.ts';
import type { SqlAccount, SqlClient } from './sql-client.ts';
import { refused } from './sql-failure.ts';
import { mysqlSettings, postgresSettings, type ServerSettings } from './sql-settings.ts';
import { sqlSource } from './sql-source.ts';

/** The rows of a table or query of PostgreSQL. */
export const postgresKind: SourceKind<ServerSettings> = {
  kind: 'postgres',
  examples: [
    'postgres://reader@db.example.org/shop/articles',
    'postgres://reader@db.example.org:5433/shop/sales.orders',
  ],
  accepts: (location) => /^postgres(?:ql)?:\/\//i.test(location),
  settings: postgresSettings,
  ...serverKind({ scheme: 'postgres', port: 5432 }, postgresClient),
};

/** The rows of a table or query of MySQL or MariaDB. */
export const mysqlKind: SourceKind<ServerSettings> = {
  kind: 'mysql',
  examples: ['mysql://reader@db.example.org/shop/articles', 'mariadb://reader@db.example.org/shop/articles'],
  accepts: (location) => /^(?:mysql|mariadb):\/\//i.test(location),
  settings: mysqlSettings,
  ...serverKind({ scheme: 'mysql', port: 3306 }, mysqlClient),
};

function serverKind(
  scheme: ServerScheme,
  clientOf: (account: SqlAccount) => SqlClient,
): Pick<SourceKind<ServerSettings>, 'secrets' | 'everySeconds' | 'identify' | 'open'> {
  return {
    secrets: {
      user: 'The user of the database; one that may only read is best',
      password: 'The password of the user',
    },
    everySeconds: 900,
    identify: (location) =>
      Promise.try(() => {
        const { place, secrets } = parseServerLocation(location, scheme);
        return { uri: serverUri(scheme, place), ...(secrets === null ? {} : { secrets }) };
      }),
    open({ uri, settings, secrets, excludes }: SourceContext<ServerSettings>): Source {
      const { place } = parseServerLocation(uri, scheme);
      const { timeoutSeconds, tls, ca = null, ...wanted } = settings;
      const shown = serverUri(scheme, { ...place, name: null });
      const { user = '', password = '' } = secrets;
      if (user === '')
        throw refused(shown, 'no user is named', 'Name one in the address, as user@host, or in the secret user.');
      const client = clientOf({
        host: place.host.replace(/^\[|\]$/g, ''),
        port: place.port,
        database: place.database,
        user,
        password,
        ca,
        timeoutSeconds,
        tls: tls ?? (isThisMachine(place.host) ? 'none' : 'verify'),
        place: shown,
      });
      return sqlSource({ client, uri, name: place.name, nameMark: '/', settings: wanted, excludes });
    },
  };
}
