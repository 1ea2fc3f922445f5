import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { AtelierError } from '@atelier/foundation';
import { kindOf, type Atelier, type JobView, type SourceRequest, type SourceView } from '@atelier/server';
import { withAtelier } from '../open.ts';
import { printJson } from '../output/json.ts';
import { showProgress } from '../output/progress.ts';
import { printReceipt } from '../output/receipt.ts';
import { namedValues, secretValue } from '../named-values.ts';

interface Options {
  access?: string[];
  exclude?: string[];
  schedule?: string;
  set?: string[];
  secret?: string[];
  password?: string[];
  json?: boolean;
}

export function addCommand(): Command {
  return new Command('add')
    .description('Add sources and index them: folders, files, sites, repositories, buckets, databases, mail')
    .argument('<location...>', 'folders, files or addresses')
    .option('--access <principal...>', 'who may see these documents, such as group:hr (default: everyone)')
    .option('--exclude <pattern...>', 'what to leave out, in the language of .gitignore')
    .option('--schedule <when>', 'when `up` looks for changes: "every 15m", a cron expression, or manual')
    .option('--set <name=value...>', 'a setting of this kind of source (docs/sources.md lists them)')
    .option('--secret <name=value...>', 'a password or key of the source; value may be env:VARIABLE or file:path')
    .option('--password <password...>', 'passwords of protected files; each may be env:VARIABLE or file:path')
    .option('--json', 'print the sources with the receipt of this run as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ atelier add ./handbook
  $ atelier add ./personnel --access group:hr user:anna --exclude drafts/
  $ atelier add https://example.com/help --set depth=3 --schedule "every 1d"
  $ atelier add postgres://reader@db/shop --set table=products --secret password=env:DB_PASSWORD
Adding a source again looks for what has changed in it, and sets anew what is given.`,
    )
    .action(async (locations: string[], options: Options, command: Command) => {
      for (const location of locations) checkPath(location);
      const { request, json } = requestOf(options);
      await withAtelier(command, 'write', async (atelier) => {
        const receipts = [];
        for (const location of locations) receipts.push(await addOne(atelier, { location, ...request }));
        if (json) printJson(receipts.map(({ source }) => source));
        else for (const { source, job } of receipts) printReceipt(source, job);
        if (receipts.some(({ job }) => job.status !== 'done')) process.exitCode = 1;
      });
    });
}

function requestOf(options: Options): { request: Omit<SourceRequest, 'location'>; json: boolean } {
  const { access, exclude, schedule, json = false } = options;
  const secrets = namedValues('--secret', options.secret ?? [], secretValue);
  const passwords = (options.password ?? []).map(secretValue);
  if (passwords.length > 0) secrets['filePasswords'] = passwords.join('\n');
  const request = {
    ...(access === undefined ? {} : { access }),
    ...(exclude === undefined ? {} : { excludes: exclude }),
    ...(schedule === undefined ? {} : { schedule }),
    ...(options.set === undefined ? {} : { settings: namedValues('--set', options.set) }),
    ...(Object.keys(secrets).length === 0 ? {} : { secrets }),
  };
  return { request, json };
}

/** All paths are looked at before anything is added, so that a slip in the last one does not leave half of the work done. */
function checkPath(location: string): void {
  if (kindOf(location).kind !== 'folder') return;
  const path = location.startsWith('file:') ? fileURLToPath(location) : resolve(location);
  if (existsSync(path)) return;
  throw new AtelierError({
    code: 'path_not_found',
    message: `There is no file or folder ${path}.`,
    hint: 'Check the spelling; a relative path counts from the folder where the command runs. Nothing was added.',
  });
}

async function addOne(atelier: Atelier, request: SourceRequest): Promise<{ source: SourceView; job: JobView }> {
  const started = await atelier.addSource(request);
  const source = (await atelier.sources()).find((candidate) => candidate.source === started.source);
  // The location may hold a password; the uri never does.
  return await followSync(atelier, source?.uri ?? started.source, started);
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
