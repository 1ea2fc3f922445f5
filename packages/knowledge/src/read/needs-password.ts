import { ReadFailure } from './read-failure.ts';

/** A refusal that all formats with passwords share. `wereTried`: whether there were passwords to try. */
export function needsPassword(wereTried: boolean): ReadFailure {
  return new ReadFailure(
    'file_encrypted',
    wereTried ? 'is protected by a password, and none of those given opens it.' : 'is protected by a password.',
    'Give its password: --password, or the setting readers.passwords.',
  );
}
