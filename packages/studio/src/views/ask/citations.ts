import type { Citation, Hit, Sentence } from '../../api/types.ts';
import { wordEnd, wordStart } from '../../text/search-terms.ts';

export interface NumberedSource {
  number: number;
  /** of its passage */
  key: string;
  citation: Citation;
}

/** Numbers each distinct passage once, in the order the answer first cites it. */
export function numberSources(sentences: Sentence[]): NumberedSource[] {
  const numbered = new Map<string, NumberedSource>();
  for (const citation of sentences.flatMap((sentence) => sentence.citations)) {
    const key = passageKey(citation);
    if (!numbered.has(key)) numbered.set(key, { number: numbered.size + 1, key, citation });
  }
  return [...numbered.values()];
}

/** The numbers of a sentence's citations, ascending, each once. */
export function numbersOf(sentence: Sentence, sources: NumberedSource[]): NumberedSource[] {
  const keys = new Set(sentence.citations.map(passageKey));
  return sources.filter(({ key }) => keys.has(key));
}

function passageKey({ document, version, start, end }: Citation): string {
  return `${document} ${version} ${start} ${end}`;
}

export interface Quotation {
  heading: string;
  before: string;
  quote: string;
  after: string;
}

const contextCharacters = 140;

/** A citation's quote between the words around it, taken from the retrieved passage that contains it, if one does. */
export function quoteInContext(citation: Citation, hits: Hit[]): Quotation {
  const { document, start, end, quote } = citation;
  const hit = hits.find((one) => one.document === document && one.start <= start && end <= one.end);
  const alone = { heading: hit?.heading ?? '', before: '', quote, after: '' };
  if (!hit) return alone;
  const from = start - hit.start;
  const to = end - hit.start;
  // A hit whose text is not the plain slice of its document gives no trustworthy context.
  if (hit.text.slice(from, to) !== quote) return alone;
  const left = Math.max(0, from - contextCharacters);
  const right = Math.min(hit.text.length, to + contextCharacters);
  const before = hit.text.slice(left === 0 ? 0 : Math.min(wordStart(hit.text, left), from), from);
  const after = hit.text.slice(to, right === hit.text.length ? right : Math.max(wordEnd(hit.text, right), to));
  return {
    ...alone,
    before: (left === 0 ? '' : '… ') + before,
    after: after + (right === hit.text.length ? '' : ' …'),
  };
}
