/**
 * Who asks. `principals` are the names that access lists may hold: `everyone`, `user:anna`, `group:hr`. The owner of
 * the home (the person at its command line) sees everything and has no list.
 */
export interface Reader {
  principals: readonly string[] | 'owner';
  /**
   * Milliseconds since 1970: of every document the version is seen that was the present one then; of access lists, and
   * of what was removed, always the state of now. Without it, the present versions are seen.
   */
  asOf?: number | undefined;
}

export const owner: Reader = { principals: 'owner' };
export const everyone = 'everyone';

/** A reader who belongs to everyone, and to what is named. */
export function readerOf(principals: readonly string[]): Reader {
  return { principals: [...new Set([everyone, ...principals])] };
}
