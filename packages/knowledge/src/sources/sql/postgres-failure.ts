import { isAboutTls, missing, refused, tlsHint, tookTooLong, unreachable, wrong, wrongQuery } from './sql-failure.ts';
import type { SqlAccount } from './sql-client.ts';

/** What PostgreSQL or the way to it says, by its SQLSTATE (five characters). */
export function postgresError(error: unknown, { place, timeoutSeconds }: SqlAccount): unknown {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (code === '57014') return tookTooLong(place, timeoutSeconds, error);
  if (code === '25006') return wouldWrite(message, error);
  if (code === '3D000') return missing(place, error);
  if (code.startsWith('28') || message.includes('client password must be')) {
    return refused(place, error, 'Check the user in the address and the secret password.');
  }
  if (code === '42501') return refused(place, error, 'Give the user the right to SELECT it.');
  if (/^(?:0A|2[0-8]|34|42|54|P0)...$/.test(code)) return wrongQuery(place, error);
  return unreachable(place, error, isAboutTls(error) ? tlsHint : undefined);
}

const wouldWrite = (message: string, error: unknown): unknown =>
  wrong(`The query would write: ${message}.`, 'A source only reads; leave out what changes the database.', error);
