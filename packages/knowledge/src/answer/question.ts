import { analyze, type Token } from '../text/analyze.ts';
import { fold } from '../text/fold.ts';
import { isFunctionWord, languageOf, type Language } from '../text/language.ts';
import { holdsOtherName } from './names.ts';
import type { TermWeights } from './writer.ts';

/** What kind of thing would be an answer; null where any sentence may do. */
export type AnswerType =
  | 'number'
  | 'duration'
  | 'time'
  | 'money'
  | 'person'
  | 'place'
  | 'reason'
  | 'definition'
  | 'method'
  | 'yes-no'
  | null;

export interface Question {
  text: string;
  /** Its own, and that in which it is compared with passages. */
  language: Language;
  /** The words that a text about the question would contain, each once, in order. */
  terms: string[];
  /** For a German compound among them, the terms of its parts. */
  parts: ReadonlyMap<string, readonly string[]>;
  weights: TermWeights;
  /** Sum of the weights of `terms`. */
  totalWeight: number;
  type: AnswerType;
  /** What is counted in "how many days ...": its terms. */
  unit: string[];
  /** The kind that is asked for in "which party ...": its term; null where no kind is named. */
  kind: string | null;
  /** Its words, folded. */
  words: ReadonlySet<string>;
  /** The numbers in it, and codes with digits, as it writes them: they are no answer to "how many". */
  numbers: ReadonlySet<string>;
  /** Terms that name something: codes, numbers, capitalised words. A sentence about another name is no answer. */
  names: Set<string>;
  /** Those of them that are codes, of letters and digits: `hx-2140-b`, `e51`. */
  codes: string[];
}

/** Words of the asking, not of what is asked; they are searched for, but no answer need contain them. */
const askingWords = new Set(
  (
    'can could may might must shall should much many long often often far old tall big high large take takes took get gets got give gives ' +
    'given tell please know mean means happen happened happens name named called call kind type sort describe explain list ' +
    'there any some about need needs want use used make made go going put say says said year date time day month'
  )
    .split(' ')
    .flatMap((word) => analyze(word).map((token) => token.term)),
);

/** With what is tied to it: `HX-2140-B`, `1,000.50`. */
const wholeWord = /[\p{L}\p{N}]+(?:[.,:/_-][\p{L}\p{N}]+)*/gu;

/** @param otherwise its language, where its words do not tell */
export function parseQuestion(text: string, weights: TermWeights, otherwise: Language): Question {
  const words = text.split(/[^\p{L}\p{N}]+/u).map(fold);
  const language = languageOf(words, otherwise);
  const tokens = analyze(text, language);
  const wholes = tokens.filter((token) => !token.part);
  const all = [...new Set(wholes.map((token) => token.term))];
  const empty = functionTerms(text, wholes, language);
  const telling = all.filter((term) => !askingWords.has(term) && !empty.has(term));
  const kept = telling.length > 0 ? telling : all;
  const type = answerType(text);
  const names = namesIn(text, wholes);
  return {
    text,
    language,
    terms: kept,
    parts: partsOf(tokens),
    weights,
    totalWeight: kept.reduce((sum, term) => sum + weightOf(weights, term), 0),
    type,
    unit: unitOf(text, language),
    kind: kindOf(text, language),
    words: new Set(words),
    numbers: new Set(text.match(wholeWord)?.filter((word) => /\p{N}/u.test(word))),
    names,
    codes: [...names].filter((name) => /\p{N}/u.test(name) && /\p{L}/u.test(name)),
  };
}

/** The terms of the words that each compound is made of. */
function partsOf(tokens: readonly Token[]): Map<string, string[]> {
  const byPlace = Map.groupBy(tokens, (token) => token.start);
  return new Map(
    [...byPlace.values()].flatMap((group) => {
      const [whole, ...parts] = group.filter(({ part }, index) => part || index === 0);
      return whole === undefined || parts.length === 0 ? [] : [[whole.term, parts.map(({ term }) => term)]];
    }),
  );
}

/** How much of a term of the question there is among other terms: 1, less where only the parts of a compound are. */
export function heldShare({ parts }: Question, term: string, among: ReadonlySet<string>): number {
  if (among.has(term)) return 1;
  return parts.get(term)?.every((part) => among.has(part)) ? partsShare : 0;
}

