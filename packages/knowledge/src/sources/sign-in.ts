import type { Secrets } from './source-kind.ts';

/** What an address brings for signing in (`https://user:password@host/`), by the names of the secrets. */
export function signInOf({ username, password }: URL): Secrets | null {
  if (username + password === '') return null;
  return {
    ...(username === '' ? {} : { user: decoded(username) }),
    ...(password === '' ? {} : { password: decoded(password) }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
