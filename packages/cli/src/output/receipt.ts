import type { JobView, SourceView } from '@atelier/server';
import { print } from './json.ts';
import { readableUri } from './places.ts';
import { bold, dim, red } from './style.ts';

/** Failures of one kind are many alike: so many are shown, the rest counted. */
const shownFailures = 10;

/** What became of a source: the counts, and each file that could not be read with its reason. */
export function printReceipt(source: SourceView, job: JobView): void {
  const run = source.last_run;
  if (job.error !== null) {
    print(red(`${readableUri(source.uri)}: ${job.error.message}`));
    if (job.error.hint !== undefined) print(`  ${job.error.hint}`);
    return;
  }
  if (run === null) return;
  const counts = [
    `${run.added} added`,
    `${run.changed} changed`,
    ...(run.moved > 0 ? [`${run.moved} moved`] : []),
    `${run.removed} removed`,
    `${run.unchanged} unchanged`,
    `${run.failed} not readable`,
  ];
  print(`${bold(readableUri(source.uri))}: ${counts.join(', ')} in ${run.seconds.toFixed(1)} s`);
  for (const failure of source.failures.slice(0, shownFailures)) {
    print(`  ${readableUri(failure.uri)} ${dim(`(${failure.code})`)}`);
    print(`    ${failure.message}`);
  }
  const more = source.failures.length - shownFailures;
  if (more > 0) print(`  and ${more} more: atelier sources --json lists them all`);
}