const partsShare = 0.8;

/** Terms that are function words in the language of the question; English ones never become terms. */
function functionTerms(text: string, tokens: readonly Token[], language: Language): Set<string> {
  const words = tokens.map((token) => fold(text.slice(token.start, token.end)));
  return new Set(tokens.filter((_, index) => isFunctionWord(words[index] ?? '', language)).map((token) => token.term));
}

/** Whether the answer must hold a number, a sum or a time. */
export function asksForQuantity({ type }: Question): boolean {
  return type === 'number' || type === 'duration' || type === 'money' || type === 'time';
}

export function weightOf(weights: TermWeights, term: string): number {
  return weights.get(term) ?? 1;
}

const typePatterns: readonly (readonly [pattern: RegExp, type: AnswerType])[] = [
  [/\bhow (?:long|soon|quickly)\b|\bwie (?:lange|schnell)\b|\bcombien de temps\b|\bcu[aá]nto tiempo\b/, 'duration'],
  [/\bhow (?:many|often|old|far|tall|big|large|high|deep|fast|heavy|wide|big)\b/, 'number'],
  [
    /\bhow much\b.*\b(?:cost|price|pay|paid|charge|fee|spend|worth|budget|allowance)\b|\b(?:what|which)\b.*\b(?:price|cost|fee|salary|budget|rate)\b/,
    'money',
  ],
  [
    /\bhow much\b|\b(?:what|which)(?: (?:is|was|are|were) (?:the|our|your))?(?: \p{L}+)? (?:number|percentage|percent|share|amount|proportion|size|length|height|weight|pressure|temperature)\b|\bwieviele?\b|\bwie (?:viele?|hoch|lange?|oft|groß|weit|schwer)\b|\bcombien\b|\bquel(?:le)? est (?:le montant|la durée|le nombre)\b|\bcu[aá]nt[oa]s?\b/u,
    'number',
  ],
  [
    /\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b|\bby when\b|\bwann\b|\bquand\b|\bcu[aá]ndo\b/,
    'time',
  ],
  [
    /\bwho(?:m|se)?\b|\b(?:what|which) (?:person|people|man|woman|actor|actress|author|president|king|queen|team)\b|\bwer\b|\bqui\b/,
    'person',
  ],
  [
    /\bwhere\b|\b(?:what|which) (?:country|city|state|place|town|region|continent|county|street|room|office)\b|\bwo\b|\boù\b/,
    'place',
  ],
  [/\bwhy\b|\bwhat (?:is|was|are|were) the (?:reason|cause|purpose)\b|\bwarum\b|\bpourquoi\b/, 'reason'],
  [/\bhow (?:do|can|should|must|to|does one|would)\b/, 'method'],
  [
    /^(?:what|who) (?:is|are|was|were) (?:an? |the )?[\p{L}\p{N} -]{1,40}\?*$|\bwhat does .* (?:mean|stand for)\b|\bdefin/u,
    'definition',
  ],
  [/^(?:is|are|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have|had|am)\b/, 'yes-no'],
];

function answerType(text: string): AnswerType {
  const lower = text.toLowerCase();
  return typePatterns.find(([pattern]) => pattern.test(lower))?.[1] ?? null;
}

