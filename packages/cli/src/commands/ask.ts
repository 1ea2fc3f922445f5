import { Command } from 'commander';
import type { Answer } from '@atelier/server';
import { filterOf, withFilterOptions, type FilterFlags } from '../filter-options.ts';
import { interruptSignal, withAtelier } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { place } from '../output/places.ts';
import { cyan, dim } from '../output/style.ts';

export function askCommand(): Command {
  const command = new Command('ask')
    .description('Ask a question: an answer with its sources, or a refusal')
    .argument('<question>', 'the question')
    .option('--as <principal...>', 'ask as somebody with these principals, such as group:hr')
    .option('--json', 'print the answer as JSON');
  return withFilterOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  $ atelier ask "How many days of leave does a bone marrow donor get?"
  $ atelier ask "Who approves travel?" --path policies --json`,
    )
    .action(async (question: string, options: FilterFlags & { as?: string[]; json?: boolean }, self: Command) => {
      await withAtelier(self, 'read', async (atelier) => {
        const { as } = options;
        const request = { question, filter: filterOf(options), ...(as === undefined ? {} : { as }) };
        const answer = await atelier.ask(request, { signal: interruptSignal() });
        if (options.json) printJson(answer);
        else printAnswer(answer);
      });
    });
}

function printAnswer(answer: Answer): void {
  if (answer.refused) {
    print('The documents do not answer this.');
    return;
  }
  const citations = answer.sentences.flatMap((sentence) => sentence.citations);
  const sources = [...new Map(citations.map((citation) => [placeKey(citation), citation])).values()];
  const numberOf = (citation: (typeof citations)[number]) =>
    sources.findIndex((source) => placeKey(source) === placeKey(citation)) + 1;
  for (const sentence of answer.sentences) {
    const numbers = [...new Set(sentence.citations.map(numberOf))].map((number) => cyan(`[${number}]`));
    print(`${sentence.text} ${numbers.join('')}`);
  }
  print();
  for (const [index, source] of sources.entries())
    print(`${cyan(`[${index + 1}]`)} ${source.title} ${dim(place(source))}`);
}

const placeKey = ({ document, page }: { document: string; page: number | null }): string => `${document} ${page}`;
