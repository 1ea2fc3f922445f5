import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { AtelierError } from '@atelier/foundation';
import type { Atelier, JobView, SourceView } from '@atelier/server';
import { withAtelier } from '../open.ts';
import { printJson } from '../output/json.ts';
import { showProgress } from '../output/progress.ts';
import { printReceipt } from '../output/receipt.ts';

export function addCommand(): Command {
  return new Command('add')
    .description('Add folders or files and index them')
    .argument('<path...>', 'folders or files')
    .option('--access <principal...>', 'who may see these documents, such as group:hr (default: everyone)')
    .option('--json', 'print the sources with the receipt of this run as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ atelier add ./handbook
  $ atelier add ./personnel --access group:hr user:anna
Adding a folder again looks for what has changed in it.`,
    )
    .action(async (paths: string[], options: { access?: string[]; json?: boolean }, command: Command) => {
      const found = paths.map(existingPath);
      await withAtelier(command, 'write', async (atelier) => {
        const receipts = [];
        for (const path of found) receipts.push(await addOne(atelier, path, options.access));
        if (options.json) printJson(receipts.map(({ source }) => source));
        else for (const { source, job } of receipts) printReceipt(source, job);
        if (receipts.some(({ job }) => job.status !== 'done')) process.exitCode = 1;
      });
    });
}

/** All paths are looked at before anything is added, so that a slip in the last one does not leave half of the work done. */
function existingPath(named: string): string {
  if (/^https?:/i.test(named)) {
    throw new AtelierError({
      code: 'source_kind_unsupported',
      message: `${named} is a website; only folders and files can be added in this version.`,
      hint: 'Save its pages to a folder, and add that.',
    });
  }
  const path = named.startsWith('file:') ? fileURLToPath(named) : resolve(named);
  if (existsSync(path)) return path;
  throw new AtelierError({
    code: 'path_not_found',
    message: `There is no file or folder ${path}.`,
    hint: 'Check the spelling; a relative path counts from the folder where the command runs. Nothing was added.',
  });
}

async function addOne(
  atelier: Atelier,
  path: string,
  access: string[] | undefined,
): Promise<{ source: SourceView; job: JobView }> {
  const started = await atelier.addSource({ path, ...(access === undefined ? {} : { access }) });
  return await followSync(atelier, path, started);
}

/** Shows how far a sync is, and gives the source as it is afterwards. */
export async function followSync(
  atelier: Atelier,
  title: string,
  started: { source: string; job: string },
): Promise<{ source: SourceView; job: JobView }> {
  const view = showProgress(title);
  const job = await atelier.waitForJob(started.job, (progress) => view.update(progress));
  view.end(`${title}: ${job.status}`);
  const source = (await atelier.sources()).find((candidate) => candidate.source === started.source);
  if (source === undefined) throw new Error(`the source ${started.source} vanished while it was indexed`);
  return { source, job };
}
