import { Command } from 'commander';
import type { Answer, AskEvent } from '@atelier/server';
import { asOfHelp } from '../as-of-help.ts';
import { filterOf, withFilterOptions, type FilterFlags } from '../filter-options.ts';
import { interruptSignal, withAtelier } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { place } from '../output/places.ts';
import { showProgress } from '../output/progress.ts';
import { printStatements } from '../output/statements.ts';
import { cyan, dim, yellow } from '../output/style.ts';

type Flags = FilterFlags & { all?: boolean; asOf?: string; as?: string[]; json?: boolean };

export function askCommand(): Command {
  const command = new Command('ask')
    .description('Ask a question: an answer with its sources, or a refusal')
    .argument('<question>', 'the question')
    .option('--all', 'read all documents, for questions such as "which contracts mention a penalty?"')
    .option('--as-of <date>', asOfHelp)
    .option('--as <principal...>', 'ask as somebody with these principals, such as group:hr')
    .option('--json', 'print the answer as JSON');
  return withFilterOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  $ atelier ask "How many days of leave does a bone marrow donor get?"
  $ atelier ask "Who approves travel?" --path policies --json
  $ atelier ask --all "Which contracts mention a penalty?"
  $ atelier ask "How long is the notice period?" --as-of 2026-03-01`,
    )
    .action(async (question: string, options: Flags, self: Command) => {
      await withAtelier(self, 'read', async (atelier) => {
        const { as, all, asOf: as_of } = options;
        const request = { question, all, as_of, filter: filterOf(options), ...(as === undefined ? {} : { as }) };
        const signal = interruptSignal();
        const answer = all
          ? await readingAll((onEvent) => atelier.ask(request, { signal, onEvent }))
          : await atelier.ask(request, { signal });
        if (options.json) printJson(answer);
        else if (answer.coverage !== undefined) printStatements(answer, answer.coverage);
        else printAnswer(answer);
      });
    });
}

async function readingAll(ask: (onEvent: (event: AskEvent) => void) => Promise<Answer>): Promise<Answer> {
  const view = showProgress('reading');
  const answer = await ask(({ event, data }) => {
    if (event !== 'progress') return;
    view.update({ done: data.passages.read, total: data.passages.in_scope, message: 'passages' });
  });
  view.end('reading: done');
  return answer;
}

function printAnswer(answer: Answer): void {
  if (answer.refused) {
    print('The documents do not answer this.');
    printVerified(answer);
    printHint(answer);
    return;
  }
  const citations = answer.sentences.flatMap((sentence) => sentence.citations);
  const sources = [...new Map(citations.map((citation) => [placeKey(citation), citation])).values()];
  const numberOf = (citation: (typeof citations)[number]) =>
    sources.findIndex((source) => placeKey(source) === placeKey(citation)) + 1;
  const others = new Set(answer.disagreement?.map(({ otherwise }) => otherwise));
  for (const [index, sentence] of answer.sentences.entries()) {
    const numbers = [...new Set(sentence.citations.map(numberOf))].map((number) => cyan(`[${number}]`));
    const isMarked = sentence.supported === false;
    const sign = isMarked ? `${yellow('?')} ` : others.has(index) ? `${yellow('!')} ` : '';
    print(`${sign}${sentence.text} ${numbers.join('')}`);
    if (isMarked) print(dim(`  not borne out: ${(sentence.reasons ?? []).join('; ')}`));
  }
  print();
  for (const [index, source] of sources.entries())
    print(`${cyan(`[${index + 1}]`)} ${source.title} ${dim(place(source))}`);
  printVerified(answer);
  printHint(answer);
}

/** Said only where something that was written is not borne out. */
function printVerified({ verified }: Answer): void {
  if (verified === undefined || verified.supported === verified.sentences) return;
  const { sentences, supported, dropped, marked } = verified;
  const rest = [...(dropped > 0 ? [`${dropped} left out`] : []), ...(marked > 0 ? [`${marked} marked`] : [])];
  print(`\n${dim(`${supported} of ${sentences} sentences are borne out by their sources; ${rest.join(', ')}.`)}`);
}

function printHint({ hint }: Answer): void {
  if (hint !== undefined) print(`\n${dim(hint)}`);
}

const placeKey = ({ document, page }: { document: string; page: number | null }): string => `${document} ${page}`;
