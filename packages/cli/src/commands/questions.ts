import Table from 'cli-table3';
import { Command } from 'commander';
import { AtelierError } from '@atelier/foundation';
import {
  readSavedQuestions,
  type Atelier,
  type NewQuestion,
  type QuestionRun,
  type SavedQuestionView,
  type SavedQuestionsReceipt,
} from '@atelier/server';
import { asUri } from '../as-uri.ts';
import { withAtelier } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { showProgress } from '../output/progress.ts';
import { printQuestionRun } from '../output/question-run.ts';

interface Options {
  json?: boolean;
}

interface AddOptions extends Options {
  answer?: string[];
  source?: string[];
  refuse?: boolean;
  as?: string[];
}

export function questionsCommand(): Command {
  const questions = new Command('questions')
    .description('Questions that are asked again after every change: list, add, remove, import, run')
    .addHelpText(
      'afterAll',
      `
Examples:
  $ atelier questions add "How long is the notice period?" --answer "30 days" --source handbook/notice.md
  $ atelier questions add "What does the moon weigh?" --refuse
  $ atelier questions import questions.jsonl
  $ atelier questions run
  $ atelier questions list --json
  $ atelier questions remove qst_01kb3v...`,
    );
  questions
    .command('list')
    .description('List the saved questions with how they did last')
    .option('--json', 'print the list as JSON')
    .action(async ({ json }: Options, command: Command) => {
      await withAtelier(command, 'read', async (atelier) => {
        const saved = await atelier.questions();
        if (json) printJson(saved);
        else printQuestions(saved);
      });
    });
  questions
    .command('add')
    .description('Save a question with what is expected of its answer')
    .argument('<question>', 'the question')
    .option('--answer <text...>', 'texts, one of which has to stand in the answer')
    .option('--source <document...>', 'documents, one of which has to be cited: id, path or uri')
    .option('--refuse', 'it has to be refused')
    .option('--as <principal...>', 'ask as somebody with these principals, such as group:hr')
    .option('--json', 'print the question as it is saved as JSON')
    .action(async (question: string, options: AddOptions, command: Command) => {
      const { answer, source, refuse, as, json } = options;
      await withAtelier(command, 'write', async (atelier) => {
        const asked = { question, answers: answer, sources: source, refuse, as };
        const saved = await atelier.saveQuestion(withUris(asked));
        if (json) printJson(saved);
        else print(`Saved ${saved.id}.`);
      });
    });
  questions
    .command('remove')
    .description('Remove a saved question with its results')
    .argument('<id>', 'its id, as the list shows it')
    .option('--json', 'print what was removed as JSON')
    .action(async (id: string, { json }: Options, command: Command) => {
      await withAtelier(command, 'write', async (atelier) => {
        const removed = await atelier.removeQuestion(id);
        if (json) printJson(removed);
        else print(`Removed ${removed.id}.`);
      });
    });
  questions
    .command('import')
    .description('Save the questions of a file')
    .argument('<file>', 'JSONL {"question", "answers", "sources", "refuse", "as"}; no answers and no sources: refuse')
    .option('--json', 'print the questions as they are saved as JSON')
    .action(async (file: string, { json }: Options, command: Command) => {
      const read = await readSavedQuestions(file);
      await withAtelier(command, 'write', async (atelier) => {
        const saved = [];
        for (const question of read) saved.push(await atelier.saveQuestion(withUris(question)));
        if (json) printJson(saved);
        else print(`Saved ${saved.length} questions.`);
      });
    });
  questions
    .command('run')
    .description('Ask all saved questions; exit code 1 where one is wrong')
    .option('--json', 'print the run as JSON')
    .action(async ({ json }: Options, command: Command) => {
      await withAtelier(command, 'write', async (atelier) => {
        const run = await runQuestions(atelier);
        if (json) printJson(run);
        else printQuestionRun(run);
        if (run.right < run.questions) process.exitCode = 1;
      });
    });
  return questions;
}

const withUris = (question: NewQuestion): NewQuestion => ({ ...question, sources: question.sources?.map(asUri) });

/** @throws AtelierError `questions_missing`, or why they could not be asked */
export async function runQuestions(atelier: Atelier): Promise<QuestionRun> {
  const view = showProgress('saved questions');
  const { job } = await atelier.runQuestions();
  const { status, error, result } = await atelier.waitForJob(job, (progress) => view.update(progress));
  view.end(`saved questions: ${status}`);
  if (error !== null) throw new AtelierError(error);
  const wanted = (result as SavedQuestionsReceipt | null)?.run;
  const run = (await atelier.questionRuns()).find((candidate) => candidate.run === wanted);
  if (run !== undefined) return run;
  throw new AtelierError({
    code: 'questions_missing',
    message: 'There are no saved questions to ask.',
    hint: 'Save some: atelier questions add "..." --answer "...".',
  });
}

function printQuestions(saved: SavedQuestionView[]): void {
  const table = new Table({ head: ['Id', 'Question', 'Expected', 'Last'], style: { head: [], border: [] } });
  for (const { id, question, answers, sources, refuse, last } of saved) {
    const expected = refuse ? 'refusal' : [...answers, ...sources].join(', ');
    table.push([id, question.slice(0, 60), expected.slice(0, 50), last === null ? '' : last.right ? 'right' : 'wrong']);
  }
  print(table.toString());
}
