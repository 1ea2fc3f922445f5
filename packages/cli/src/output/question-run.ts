import type { QuestionChange, QuestionResult, QuestionRun } from '@atelier/server';
import { print } from './json.ts';
import { readableUri } from './places.ts';
import { bold, dim, red } from './style.ts';

/** How many were right, and each that was not, with what has changed since it was. */
export function printQuestionRun(run: QuestionRun): void {
  print(bold(`${run.right} of ${run.questions} right, ${run.broke} broke since the run before`));
  for (const result of run.results) if (!result.right) printWrong(result);
}

function printWrong({ question, broke, refused, answer, changes }: QuestionResult): void {
  print(`${red(broke ? 'broke' : 'wrong')} ${question}`);
  print(`  ${refused ? 'refused' : (answer ?? 'the answer quotes a document that is gone')}`);
  for (const change of changes) print(`  ${dim(inWords(change))}`);
}

/** "changed: handbook/leave.md", "threshold: 0.15 -> 0.9" */
function inWords(change: QuestionResult['changes'][number]): string {
  if (change.what === 'setting') return `${change.name}: ${shown(change.from)} -> ${shown(change.to)}`;
  const name = change.uri == null ? change.document : readableUri(change.uri);
  return `${change.change}: ${name}${change.cited ? '' : ' (not cited)'}`;
}

const shown = (value: Extract<QuestionChange, { what: 'setting' }>['from']): string =>
  value === null || value === '' ? 'none' : String(value);
