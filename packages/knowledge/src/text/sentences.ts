/** A range of a text, UTF-16 code units, end exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** A full stop after one of these ends no sentence. Lower case, without the stop. */
const abbreviations = new Set(
  (
    'mr mrs ms dr prof sr jr st vs etc e.g i.e eg ie cf al no nos vol fig sec ch art approx inc ltd co corp dept est ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun p pp ca bzw z.b d.h u.a nr str ggf usw ' +
    'm mme mlle av env p.ex'
  ).split(' '),
);

/** "31. Dezember" is a date. */
const germanMonth =
  /^\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Tag|Woche|Monat)/;

const possibleEnd = /[.!?…。]+["'”’»)\]]*(?=\s|$)/gu;

/**
 * Cuts `[start, end)` of a text into sentences. Lines always end a sentence: blocks and hard breaks are lines. The
 * ranges leave out the white space around sentences and cover everything else.
 */
export function splitSentences(text: string, start = 0, end = text.length): Range[] {
  const sentences: Range[] = [];
  for (const line of text.slice(start, end).matchAll(/[^\n]+/g)) {
    let from = start + line.index;
    const lineEnd = from + line[0].length;
    for (const match of line[0].matchAll(possibleEnd)) {
      const to = start + line.index + match.index + match[0].length;
      if (to < lineEnd && !endsSentence(text.slice(from, to), text.slice(to, lineEnd))) continue;
      pushTrimmed(sentences, text, from, to);
      from = to;
    }
    pushTrimmed(sentences, text, from, lineEnd);
  }
  return sentences;
}

function endsSentence(before: string, after: string): boolean {
  // What follows must look like a beginning: a capital, a number, a quotation mark or a sign of a list.
  if (!/^\s+["'“‘«([]?[\p{Lu}\p{Lt}\p{Lo}\p{N}\p{Extended_Pictographic}•–—-]/u.test(after)) return false;
  const word = /(\S+?)\.["'”’»)\]]*$/u.exec(before)?.[1]?.replace(/^["'“‘«([]+/u, '');
  if (word === undefined) return true;
  if (abbreviations.has(word.toLowerCase())) return false;
  if (/^\d{1,2}$/.test(word) && germanMonth.test(after)) return false;
  // Initials ("J. Smith", "U.S. Army") and numbered headings ("1. Scope").
  return !/^(?:\p{Lu}|\p{Lu}(?:\.\p{Lu})+)$/u.test(word) && !/^\d{1,3}$/.test(before.trim().slice(0, -1));
}

function pushTrimmed(sentences: Range[], text: string, start: number, end: number): void {
  const inner = text.slice(start, end);
  const from = start + (inner.length - inner.trimStart().length);
  const to = end - (inner.length - inner.trimEnd().length);
  if (from < to) sentences.push({ start: from, end: to });
}
