import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { AtelierError } from '@atelier/foundation';
import type { Answer, Atelier } from '@atelier/server';
import { asOfHelp } from '../as-of-help.ts';
import { interruptSignal, withAtelier } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { readableUri } from '../output/places.ts';
import { bold, dim, red } from '../output/style.ts';

type Citation = Answer['sentences'][number]['citations'][number];

/** A citation of an answer of before, held against the documents of today. */
interface CheckedCitation {
  document: string;
  version: string;
  uri: string;
  /** `same`: it stands in the present version; `changed`: in the version it names, which is an older one. */
  state: 'same' | 'changed' | 'removed';
}

interface Replay {
  question: string;
  same: boolean;
  before: string;
  now: string;
  citations: CheckedCitation[];
}

interface Options {
  as?: string[];
  asOf?: string;
  json?: boolean;
}

export function replayCommand(): Command {
  return new Command('replay')
    .description('Ask the question of an answer again, and show what is different; exit code 1 where something is')
    .argument('<file>', 'what `atelier ask --json` printed')
    .option('--as-of <date>', `${asOfHelp}; unless given, as the answer was asked`)
    .option('--as <principal...>', 'ask as somebody with these principals, such as group:hr')
    .option('--json', 'print both answers and the citations of the first as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ atelier ask "Who approves travel?" --json > answer.json
  $ atelier replay answer.json
  $ atelier replay answer.json --as-of 2026-03-01`,
    )
    .action(async (file: string, options: Options, command: Command) => {
      const before = readAnswer(file);
      await withAtelier(command, 'read', async (atelier) => {
        const replay = await ask(atelier, before, options);
        if (options.json) printJson(replay);
        else printReplay(replay);
        if (!replay.same) process.exitCode = 1;
      });
    });
}

/** @throws AtelierError `answer_invalid` */
function readAnswer(file: string): Answer {
  try {
    const answer = JSON.parse(readFileSync(file, 'utf8')) as Answer;
    if (typeof answer.question === 'string' && Array.isArray(answer.sentences)) return answer;
  } catch (cause) {
    throw invalid(file, (cause as Error).message);
  }
  throw invalid(file, 'it has no question or no sentences');
}

function invalid(file: string, why: string): AtelierError {
  return new AtelierError({
    code: 'answer_invalid',
    message: `${file} holds no answer: ${why}.`,
    hint: 'Keep what `atelier ask --json` prints.',
  });
}

async function ask(atelier: Atelier, before: Answer, { as, asOf = before.as_of }: Options): Promise<Replay> {
  const cited = before.sentences.flatMap(({ citations }) => citations);
  const versions = new Map(cited.map((citation) => [citation.version, citation]));
  const citations = [];
  for (const citation of versions.values()) citations.push(await check(atelier, citation));
  const request = { question: before.question, as_of: asOf, ...(as === undefined ? {} : { as }) };
  const now = await atelier.ask(request, { signal: interruptSignal() });
  return {
    question: before.question,
    same: JSON.stringify(essence(before)) === JSON.stringify(essence(now)),
    before: before.answer,
    now: now.answer,
    citations,
  };
}

/** What makes two answers the same: the sentences, and the places of the versions that they cite. */
function essence({ sentences }: Answer): unknown {
  return sentences.map(({ text, citations }) => [
    text,
    citations.map(({ version, start, end, quote }) => [version, start, end, quote]),
  ]);
}

async function check(atelier: Atelier, { document, version, uri }: Citation): Promise<CheckedCitation> {
  try {
    const present = await atelier.document(document);
    return { document, version, uri, state: present.version_id === version ? 'same' : 'changed' };
  } catch (error) {
    if (AtelierError.is(error) && error.code === 'document_not_found') {
      return { document, version, uri, state: 'removed' };
    }
    throw error;
  }
}

function printReplay({ same, before, now, citations }: Replay): void {
  print(same ? 'The same answer, from the same places.' : red('Not the same answer.'));
  if (!same) {
    print(`${bold('before')} ${before === '' ? 'refused' : before}`);
    print(`${bold('now')}    ${now === '' ? 'refused' : now}`);
  }
  for (const { state, uri } of citations) if (state !== 'same') print(`  ${dim(`${state}: ${readableUri(uri)}`)}`);
}
