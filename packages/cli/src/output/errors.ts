import { errorShape } from '@atelier/foundation';

/** What was wrong and what to try, on standard error. */
export function printError(thrown: unknown): void {
  // Somebody pressed Ctrl-C: nothing went wrong.
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    process.stderr.write('Interrupted.\n');
    return;
  }
  const { code, message, hint } = errorShape(thrown);
  process.stderr.write(`error (${code}): ${message}\n`);
  if (hint !== undefined) process.stderr.write(`  ${hint}\n`);
  if (code === 'internal' && thrown instanceof Error && thrown.stack !== undefined) {
    process.stderr.write(`${thrown.stack}\n`);
  }
}
