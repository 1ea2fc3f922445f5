import { readFileSync } from 'node:fs';
import { AtelierError } from '@atelier/foundation';

/**
 * Options of the form name=value as an object. `read` turns what stands behind the "=" into the value.
 * @throws AtelierError `option_invalid`
 */
export function namedValues(
  option: string,
  pairs: readonly string[],
  read: (value: string) => string = (value) => value,
): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at > 0) return [pair.slice(0, at), read(pair.slice(at + 1))];
      throw invalid(`${option} wants name=value, but got "${pair}".`, `Write for example ${option} name=value.`);
    }),
  );
}

/** A secret as given: itself, or `env:VARIABLE` or `file:path`, so that it need not stand in the list of processes. */
export function secretValue(given: string): string {
  if (given.startsWith('env:')) {
    const name = given.slice('env:'.length);
    const value = process.env[name];
    if (value !== undefined) return value;
    throw invalid(`There is no environment variable ${name}.`, 'Set it, or give the secret in another way.');
  }
  if (!given.startsWith('file:')) return given;
  const path = given.slice('file:'.length);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw invalid(`The file ${path} of a secret could not be read (${String(cause)}).`, 'Check the path.');
  }
}

function invalid(message: string, hint: string): AtelierError {
  return new AtelierError({ code: 'option_invalid', message, hint });
}
