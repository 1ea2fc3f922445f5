import { Command } from 'commander';
import { AtelierError } from '@atelier/foundation';
import type { EmbedderReport, EmbedderState } from '@atelier/server';
import { withAtelier } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { showProgress } from '../output/progress.ts';

export function embedderCommand(): Command {
  const embedder = new Command('embedder')
    .description('The embedder that search goes by, and how far a change to another has come')
    .option('--json', 'print the state as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ atelier embedder
  $ ATELIER_EMBEDDER_KIND=onnx ATELIER_EMBEDDER_FOLDER=./minilm atelier embedder switch
  $ atelier embedder switch --force
The embedder is set by embedder.kind and its kin: see docs/settings.md.`,
    )
    .action(async ({ json }: { json?: boolean }, command: Command) => {
      await withAtelier(command, 'read', async (atelier) => show(await atelier.embedder(), json));
    });
  embedder
    .command('switch')
    .description('Embed all documents with the embedder that is set, and have it take over')
    .option('--force', 'also where fewer saved questions are answered right with it')
    .option('--json', 'print the state afterwards as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ atelier embedder switch
  $ atelier embedder switch --force`,
    )
    .action(async ({ force = false }: { force?: boolean }, command: Command) => {
      // Both commands know the flag, and commander gives it to the outer one.
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      await withAtelier(command, 'write', async (atelier) => {
        const view = showProgress('embedder');
        const { job } = await atelier.switchEmbedder({ force });
        const { status, error } = await atelier.waitForJob(job, (progress) => view.update(progress));
        view.end(`embedder: ${status}`);
        if (error !== null) throw new AtelierError(error);
        const state = await atelier.embedder();
        show(state, json);
        if (state.serving !== state.embedder) process.exitCode = 1;
      });
    });
  return embedder;
}

function show(state: EmbedderState, json: boolean | undefined): void {
  if (json) printJson(state);
  else printState(state);
}

function printState({ embedder, serving, words_alone, waiting, shadow, report }: EmbedderState): void {
  print(`Search goes by ${serving}${words_alone ? ', which cannot be had now: by words alone' : ''}.`);
  if (waiting > 0) print(`${waiting} documents wait for their vectors.`);
  if (embedder !== serving) {
    const done = shadow === null ? 'not begun yet' : `${shadow.done} of ${shadow.total} documents done`;
    print(`Set is ${embedder}: ${done}.`);
  }
  if (report !== null) printReport(report);
}

function printReport({ serving, shadow, questions, right, lost, won, switched }: EmbedderReport): void {
  print(`\nOf ${questions} saved questions right: ${right.serving} with ${serving}, ${right.shadow} with ${shadow}.`);
  for (const { question } of lost) print(`  lost: ${question}`);
  for (const { question } of won) print(`  won: ${question}`);
  if (!switched) print('The one that served was kept; `atelier embedder switch --force` has the other take over.');
}
