import { Command } from 'commander';
import { withAtelier } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { showProgress } from '../output/progress.ts';

export function reconcileCommand(): Command {
  return new Command('reconcile')
    .description('Compare the search index with the database, mend it, and wipe what was removed from its files')
    .option('--json', 'print what was mended as JSON')
    .addHelpText(
      'after',
      `
Example:
  $ atelier reconcile
It runs by itself after a removal, and when a crash has left the index behind.`,
    )
    .action(async (options: { json?: boolean }, command: Command) => {
      await withAtelier(command, 'write', async (atelier) => {
        const view = showProgress('search index');
        const { job: id } = await atelier.reconcile();
        const job = await atelier.waitForJob(id, (progress) => view.update(progress));
        view.end(`search index: ${job.status}`);
        const { mended = 0, removed = 0 } = (job.result ?? {}) as { mended?: number; removed?: number };
        if (options.json) printJson({ mended, removed });
        else print(`${mended} documents mended, ${removed} removed.`);
        if (job.status !== 'done') process.exitCode = 1;
      });
    });
}
