import { Command } from 'commander';
import { AtelierError } from '@atelier/foundation';
import type { AdaptReport, Atelier } from '@atelier/server';
import { withAtelier } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { showProgress } from '../output/progress.ts';

interface Options {
  dryRun?: boolean;
  allDocuments?: boolean;
  undo?: boolean;
  forgetClicks?: boolean;
  json?: boolean;
}

export function adaptCommand(): Command {
  const adapt = new Command('adapt').description('Adapt Atelier to your documents: search').addHelpText(
    'afterAll',
    `
Examples:
  $ atelier adapt search --dry-run     tell what it would bring
  $ atelier adapt search               keep it where it helps
  $ atelier adapt search --undo`,
  );
  adapt
    .command('search')
    .description('Adapt the embedder that ships to the documents; kept only where it helps on a part that was held out')
    .option('--dry-run', 'only tell what it would bring')
    .option('--all-documents', 'also learn from documents that not everyone may see')
    .option('--undo', 'go back to the embedder that ships')
    .option('--forget-clicks', 'forget which passages were opened for which search')
    .option('--json', 'print the outcome as JSON')
    .action(async (options: Options, command: Command) => {
      await withAtelier(command, 'write', async (atelier) => {
        if (options.forgetClicks) await forgetClicks(atelier, options);
        else if (options.undo) await undo(atelier, options);
        else await adaptSearch(atelier, options);
      });
    });
  return adapt;
}

async function adaptSearch(atelier: Atelier, { dryRun, allDocuments, json }: Options): Promise<void> {
  const view = showProgress('adapting search');
  const { job } = await atelier.adaptSearch({ dry_run: dryRun, all_documents: allDocuments });
  const { status, error, result } = await atelier.waitForJob(job, (progress) => view.update(progress));
  view.end(`adapting search: ${status}`);
  if (error !== null) throw new AtelierError(error);
  const report = result as AdaptReport;
  if (json) {
    printJson(report);
    return;
  }
  const { heldout, accepted } = report;
  print(`Learned from ${report.pairs} passages, with ${report.words} new words.`);
  print(`On ${heldout.pairs} held-out titles, nDCG@10 ${shown(heldout.before)} -> ${shown(heldout.after)}`);
  print(`(gain between ${heldout.interval[0].toFixed(3)} and ${heldout.interval[1].toFixed(3)}).`);
  if (!accepted) print('It does not help beyond chance: search stays as it was.');
  else if (dryRun) print('It would be kept.');
  else print('It is kept. Undo it with: atelier adapt search --undo');
}

const shown = (scores: AdaptReport['heldout']['before']): string => scores['ndcg@10'].toFixed(3);

async function undo(atelier: Atelier, { json }: Options): Promise<void> {
  const view = showProgress('embedding');
  const { undone, job } = await atelier.undoAdaptation();
  const { status } = await atelier.waitForJob(job, (progress) => view.update(progress));
  view.end(`embedding: ${status}`);
  if (json) printJson({ undone });
  else print(undone ? 'Search goes by the embedder that ships again.' : 'Nothing was adapted.');
}

async function forgetClicks(atelier: Atelier, { json }: Options): Promise<void> {
  const { forgotten, job } = await atelier.forgetClicks();
  await atelier.waitForJob(job);
  if (json) printJson({ forgotten });
  else print(`Forgot ${forgotten} clicks.`);
}
