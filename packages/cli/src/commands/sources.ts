import Table from 'cli-table3';
import { Command } from 'commander';
import type { Atelier, QuestionRun, SourceRun, SourceView } from '@atelier/server';
import { asSource } from '../as-uri.ts';
import { withAtelier } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { readableUri } from '../output/places.ts';
import { reportWiping } from '../output/wiping.ts';
import { printQuestionRun } from '../output/question-run.ts';
import { printReceipt } from '../output/receipt.ts';
import { followSync } from './add.ts';
import { runQuestions } from './questions.ts';

interface Options {
  json?: boolean;
}

interface SyncOptions {
  acceptRemovals?: boolean;
  gate?: boolean;
}

export function sourcesCommand(): Command {
  const sources = new Command('sources')
    .description('Where documents come from: list, sync, runs, remove')
    .option('--json', 'print the sources as JSON, with every file that could not be read')
    .addHelpText(
      'afterAll',
      `
Examples:
  $ atelier sources
  $ atelier sources sync ./handbook --json
  $ atelier sources runs ./handbook
  $ atelier sources remove src_01kb3v...`,
    )
    .action(async (options: Options, command: Command) => {
      await withAtelier(command, 'read', async (atelier) => {
        const list = await atelier.sources();
        if (options.json) printJson(list);
        else printSources(list);
      });
    });
  sources
    .command('sync')
    .description('Look for changes in one source, or in all')
    .argument('[source]', 'its id, path or uri')
    .option('--accept-removals', 'what is gone is meant to be gone, however much it is')
    .option('--gate', 'ask the saved questions afterwards; exit code 1 where the sync broke one')
    .option('--json', 'print the sources as JSON, as they are afterwards')
    .action(async (named: string | undefined, options: SyncOptions, command: Command) => {
      const { json } = command.optsWithGlobals<Options>();
      await withAtelier(command, 'write', async (atelier) => {
        const all = await atelier.sources();
        const ids = named === undefined ? all.map(({ source }) => source) : [await asSource(named)];
        // What was wrong before was not broken by this sync.
        const before = options.gate ? ((await atelier.questionRuns(1))[0] ?? (await runQuestions(atelier))) : null;
        const synced = [];
        for (const id of ids) {
          const { job } = await atelier.syncSource(id, { acceptRemovals: options.acceptRemovals ?? false });
          const source = all.find((candidate) => candidate.source === id || candidate.uri === id)?.source ?? id;
          const ended = await followSync(atelier, readableUri(id), { source, job });
          if (!json) printReceipt(ended.source, ended.job);
          if (ended.job.status !== 'done') process.exitCode = 1;
          synced.push(ended.source);
        }
        if (before !== null) await passGate(atelier, before, json);
        if (json) printJson(synced);
      });
    });
  sources
    .command('runs')
    .description('The last runs of a source: counts, bytes, seconds, and what could not be read')
    .argument('<source>', 'its id, path or uri')
    .option('--json', 'print the runs as JSON')
    .action(async (named: string, _options: Options, command: Command) => {
      const { json } = command.optsWithGlobals<Options>();
      await withAtelier(command, 'read', async (atelier) => {
        const runs = await atelier.runs(await asSource(named));
        if (json) printJson(runs);
        else printRuns(runs);
      });
    });
  sources
    .command('remove')
    .description('Remove a source and all its documents')
    .argument('<source>', 'its id, path or uri')
    .option('--json', 'print what was removed as JSON')
    .action(async (named: string, _options: Options, command: Command) => {
      const { json } = command.optsWithGlobals<Options>();
      await withAtelier(command, 'write', async (atelier) => {
        const removed = await atelier.removeSource(await asSource(named));
        const wiped = await atelier.waitForJob(removed.job);
        if (json) printJson(removed);
        else print(`Removed ${named} with ${removed.documents} documents.`);
        reportWiping(wiped);
      });
    });
  return sources;
}

/** What is synced stays; the exit code keeps whoever goes by it from building on it. */
async function passGate(atelier: Atelier, before: QuestionRun, json = false): Promise<void> {
  const now = await runQuestions(atelier);
  // The sync may have had them asked itself; then that run is the one that found what broke.
  const runs = (await atelier.questionRuns()).filter(({ run }) => run > before.run);
  const broken = runs.flatMap(({ results }) => results.filter(({ broke }) => broke));
  const results = now.results.map((result) =>
    result.right ? result : (broken.find(({ id }) => id === result.id) ?? result),
  );
  const broke = results.filter((result) => result.broke).length;
  if (!json) printQuestionRun({ ...now, broke, results });
  if (broke > 0) process.exitCode = 1;
}

function printRuns(runs: SourceRun[]): void {
  const table = new Table({
    head: ['Started', 'Status', 'Added', 'Changed', 'Moved', 'Removed', 'Not readable', 'MB', 'Seconds'],
    style: { head: [], border: [] },
  });
  for (const run of runs) {
    const { added, changed, moved, removed, failed, bytes, seconds } = run;
    const numbers = [added, changed, moved, removed, failed, (bytes / 1e6).toFixed(1), seconds.toFixed(1)];
    table.push([run.started_at ?? '', run.error?.message ?? run.status, ...numbers]);
  }
  print(table.toString());
}

function printSources(sources: SourceView[]): void {
  const table = new Table({
    head: ['Source', 'Where', 'Documents', 'Not readable', 'Last run'],
    style: { head: [], border: [] },
  });
  for (const { source, uri, documents, failures, last_run: run } of sources) {
    table.push([
      source,
      readableUri(uri),
      documents,
      failures.length,
      run === null ? 'never' : `${run.status} ${run.finished_at ?? ''}`,
    ]);
  }
  print(table.toString());
}
