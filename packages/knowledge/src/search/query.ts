import { fold } from '../text/fold.ts';
import type { Condition, Filter } from './filter.ts';

/** A query as it was typed, taken apart. A plain one is `words` and nothing else. */
export interface Query {
  /** What is looked for by its words, in the order they were typed. */
  words: string;
  /** "exact phrases": they must stand in a passage as they are. */
  phrases: string[];
  /** wind*: beginnings of words, folded. */
  prefixes: string[];
  /** -word and -"a phrase": what must not stand in a passage. */
  excluded: string[];
  /** title:, path:, type: ... and dates, all of which must hold; null without any. */
  filter: Filter | null;
}

/** A query that is searched for word by word, whatever signs it holds. */
export function plainQuery(text: string): Query {
  return { words: text, phrases: [], prefixes: [], excluded: [], filter: null };
}

/** -, field: and then a phrase or a word. */
const piece = /(?<minus>-?)(?:(?<field>[A-Za-z]+):)?(?:"(?<phrase>[^"]*)"|(?<word>\S+))/gy;
const blank = /\s*/y;
const fields = ['title', 'path', 'type', 'source', 'author', 'tag'] as const;
const date = /^(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?$/;

/** Reads the query language. Whatever does not follow it is a word like any other: no input is an error. */
export function parseQuery(text: string): Query {
  const query = plainQuery('');
  const words: string[] = [];
  const conditions: Filter[] = [];
  for (const { whole, minus, field, value, quoted } of piecesOf(text.replaceAll(/[“”„«»]/g, '"'))) {
    const condition = field === undefined ? null : conditionOf(field.toLowerCase(), value);
    const hasWords = /[\p{L}\p{N}]/u.test(value);
    if (condition !== null) conditions.push(minus ? { not: condition } : condition);
    else if (!hasWords || field !== undefined) words.push(whole);
    else if (minus) query.excluded.push(value);
    else if (quoted) query.phrases.push(value);
    else if (/^[\p{L}\p{N}]{2,}\*$/u.test(value)) query.prefixes.push(fold(value.slice(0, -1)));
    else words.push(whole);
  }
  const [only] = conditions;
  const filter = only === undefined ? null : conditions.length === 1 ? only : { all: conditions };
  return { ...query, words: words.join(' '), filter };
}

interface Piece {
  whole: string;
  minus: boolean;
  field: string | undefined;
  value: string;
  quoted: boolean;
}

function* piecesOf(text: string): Generator<Piece> {
  let at = 0;
  for (;;) {
    blank.lastIndex = at;
    blank.exec(text);
    piece.lastIndex = blank.lastIndex;
    const match = piece.exec(text);
    if (match === null) return;
    at = piece.lastIndex;
    const { minus, field, phrase, word } = match.groups ?? {};
    yield {
      whole: match[0],
      minus: minus === '-',
      field,
      value: phrase ?? word ?? '',
      quoted: phrase !== undefined,
    };
  }
}

function conditionOf(field: string, value: string): Condition | null {
  if (value.trim() === '') return null;
  if (field === 'after' || field === 'before') return date.test(value) ? { field: 'date', op: field, value } : null;
  const known = fields.find((name) => name === field);
  if (known === undefined) return null;
  return { field: known, op: known === 'type' || known === 'tag' ? 'is' : 'contains', value };
}
