import type { Block } from '../read/read-document.ts';
import { splitSentences } from '../text/sentences.ts';
import { blockText, type Candidate } from './candidates.ts';
import { refersBack } from './refers-back.ts';
import type { DraftSentence, Passage } from './writer.ts';

/** Longest list or run of sentences that is quoted along, in characters. */
const longestAlong = 900;

/**
 * Turns a candidate into a sentence of the answer, quoting as much around it as it needs to be understood: what "it"
 * refers to, the list that it announces, the head of the table that a row belongs to.
 */
export function quote(candidate: Candidate): DraftSentence {
  const { passage, block } = candidate;
  if (block.kind === 'table-row' && candidate.header !== null) return quoteRow(candidate, candidate.header);
  let { start, end } = candidate;
  if (refersBack(candidate.text) && candidate.before !== null && candidate.before.block === block) {
    ({ start } = candidate.before);
  }
  if (announcesList(candidate.text)) end = endOfList(passage, block, end);
  const text = passage.text.slice(start - passage.start, end - passage.start);
  return { text: text.replaceAll(/\s*\n\s*/g, '\n'), citations: [{ passage, start, end }] };
}

/** "Name: Anna | Room: 12", from the table's head and the row; both are cited. */
function quoteRow(candidate: Candidate, header: Block): DraftSentence {
  const { passage, block } = candidate;
  const names = cells(blockText(passage, header));
  const text = cells(blockText(passage, block))
    .map((cell, index) => [names[index] ?? '', cell] as const)
    .filter(([, cell]) => cell !== '')
    .map(([name, cell]) => (name === '' ? cell : `${name}: ${cell}`))
    .join('; ');
  return {
    text,
    citations: [
      { passage, start: block.start, end: block.end },
      { passage, start: header.start, end: header.end },
    ],
  };
}

const cells = (row: string): string[] => row.split('|').map((cell) => cell.trim());

const announcesList = (text: string): boolean => /[:：]$/.test(text.trimEnd());

function endOfList(passage: Passage, block: Block, end: number): number {
  let reached = end;
  const after = passage.blocks.slice(passage.blocks.indexOf(block) + 1);
  const kind = after[0]?.kind;
  if (kind !== 'list-item' && kind !== 'code' && kind !== 'table-header') {
    // The announcement and what it announces may be lines of one block.
    const rest = splitSentences(passage.text, end - passage.start, block.end - passage.start);
    return Math.max(end, ...rest.slice(0, 3).map((range) => range.end + passage.start));
  }
  for (const next of after) {
    const belongs = next.kind === 'list-item' || (kind !== 'list-item' && /^(?:code|table)/.test(next.kind));
    if (!belongs || next.end - end > longestAlong) break;
    reached = next.end;
  }
  return reached;
}
