import { isAboutTls, missing, refused, tlsHint, tookTooLong, unreachable, wrong, wrongQuery } from './sql-failure.ts';
import type { SqlAccount } from './sql-client.ts';

const login = new Set([
  'ER_ACCESS_DENIED_ERROR',
  'ER_ACCESS_DENIED_NO_PASSWORD_ERROR',
  'ER_NOT_SUPPORTED_AUTH_MODE',
  'ER_HOST_NOT_PRIVILEGED',
]);
const rights = new Set([
  'ER_DBACCESS_DENIED_ERROR',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_COLUMNACCESS_DENIED_ERROR',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
  'ER_VIEW_NO_EXPLAIN',
]);
const busy = new Set([
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_SERVER_SHUTDOWN',
  'ER_NORMAL_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_LOCK_WAIT_TIMEOUT',
]);
/** MySQL's max_execution_time and MariaDB's max_statement_time. */
const timeouts = new Set([3024, 1969]);

/** What MySQL, MariaDB or the way to them says. */
export function mysqlError(error: unknown, { place, timeoutSeconds }: SqlAccount): unknown {
  const {
    code = '',
    errno = 0,
    message = '',
    sqlState,
  } = error as { code?: string; errno?: number; message?: string; sqlState?: string };
  if (timeouts.has(errno)) return tookTooLong(place, timeoutSeconds, error);
  if (code === 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION') {
    return wrong(
      `The query would write: ${message}.`,
      'A source only reads; leave out what changes the database.',
      error,
    );
  }
  if (code === 'ER_BAD_DB_ERROR') return missing(place, error);
  if (login.has(code)) return refused(place, error, 'Check the user in the address and the secret password.');
  if (rights.has(code)) return refused(place, error, 'Give the user the right to SELECT it.');
  if (code.startsWith('ER_') && sqlState !== undefined && !busy.has(code)) return wrongQuery(place, error);
  return unreachable(place, error, isAboutTls(error) ? tlsHint : undefined);
}
