import { Command, InvalidArgumentError } from 'commander';
import type { Hit } from '@atelier/server';
import { asOfHelp } from '../as-of-help.ts';
import { filterOf, withFilterOptions, type FilterFlags } from '../filter-options.ts';
import { withAtelier } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { place } from '../output/places.ts';
import { bold, dim } from '../output/style.ts';

interface Options extends FilterFlags {
  limit: number;
  perDocument?: number;
  context?: number;
  explain?: boolean;
  asOf?: string;
  as?: string[];
  json?: boolean;
}

export function searchCommand(): Command {
  const command = new Command('search')
    .description('Search the documents')
    .argument('<query>', 'what to look for: words, "phrases", -not, beginning*, and fields such as title:leave')
    .option('--limit <number>', 'how many passages at most', wholeNumber(1, 100), 10)
    .option('--per-document <number>', 'how many passages of one document at most', wholeNumber(1, 100))
    .option('--context <number>', 'give along so many passages before and after each', wholeNumber(0, 10))
    .option('--explain', 'say of each passage why it was found')
    .option('--as-of <date>', asOfHelp)
    .option('--as <principal...>', 'search as somebody with these principals, such as group:hr')
    .option('--json', 'print the hits as JSON');
  return withFilterOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  $ atelier search "parental leave"
  $ atelier search HX-2140-B --limit 3 --json
  $ atelier search '"notice period" -probation path:handbook'
  $ atelier search discount --type xlsx pdf --after 2026
  $ atelier search "notice period" --as-of 2026-03-01`,
    )
    .action(async (query: string, options: Options, self: Command) => {
      await withAtelier(self, 'read', async (atelier) => {
        const { limit, perDocument: per_document, context, explain, asOf: as_of, as } = options;
        const wanted = { query, limit, per_document, context, explain, as_of, filter: filterOf(options) };
        const result = await atelier.search({ ...wanted, ...(as === undefined ? {} : { as }) });
        if (options.json) {
          printJson(result);
          return;
        }
        for (const { from, to } of result.corrected) print(`No document has "${from}": searched for "${to}".\n`);
        for (const [index, hit] of result.hits.entries()) printHit(index + 1, hit);
        if (result.hits.length === 0) print('Nothing was found.');
      });
    });
}

function printHit(number: number, hit: Hit): void {
  const heading = hit.heading === hit.title ? '' : dim(` ${hit.heading}`);
  print(`${number}. ${bold(hit.title)}${heading}`);
  print(`   ${place(hit)}`);
  for (const { words, count, rarity } of hit.why ?? [])
    print(dim(`   ${words.join(', ')}: ${count} times, rarity ${rarity.toFixed(2)}`));
  print(`   ${hit.context === undefined ? marked(hit) : oneLine(hit.context.text)}\n`);
}

const excerptLength = 300;
/** So many characters before the first word that was looked for, where the passage is longer than what is shown. */
const leadLength = 80;

/** The passage from about where the first word of the search stands, with those words marked. */
function marked({ text, start, highlights = [] }: Hit): string {
  const first = (highlights[0]?.start ?? start) - start;
  const cut =
    text.length <= excerptLength || first < excerptLength - leadLength
      ? 0
      : text.lastIndexOf(' ', first - leadLength) + 1;
  let shown = cut > 0 ? '... ' : '';
  let at = cut;
  const end = Math.min(text.length, cut + excerptLength);
  for (const range of highlights) {
    const [from, to] = [range.start - start, range.end - start];
    if (from < at || to > end) continue;
    shown += oneLine(text.slice(at, from)) + bold(text.slice(from, to));
    at = to;
  }
  return `${shown}${oneLine(text.slice(at, end))}${end < text.length ? '...' : ''}`;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (text.trim() !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
