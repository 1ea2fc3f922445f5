import type { JobView } from '@atelier/server';

/** After a removal: whether its last traces are out of the files as well. */
export function reportWiping({ status, error }: JobView): void {
  if (status === 'done') {
    process.stderr.write('Its words are wiped from the files of the home.\n');
    return;
  }
  process.stderr.write(`Its words are not yet wiped from the files of the home: ${error?.message ?? status}\n`);
  process.stderr.write('  Try again with: atelier reconcile\n');
  process.exitCode = 1;
}
