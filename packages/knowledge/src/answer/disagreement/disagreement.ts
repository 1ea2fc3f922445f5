import { detectLanguage, type Language } from '../../text/language.ts';
import type { Candidate } from '../candidates.ts';
import { parseQuestion } from '../question.ts';
import { quote } from '../quote.ts';
import { rankCandidates } from '../rank-candidates.ts';
import type { DraftSentence, Passage, TermWeights } from '../writer.ts';
import { contradicts } from './compare.ts';

/** A sentence of an answer, and one that tells which document says otherwise. */
export interface Disagreement {
  said: DraftSentence;
  otherwise: DraftSentence;
  /** Since when the two documents hold, as far as they say. */
  dates: [said: string | null, otherwise: string | null];
}

export interface Told {
  sentences: DraftSentence[];
  disagreements: Disagreement[];
}

/** How far behind the statement that was chosen another may rank; a point less is e times less likely to answer. */
const reach = 3;
/** At most so many other documents are quoted. */
const mostOthers = 2;

/**
 * Where another document answers with another value, says so: the newer statement first, and a sentence for each document
 * that says otherwise. A question that names a year gets what it names, and nothing is said of other years.
 */
export function tellDisagreement(
  question: string,
  passages: readonly Passage[],
  weights: TermWeights,
  sentences: readonly DraftSentence[],
): Told {
  const alone = { sentences: [...sentences], disagreements: [] };
  const [first] = sentences;
  if (first === undefined || new Set(passages.map(({ document }) => document)).size < 2) return alone;
  const parsed = parseQuestion(question, weights, detectLanguage(passages[0]?.text ?? '', 'en'));
  if ([...parsed.names].some((name) => /^(?:19|20)\d\d$/.test(name))) return alone;
  const ranked = rankCandidates(parsed, passages);
  const chosen = ranked.find(({ candidate }) => cites(first, candidate));
  if (chosen === undefined) return alone;
  const others = new Map<string, Candidate>();
  for (const { candidate, score } of ranked) {
    const { document } = candidate.passage;
    if (score < chosen.score - reach || others.size === mostOthers) break;
    if (!others.has(document) && contradicts(parsed, chosen.candidate, candidate)) others.set(document, candidate);
  }
  if (others.size === 0) return alone;

  const [newest, ...older] = [chosen.candidate, ...others.values()].toSorted((a, b) =>
    dateOf(b) > dateOf(a) ? 1 : dateOf(b) < dateOf(a) ? -1 : 0,
  ) as [Candidate, ...Candidate[]];
  const said = newest === chosen.candidate ? first : quote(newest);
  const disagreements = older.map((candidate): Disagreement => {
    const { citations } = quote(candidate);
    const text = sayOtherwise(candidate, parsed.language);
    return { said, otherwise: { text, citations }, dates: [newest.passage.date, candidate.passage.date] };
  });
  // What was quoted without a word on its being different is told once.
  const rest = sentences.slice(1).filter((sentence) => ![newest, ...older].some((other) => cites(sentence, other)));
  return { sentences: [said, ...rest, ...disagreements.map(({ otherwise }) => otherwise)], disagreements };
}

const dateOf = ({ passage }: Candidate): string => passage.date ?? '';

function cites({ citations }: DraftSentence, { passage, start, end }: Candidate): boolean {
  return citations.some((range) => range.passage.version === passage.version && range.start < end && start < range.end);
}

const otherwise: Record<Language, string> = {
  en: 'says otherwise',
  de: 'sagt etwas anderes',
  fr: 'dit autre chose',
  es: 'dice otra cosa',
};

/** "travel-2023.md (2023) says otherwise: ..." */
function sayOtherwise(candidate: Candidate, language: Language): string {
  const { uri, title, date } = candidate.passage;
  const name = fileName(uri) ?? title;
  const since = date === null ? '' : ` (${date})`;
  return `${name}${since} ${otherwise[language]}: ${quote(candidate).text}`;
}

function fileName(uri: string): string | null {
  const last = /([^/:]+\.\w+)$/.exec(uri)?.[1];
  try {
    return last === undefined ? null : decodeURIComponent(last);
  } catch {
    return null;
  }
}
