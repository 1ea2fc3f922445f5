import { Command, InvalidArgumentError } from 'commander';
import { withAtelier } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { place } from '../output/places.ts';
import { bold, dim } from '../output/style.ts';

export function searchCommand(): Command {
  return new Command('search')
    .description('Search the documents')
    .argument('<query>', 'what to look for')
    .option('--limit <number>', 'how many passages at most', wholeNumber, 10)
    .option('--as <principal...>', 'search as somebody with these principals, such as group:hr')
    .option('--json', 'print the hits as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ atelier search "parental leave"
  $ atelier search HX-2140-B --limit 3 --json`,
    )
    .action(async (query: string, options: { limit: number; as?: string[]; json?: boolean }, command: Command) => {
      await withAtelier(command, 'read', async (atelier) => {
        const { limit, as } = options;
        const result = await atelier.search({ query, limit, ...(as === undefined ? {} : { as }) });
        if (options.json) {
          printJson(result);
          return;
        }
        for (const [index, hit] of result.hits.entries()) {
          const heading = hit.heading === hit.title ? '' : dim(` ${hit.heading}`);
          print(`${index + 1}. ${bold(hit.title)}${heading}`);
          print(`   ${place(hit)}`);
          print(`   ${excerpt(hit.text)}\n`);
        }
        if (result.hits.length === 0) print('Nothing was found.');
      });
    });
}

const excerpt = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 300 ? `${line.slice(0, 300)}...` : line;
};

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= 100) return number;
  throw new InvalidArgumentError('It must be a whole number from 1 to 100.');
}
