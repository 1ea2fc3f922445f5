/**
 * The English (Porter2) stemmer, after the description at https://snowballstem.org/algorithms/english/stemmer.html.
 * Takes a lower-case word without apostrophes; words with other letters than a-z come back unchanged.
 */
export function stemEnglish(word: string): string {
  if (word.length <= 2 || /[^a-z]/.test(word)) return word;
  const whole = wholeWords.get(word);
  if (whole !== undefined) return whole;
  const marked = markConsonantY(word);
  const { r1, r2 } = regions(marked);
  let stem = step1a(marked);
  if (unchangedAfter1a.has(stem)) return stem;
  stem = step1b(stem, r1);
  stem = step1c(stem);
  stem = replaceLongest(stem, step2Suffixes, r1, (rest) => rest);
  stem = step3(stem, r1, r2);
  stem = step4(stem, r2);
  stem = step5(stem, r1, r2);
  return stem.replaceAll('Y', 'y');
}

const vowel = 'aeiouy';
const isVowel = (letter: string | undefined): boolean => letter !== undefined && vowel.includes(letter);
const hasVowel = (text: string): boolean => /[aeiouy]/.test(text);

const wholeWords = new Map([
  ['skis', 'ski'],
  ['skies', 'sky'],
  ['idly', 'idl'],
  ['gently', 'gentl'],
  ['ugly', 'ugli'],
  ['early', 'earli'],
  ['only', 'onli'],
  ['singly', 'singl'],
  ...['sky', 'news', 'howe', 'atlas', 'cosmos', 'bias', 'andes'].map((word) => [word, word] as const),
]);

const unchangedAfter1a = new Set([
  'evening',
  'inning',
  'outing',
  'canning',
  'herring',
  'earring',
  'proceed',
  'exceed',
  'succeed',
]);

/** A y at the start or after a vowel is a consonant; it is written Y while the steps run. */
function markConsonantY(word: string): string {
  return word.replace(/^y/, 'Y').replaceAll(/(?<=[aeiouy])y/g, 'Y');
}

/** R1 is what follows the first consonant after a vowel; R2 the same within R1. Both as the index where they start. */
function regions(word: string): { r1: number; r2: number } {
  const after = (from: number): number => {
    for (let index = from + 1; index < word.length; index++) {
      if (isVowel(word[index - 1]) && !isVowel(word[index])) return index + 1;
    }
    return word.length;
  };
  const prefix = /^(?:gener|commun|arsen|past|univers|later|emerg|organ|inter)/.exec(word);
  const r1 = prefix === null ? after(0) : prefix[0].length;
  return { r1, r2: after(r1) };
}

function step1a(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ied') || word.endsWith('ies')) return word.slice(0, word.length > 4 ? -2 : -1);
  if (word.endsWith('us') || word.endsWith('ss') || !word.endsWith('s')) return word;
  return hasVowel(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function step1b(word: string, r1: number): string {
  const ee = /eed(?:ly)?$/.exec(word);
  if (ee !== null) return ee.index >= r1 ? `${word.slice(0, ee.index)}ee` : word;
  const suffix = /(?:ed|edly|ing|ingly)$/.exec(word);
  if (suffix === null) return word;
  const rest = word.slice(0, suffix.index);
  // dying, lying, tying
  if (suffix[0] === 'ing' && /^[^aeiouy]y$/.test(rest)) return `${rest[0]}ie`;
  if (!hasVowel(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest))
    return /^[aeo](?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest) ? rest : rest.slice(0, -1);
  return r1 >= rest.length && endsInShortSyllable(rest) ? `${rest}e` : rest;
}

/** A vowel between two non-vowels at the end (not w, x, Y last), or a vowel at the start before one non-vowel. */
function endsInShortSyllable(text: string): boolean {
  return /(?:^[aeiouy][^aeiouy]|[^aeiouy][aeiouy][^aeiouywxY]|^past)$/.test(text);
}

function step1c(word: string): string {
  return /.[^aeiouy][yY]$/.test(word) ? `${word.slice(0, -1)}i` : word;
}

type Suffixes = readonly (readonly [suffix: string, replacement: string, precededBy?: RegExp])[];

const step2Suffixes: Suffixes = [
  ['ational', 'ate'],
  ['ization', 'ize'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['iveness', 'ive'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['lessli', 'less'],
  ['entli', 'ent'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['fulli', 'ful'],
  ['ousli', 'ous'],
  ['iviti', 'ive'],
  ['ogist', 'og'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['izer', 'ize'],
  ['ator', 'ate'],
  ['alli', 'al'],
  ['bli', 'ble'],
  ['ogi', 'og', /l$/],
  ['li', '', /[cdeghkmnrt]$/],
];

const step3Suffixes: Suffixes = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['alize', 'al'],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
];

const step4Suffixes: Suffixes = [
  ['ement', ''],
  ['ance', ''],
  ['ence', ''],
  ['able', ''],
  ['ible', ''],
  ['ment', ''],
  ['ant', ''],
  ['ent', ''],
  ['ism', ''],
  ['ate', ''],
  ['iti', ''],
  ['ous', ''],
  ['ive', ''],
  ['ize', ''],
  ['ion', '', /[st]$/],
  ['al', ''],
  ['er', ''],
  ['ic', ''],
];

/** The longest suffix that the word has decides, and only where it lies inside the region. Lists are longest first. */
function replaceLongest(word: string, suffixes: Suffixes, region: number, otherwise: (word: string) => string): string {
  for (const [suffix, replacement, precededBy] of suffixes) {
    if (!word.endsWith(suffix)) continue;
    const rest = word.slice(0, -suffix.length);
    return rest.length >= region && (precededBy?.test(rest) ?? true) ? rest + replacement : word;
  }
  return otherwise(word);
}

function step3(word: string, r1: number, r2: number): string {
  return replaceLongest(word, step3Suffixes, r1, (rest) =>
    rest.endsWith('ative') && rest.length - 5 >= r2 ? rest.slice(0, -5) : rest,
  );
}

function step4(word: string, r2: number): string {
  return replaceLongest(word, step4Suffixes, r2, (rest) => rest);
}

function step5(word: string, r1: number, r2: number): string {
  const rest = word.slice(0, -1);
  if (word.endsWith('e')) return rest.length >= r2 || (rest.length >= r1 && !endsInShortSyllable(rest)) ? rest : word;
  return word.endsWith('ll') && rest.length >= r2 ? rest : word;
}
