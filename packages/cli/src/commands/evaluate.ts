import { Command } from 'commander';
import { runAnswersEvaluation, runRetrievalEvaluation } from '@atelier/server';
import { interruptSignal, settingsOf } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { showProgress } from '../output/progress.ts';

interface Options {
  json?: boolean;
  split?: string;
  corpus?: string;
  curve?: boolean;
  leaveOut?: boolean;
}

export function evaluateCommand(): Command {
  const evaluate = new Command('evaluate').description('Measure how good search and answers are').addHelpText(
    'afterAll',
    `
Examples:
  $ atelier evaluate retrieval ./scifact --split test --json
  $ atelier evaluate answers questions.jsonl
  $ atelier evaluate answers squad.json --json`,
  );
  evaluate
    .command('retrieval')
    .description('Index a BEIR folder in a home of its own and score search on its judgements')
    .argument('<folder>', 'holds corpus.jsonl, queries.jsonl and qrels/<split>.tsv')
    .option('--split <name>', 'which judgements (default: test, or the only ones there)')
    .option('--json', 'print the scores as JSON')
    .action(async (folder: string, options: Options, command: Command) => {
      const report = await measure('evaluate retrieval', command, (run) =>
        runRetrievalEvaluation(run, folder, options.split),
      );
      show(report, options);
    });
  evaluate
    .command('answers')
    .description('Ask every question of a file and score the answers')
    .argument('<file>', 'JSONL {"question", "answers": [...]}, SQuAD or TAT-QA JSON; no answers: must be refused')
    .option('--corpus <folder>', 'answer from this BEIR folder instead of the home')
    .option('--curve', 'also say what share is answered, and wrong, with each threshold')
    .option('--leave-out', 'the curve with the share refused where the documents with the answer are left out')
    .option('--json', 'print the scores as JSON')
    .action(async (file: string, options: Options, command: Command) => {
      const leaveOut = options.leaveOut === true;
      const curve = options.curve === true || leaveOut ? { leaveOut } : undefined;
      const report = await measure('evaluate answers', command, (run) =>
        runAnswersEvaluation(run, file, { corpus: options.corpus, curve }),
      );
      show(report, options);
    });
  return evaluate;
}

async function measure<Report>(
  title: string,
  command: Command,
  run: (options: Parameters<typeof runRetrievalEvaluation>[0]) => Promise<Report>,
): Promise<Report> {
  const view = showProgress(title);
  const report = await run({
    settings: settingsOf(command),
    signal: interruptSignal(),
    progress: (progress) => view.update(progress),
  });
  view.end(`${title}: done`);
  return report;
}

function show(report: object, { json }: Options): void {
  if (json) printJson(report);
  else
    for (const [name, value] of Object.entries(report)) {
      if (Array.isArray(value)) showRows(value as object[]);
      else print(`${name.padEnd(16)} ${value}`);
    }
}

function showRows(rows: readonly object[]): void {
  print(
    `\n${Object.keys(rows[0] ?? {})
      .map((name) => name.padEnd(18))
      .join('')}`,
  );
  for (const row of rows)
    print(
      Object.values(row)
        .map((value) => String(value ?? '-').padEnd(18))
        .join(''),
    );
}
