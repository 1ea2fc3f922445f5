import { foldGerman } from '../../text/fold.ts';
import type { Language } from '../../text/language.ts';

/** Words for numbers of their own, folded: a word at each place, `-` where there is none. */
const english =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const german =
  'null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn';
const french = 'zero - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize';
const spanish =
  'cero - dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve';

const tens: Record<Language, string> = {
  en: 'twenty thirty forty fifty sixty seventy eighty ninety',
  de: 'zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig',
  fr: 'vingt trente quarante cinquante soixante - - -',
  es: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
};

const small: Record<Language, Map<string, number>> = {
  en: count(english, tens.en),
  de: count(german, tens.de),
  fr: count(french, tens.fr),
  es: count(spanish, tens.es),
};
small.en.set('dozen', 12);
small.de.set('dutzend', 12);

function count(ones: string, ten: string): Map<string, number> {
  const pairs = [
    ...ones.split(' ').map((word, value) => [word, value] as const),
    ...ten.split(' ').map((word, index) => [word, 20 + 10 * index] as const),
  ];
  return new Map(pairs.filter(([word]) => word !== '-'));
}

/** Words that multiply what stands before them. */
const scales: Record<Language, Record<string, number>> = {
  en: {
    hundred: 100,
    thousand: 1e3,
    k: 1e3,
    million: 1e6,
    millions: 1e6,
    m: 1e6,
    billion: 1e9,
    billions: 1e9,
    bn: 1e9,
    trillion: 1e12,
  },
  de: {
    hundert: 100,
    tausend: 1e3,
    tsd: 1e3,
    million: 1e6,
    millionen: 1e6,
    mio: 1e6,
    milliarde: 1e9,
    milliarden: 1e9,
    mrd: 1e9,
    billionen: 1e12,
  },
  fr: { cent: 100, cents: 100, mille: 1e3, million: 1e6, millions: 1e6, milliard: 1e9, milliards: 1e9 },
  es: { cien: 100, ciento: 100, mil: 1e3, millon: 1e6, millones: 1e6 },
};

/** The number that a folded word is by itself, or null: seven, fünfundzwanzig, twenty. */
export function numberWord(word: string, language: Language): number | null {
  const spelled = language === 'de' ? foldGerman(word) : word;
  const plain = small[language].get(spelled);
  if (plain !== undefined) return plain;
  if (language !== 'de') return null;
  const compound = /^(ein|zwei|drei|vier|funf|sechs|sieben|acht|neun)und(\w+zig|dreissig)$/.exec(spelled);
  const [, ones = '', ten = ''] = compound ?? [];
  const sum = (small.de.get(ones === 'ein' ? 'eins' : ones) ?? 0) + (small.de.get(ten) ?? 0);
  return compound !== null && sum > 20 ? sum : null;
}

/** What a folded word multiplies the number before it by, or null. A letter alone only does so behind digits. */
export function scaleWord(word: string, language: Language): number | null {
  return scales[language][word] ?? null;
}

/** One, as an article in most places: a number only before a unit. */
export function isOne(word: string, language: Language): boolean {
  const ones = { en: /^(?:one|a|an)$/, de: /^eine?[nmrs]?$/, fr: /^une?$/, es: /^una?o?$/ };
  return ones[language].test(word);
}
