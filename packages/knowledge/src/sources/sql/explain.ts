import { AtelierError } from '@atelier/foundation';
import { ReadFailure } from '../../read/read-failure.ts';

/** Names what was read in front of what a reader says about it. */
export function explain(uri: string, error: unknown): never {
  if (!(error instanceof ReadFailure)) throw error;
  const { code, message, hint } = error;
  throw new AtelierError({ code, message: `${uri} ${message}`, hint, cause: error });
}
