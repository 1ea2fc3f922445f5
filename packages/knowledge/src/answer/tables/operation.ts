/** What is to be done with the cells that a question is about. */
export type Operation =
  | 'lookup'
  | 'sum'
  | 'average'
  | 'change'
  | 'percent-change'
  | 'share'
  | 'ratio'
  | 'most'
  | 'least'
  | 'count'
  | 'filter';

/** A reading of the question, with the ranges of it that ask for this. */
export interface AskedOperation {
  kind: Operation;
  cues: { start: number; end: number }[];
}

const change =
  'changed?|increase|decrease|difference|decline|growth|variance|grow|grew|fall|fell|rise|rose|drop|ver[aä]nder\\p{L}*|[aä]nderung|differenz|unterschied|anstieg|r[uü]ckgang|gestiegen|gesunken|variation|augmentation|diminution|diferencia|aumento|disminuci[oó]n';
const percentage = 'percent(?:age)?|%|prozent(?:uale?r?)?|pourcentage|porcentaje|porcentual';

/** In the order in which they are tried; the first that is found says what is asked. */
const patterns: readonly (readonly [kind: Operation, pattern: RegExp])[] = [
  [
    'percent-change',
    new RegExp(
      `(?<!\\p{L})(?:${percentage})(?: of)?(?: the)? ?\\(?(?:${change})\\)?(?: ?/ ?\\(?(?:${change})\\)?)?(?!\\p{L})|(?<!\\p{L})growth rate|(?<!\\p{L})(?:${change})(?!\\p{L}).*(?:in|by|as a|um wie ?viel) (?:${percentage})(?!\\p{L}| of )|(?<!\\p{L})(?:${change}) ?\\(%\\)|um wie ?viel prozent`,
      'giu',
    ),
  ],
  [
    'share',
    new RegExp(
      `\\bas an? (?:percentage|percent|proportion|share|fraction) of\\b|\\b(?:proportion|what (?:percentage|percent|share|%)|share)(?:, in percentage,)? of\\b|\\bpercentage constitution\\b|wie ?viel prozent|welcher anteil`,
      'giu',
    ),
  ],
  ['ratio', /\bratio of\b|\bverhältnis (?:von|zwischen)\b/giu],
  [
    'average',
    /\b(?:on average|average|the mean|mean (?:of|value))\b|durchschnitt\p{L}*|im mittel|\bmoyenne?\b|\bpromedio\b|\bla media\b/giu,
  ],
  [
    'change',
    new RegExp(`(?<!\\p{L})(?:(?:net|nominal) )?\\(?(?:${change})\\)?(?: ?/ ?\\(?(?:${change})\\)?)?(?!\\p{L})`, 'giu'),
  ],
  [
    'sum',
    /\b(?:in total|sum|total|combined|altogether|overall|together)\b|\b(?:insgesamt|gesamt\p{L}*|(?:die )?summe)\b|\bsomme\b|\bsuma\b/giu,
  ],
];

const most =
  /\b(?:highest|largest|greatest|biggest|most|maximum|max|higher|larger|greater|bigger|best|longest|latest|höchste[nrsm]?|größte[nrsm]?|meisten?|maximal\p{L}*|maximum|teuerste[nrsm]?|most expensive|plus (?:grande?|élevée?)|mayor|más (?:alto|alta|grande))\b/giu;
const least =
  /\b(?:lowest|smallest|fewest|least|minimum|min|lower|smaller|cheapest|shortest|earliest|niedrigste[nrsm]?|kleinste[nrsm]?|wenigsten|minimal\p{L}*|billigste[nrsm]?|günstigste[nrsm]?|plus (?:petite?|faible|bas|basse)|menor|más (?:bajo|baja))\b/giu;
const counts =
  /\b(?:how many|number of|wie ?viele?|combien d[e']|cu[aá]nt[oa]s)\b(?: of the)?(?: (?:years?|periods?|jahre)\b)?/giu;

/**
 * What a question asks of a table. Plain `lookup` is always among them, as "total" and "change" also stand in names of
 * rows and columns.
 */
export function operationsIn(question: string, isCompared: boolean): AskedOperation[] {
  const asked: AskedOperation[] = [];
  const add = (kind: Operation, pattern: RegExp): boolean => {
    const cues = rangesOf(question, pattern);
    if (cues.length === 0) return false;
    asked.push({ kind, cues });
    return true;
  };
  if (isCompared) {
    if (!add('count', counts)) asked.push({ kind: 'filter', cues: [] });
    return asked;
  }
  // "Total costs in 2018 and 2019, respectively" asks for the costs of each.
  const isEach = /\brespective|\bjeweils\b|\brespectiv/i.test(question);
  const computed = patterns.some(([kind, pattern]) => !(isEach && kind === 'sum') && add(kind, pattern));
  if (!computed || asked[0]?.kind === 'sum') {
    const compares = /\b(?:which|what|who|where|welche[rsnm]?|wer|wo|wann|quel(?:le)?s?|qu[eé]|cu[aá]l)\b/iu.test(
      question,
    );
    if (compares) [most, least].forEach((pattern, index) => add(index === 0 ? 'most' : 'least', pattern));
    add('count', counts);
  }
  asked.push({ kind: 'lookup', cues: [] });
  return asked;
}

/** Whether a text speaks of a change, a sum, an average or a share, so that it may state one. */
export function speaksOf(kind: Operation, text: string): boolean {
  const wanted = kind === 'percent-change' ? 'change' : kind;
  if ((kind === 'share' || kind === 'ratio') && /%|percent|prozent|ratio|verhältnis/i.test(text)) return true;
  return patterns.some(([named, pattern]) => named === wanted && rangesOf(text, pattern).length > 0);
}

const rangesOf = (text: string, pattern: RegExp): { start: number; end: number }[] =>
  [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
