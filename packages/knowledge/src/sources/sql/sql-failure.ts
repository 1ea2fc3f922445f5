import { AtelierError } from '@atelier/foundation';

/** No connection, or one that broke: the next sync may have more luck. */
export function unreachable(place: string, error: unknown, hint?: string): AtelierError {
  return new AtelierError({
    code: 'source_unreachable',
    message: `${place} does not answer as it should (${said(error)}).`,
    hint: hint ?? 'Check host, port and network. The next sync tries again; nothing was removed from the index.',
    retryable: true,
    cause: error,
  });
}

export function refused(place: string, error: unknown, hint: string): AtelierError {
  return new AtelierError({
    code: 'source_refused',
    message: `${place} may not be read (${said(error)}).`,
    hint: `${hint} Nothing was removed from the index.`,
    cause: error,
  });
}

export function missing(place: string, error: unknown): AtelierError {
  return new AtelierError({
    code: 'source_missing',
    message: `${place} is not there (${said(error)}).`,
    hint: 'Check the name of the database. Nothing was removed from the index.',
    cause: error,
  });
}

/** A setting names what is not there, or a query is wrong. */
export function wrong(message: string, hint: string, cause?: unknown): AtelierError {
  return new AtelierError({ code: 'source_invalid', message, hint, cause });
}

export function wrongQuery(place: string, error: unknown): AtelierError {
  return wrong(
    `${place} does not run what the settings ask of it: ${said(error)}.`,
    'Check the settings table, query, key, title, text and changed.',
    error,
  );
}

export function tookTooLong(place: string, seconds: number, error: unknown): AtelierError {
  return unreachable(
    place,
    error,
    `A query took longer than ${seconds} s: raise timeoutSeconds, or read less with a query of your own.`,
  );
}

/** Failures of TLS, by the codes and words of Node and OpenSSL. */
export function isAboutTls(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return (
    /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO|HANDSHAKE_SSL/.test(code) || /\bSSL\b|\bTLS\b/.test(message)
  );
}

export const tlsHint =
  'Name the authority of its certificate in the setting ca; tls=encrypt does without knowing who answers, ' +
  'tls=none without encryption.';

function said(error: unknown): string {
  // Several addresses of one host were tried: each has its own failure.
  const inner = error instanceof AggregateError ? (error.errors as unknown[])[0] : error;
  const { message, code } = inner as { message?: string; code?: string };
  return (message || code || String(inner)).trim().replace(/\s+/g, ' ').replace(/\.$/, '');
}
