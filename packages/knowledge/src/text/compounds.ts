import { germanHeads } from './german-nouns.ts';

/** Letters that must be left before a head: fewer are a prefix (Antrag, Vertrag), not a word. */
const shortestModifier = 4;
/** Parts that are found in a compound at most: Lebens|mittel|vertrags|recht. */
const mostParts = 4;

/** Beginnings that change what a verb or noun means, rather than name a thing of their own. */
const prefixes = new Set(
  (
    'allgemein durch einzel ganz gegen gesamt gross grund haupt hinter klein mehr miss mittel nach neben nicht ober sonder ' +
    'uber unter ultra viel vize voll voraus vorder wider wieder zusammen zwischen zuruck hinein heraus herein dazu davon dabei'
  ).split(' '),
);

/** Endings of nouns that always take an s in a compound. */
const takesS = /(?:ung|heit|keit|schaft|ion|itat|ling|tum|ent)s$/;

/**
 * The words that a German compound is made of, without the letters between them: Kündigungsfrist gives kundigung and frist.
 * It looks for known nouns at the end, the longest first, and takes what stands before as a word where it is long enough
 * and no mere prefix. Nothing where it is not sure. Takes and gives words as `foldGerman` writes them.
 */
export function splitCompound(word: string): string[] {
  if (word.length < 2 * shortestModifier || /[^a-z]/.test(word) || isHead(word)) return [];
  for (let at = shortestModifier; at <= word.length - 3; at++) {
    const head = word.slice(at);
    if (!isHead(head)) continue;
    const before = word.slice(0, at);
    if (isWordLike(before)) return [...partsOf(before), head].slice(-mostParts);
  }
  return [];
}

/** Also in the genitive and the dative: -tages, -vertrags, -fristen. */
function isHead(word: string): boolean {
  return (
    germanHeads.has(word) ||
    ['n', 's', 'es'].some((end) => word.endsWith(end) && germanHeads.has(word.slice(0, -end.length)))
  );
}

/** A modifier is taken apart as well; what is no compound is one word, without its linking letters. */
function partsOf(modifier: string): string[] {
  const word = withoutLink(modifier);
  if (prefixes.has(word)) return [];
  const inner = splitCompound(word);
  return inner.length > 0 ? inner : [word];
}

/** Urlaubs-, Kündigungs-: the s links where what is left is a noun that takes it, is known, or cannot end in s itself. */
function withoutLink(modifier: string): string {
  if (takesS.test(modifier)) return modifier.slice(0, -1);
  for (const link of ['s', 'es', 'n', 'en']) {
    const bare = modifier.slice(0, -link.length);
    if (modifier.endsWith(link) && germanHeads.has(bare)) return bare;
  }
  return /[bdfgklmnrt]s$/.test(modifier) && modifier.length > shortestModifier ? modifier.slice(0, -1) : modifier;
}

/** German words have a vowel, and none begins or ends with a heap of consonants. */
function isWordLike(text: string): boolean {
  return (
    /[aeiouy]/.test(text) &&
    !/^[^aeiouy]{4}|[^aeiouy]{5}$/.test(text) &&
    !/^(?:s|ch|ck|tz)[^aeiouylmnptcwkr]/.test(text)
  );
}