const counting = /\b(?:how (?:many|much)|wie ?viele?|combien d(?:e |['’])|cu[aá]nt[oa]s?) ?((?:[\p{L}-]+ ?){1,3})/iu;

/** Of a compound its last part: of Urlaubstage, days are counted. */
function unitOf(text: string, language: Language): string[] {
  const match = counting.exec(text);
  const [noun, ...others] = match?.[1] === undefined ? [] : analyze(match[1], language);
  const last = others.findLast(({ part, start }) => part && start === noun?.start);
  return noun === undefined ? [] : [(last ?? noun).term];
}

const kinds: Record<Language, RegExp> = {
  en: /\b(?:what|which)(?: (?:kind|type|sort|part|form)s? of)? ((?:\p{L}+ ){0,2}?\p{L}+) (?:is|are|was|were|do|does|did|has|have|had|can|could|would|will|should|must|may)\b/iu,
  de: /\bwelche[mnrs]? (\p{L}+)/iu,
  fr: /\bquel(?:le)?s? (\p{L}+)/iu,
  es: /\b(?:qué|cuál(?:es)?) (\p{L}+)/iu,
};

function kindOf(text: string, language: Language): string | null {
  const named = kinds[language].exec(text)?.[1];
  return named === undefined ? null : (analyze(named, language).findLast(({ part }) => !part)?.term ?? null);
}

/** Words that name: with a digit or sign inside, all capitals, or capitalised within the sentence. */
function namesIn(text: string, tokens: readonly Token[]): Set<string> {
  const lowerCaseOnly = text === text.toLowerCase();
  const names = new Set<string>();
  for (const { term, start, end } of tokens) {
    const word = text.slice(start, end);
    const capital = !lowerCaseOnly && start > 0 && /^\p{Lu}/u.test(word);
    if (/\p{N}/u.test(word) || capital) names.add(term);
  }
  return names;
}

const quantity =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|million|billion|half|once|twice|daily|weekly|monthly|yearly|annually|quarterly|several|dozen|no|none|unlimited)\b/i;
const duration =
  /(?:\d|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|sixty|ninety|several|half an?|ein(?:e[nrm]?)?|zwei|drei|vier|sechs|acht|zwölf|une?|deux|trois|quatre|six|huit|douze)\b)[\s-]*(?:(?:working|business|calendar|full|more|consecutive)\s+)?(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters?|years?|decades?|centur(?:y|ies)|Sekunden?|Minuten?|Stunden?|(?:Arbeits|Werk)?[Tt]age?n?|Wochen?|Monate?n?|Jahre?n?|secondes?|heures?|jours?|semaines?|mois|ans?|années?)\b|\b(?:immediately|at once|until|indefinitely|unlimited|permanent(?:ly)?|unverzüglich|sofort)\b/i;
const moment =
  /\b(?:1[0-9]|20)\d\d\b|\d{4}-\d\d|\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?(?:am|pm|a\.m|p\.m)\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|monday|tuesday|wednesday|thursday|friday|saturday|sunday|century|immediately|annually|yearly|monthly|weekly|daily|within|before|after|until|quarter)\b/i;
const money =
  /[$€£¥]\s?\d|\d[\d.,]*\s?(?:€|eur|usd|gbp|chf|dollars?|euros?|pounds?|cents?|%|percent|million|billion)|\bfree\b|\bno (?:cost|charge|fee)\b/i;
const dates = /\b(?:19|20)\d\d(?:-\d\d){0,2}\b/g;
const reasons =
  /\b(?:because|since|due to|so that|in order to|as a result|therefore|owing to|thanks to|caused?|leads?|led|reason|purpose|to (?:avoid|ensure|allow|protect|prevent|keep|make|help))\b/i;
const defines = /\b(?:is|are|was|were|means?|refers?|stands? for|defined|called|known as|describes?|consists?)\b/i;

/** Whether a text holds the kind of thing that was asked for. */
export function holdsType(type: AnswerType, text: string, question: Question): boolean {
  switch (type) {
    case 'number':
      return quantity.test(withoutOwnNumbers(text, question));
    case 'duration':
      return duration.test(withoutOwnNumbers(text, question));
    case 'time':
      return moment.test(withoutOwnNumbers(text, question));
    case 'money':
      return holdsAmount(withoutOwnNumbers(text, question));
    case 'person':
    case 'place':
      return holdsOtherName(text, question);
    case 'reason':
      return reasons.test(text);
    case 'definition':
      return defines.test(text);
    case 'method':
    case 'yes-no':
    case null:
      return true;
  }
}

/** A sum of money, or a number that is no date: prices in tables stand without their currency. */
const holdsAmount = (text: string): boolean => money.test(text) || /\d/.test(text.replaceAll(dates, ''));

function withoutOwnNumbers(text: string, { numbers }: Question): string {
  return numbers.size === 0 ? text : text.replaceAll(wholeWord, (word) => (numbers.has(word) ? ' ' : word));
}
