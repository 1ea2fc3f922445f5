import { splitSentences, type Range } from '../../text/sentences.ts';

/**
 * Clauses and their smallest pieces. A clause is what one "not" or "must" speaks of; a segment is what stands between
 * commas and conjunctions, where a claim that the source does not have is added.
 */

/** Begins a clause wherever it stands. */
const opener = String.raw`(?:but|while|whereas|although|though|unless|except|because|since|if|when|once|provided|however|aber|sondern|während|obwohl|wenn|falls|sofern|außer|ausgenommen|weil|sobald|jedoch|mais|tandis|bien que|sauf|hormis|si|lorsque|quand|parce|pero|sino|mientras|aunque|salvo|excepto|cuando|porque)`;
/** Tells that a part of a sentence has a verb of its own, so that it is a clause and not the rest of a list. */
const verb = String.raw`(?:is|are|was|were|has|have|had|must|may|can|cannot|could|will|would|shall|should|does|do|did|needs?|gets?|applies|apply|costs?|pays?|\w+n['’]t|ist|sind|war|waren|wird|werden|wurden?|hat|haben|muss|müssen|darf|dürfen|kann|können|soll|sollen|gilt|gelten|est|sont|ont|était|sera|seront|doit|doivent|peut|peuvent|es|fue|está|están|tiene|tienen|debe|deben|puede|pueden)`;
const and = String.raw`(?:and|or|nor|und|oder|et|ou|y|o|e)`;
const letter = String.raw`[\p{L}\p{M}]`;

const wordStart = String.raw`(?<!${letter})`;
const wordEnd = String.raw`(?!${letter})`;
/** So many words after a comma or "and" are looked through for a verb. */
const within = String.raw`(?:\s+[^\s,;:]+){0,4}?`;

const clauseStart = new RegExp(
  [
    String.raw`[;:](?=\s)\s*|[()]\s*|\s[–—-]\s`,
    String.raw`(?:,\s*|\s)(?=${wordStart}${opener}${wordEnd})`,
    String.raw`,?\s+(?=${and}${within}\s+${verb}${wordEnd})`,
    String.raw`,?\s+(?=${and}\s+(?:never|not|no|nicht|nie|niemals|kein\w*|jamais|nunca|no)${wordEnd})`,
    String.raw`,(?=${within}\s+${verb}${wordEnd})\s*`,
    String.raw`,\s*(?=(?:which|who|whose|der|die|das|qui|que|dont)${wordEnd})`,
  ].join('|'),
  'giu',
);

const segmentStart = new RegExp(
  String.raw`[;:](?=\s)\s*|[()]\s*|,\s+|\s[–—-]\s|\s(?=(?:${and}|plus|sowie|${opener})${wordEnd})`,
  'giu',
);

/** The clauses of every sentence of a text, in order. */
export function clausesOf(text: string): Range[] {
  return splitSentences(text).flatMap(({ start, end }) => cut(text, start, end, clauseStart));
}

/** The segments of a range of a text, in order. */
export function segmentsOf(text: string, { start, end }: Range): Range[] {
  return cut(text, start, end, segmentStart);
}

function cut(text: string, start: number, end: number, at: RegExp): Range[] {
  const pieces: Range[] = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(at)) {
    const to = start + match.index;
    if (/[\p{L}\p{N}]/u.test(text.slice(from, to))) {
      pieces.push({ start: from, end: to });
      from = to + match[0].length;
    }
  }
  if (/[\p{L}\p{N}]/u.test(text.slice(from, end))) pieces.push({ start: from, end });
  return pieces;
}
