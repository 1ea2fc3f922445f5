/**
 * The German stemmer, after the description at https://snowballstem.org/algorithms/german/stemmer.html, with the ending of
 * female plurals (-innen) brought to the male form first. Takes a word as `foldGerman` gives it, without umlauts; words
 * with other letters than a-z come back unchanged.
 */
export function stemGerman(word: string): string {
  if (word.length <= 3 || /[^a-z]/.test(word)) return word;
  const marked = markConsonants(
    word.replace(/(?<=...)(?:er|or|ent|ist)in(?:nen)?$/, (ending) => ending.replace(/in(?:nen)?$/, '')),
  );
  const { r1, r2 } = regions(marked);
  const stem = derivation(step2(step1(marked, r1), r1), r1, r2);
  return stem.toLowerCase();
}

/** Between vowels u and y are consonants; they are written U and Y while the steps run. */
function markConsonants(word: string): string {
  return word.replaceAll(/(?<=[aeiouy])[uy](?=[aeiouy])/g, (letter) => letter.toUpperCase());
}

/** Where R1 and R2 start: behind the first consonant after a vowel, and the same once more. R1 leaves three letters. */
function regions(word: string): { r1: number; r2: number } {
  const after = (from: number): number => {
    const match = /[aeiouy][^aeiouy]/.exec(word.slice(from));
    return match === null ? word.length : from + match.index + 2;
  };
  const first = after(0);
  return { r1: Math.max(3, first), r2: after(first) };
}

/** Takes an ending off where the region that starts at `from` holds all of it. */
function without(word: string, ending: string, from: number): string {
  return word.length - ending.length >= from ? word.slice(0, word.length - ending.length) : word;
}

/** Endings of declension. */
function step1(word: string, r1: number): string {
  const ending = /(?:ern|em|er|en|es|e|s)$/.exec(word)?.[0];
  if (ending === undefined) return word;
  if (ending === 's') return /[bdfghklmnrt]s$/.test(word) ? without(word, 's', r1) : word;
  const stem = without(word, ending, r1);
  const weak = ending.startsWith('e') && !/^(?:em|er|ern)$/.test(ending);
  return weak && stem !== word && stem.endsWith('niss') ? stem.slice(0, -1) : stem;
}

/** Endings of comparison and conjugation. */
function step2(word: string, r1: number): string {
  const ending = /(?:est|en|er|st)$/.exec(word)?.[0];
  if (ending === undefined) return word;
  if (ending === 'st') return /.{3}[bdfghklmnt]st$/.test(word) ? without(word, 'st', r1) : word;
  return without(word, ending, r1);
}

/** Endings that make one kind of word from another. */
function derivation(word: string, r1: number, r2: number): string {
  const ending = /(?:isch|lich|heit|keit|end|ung|ig|ik)$/.exec(word)?.[0];
  if (ending === undefined) return word;
  const stem = without(word, ending, r2);
  if (stem === word) return word;
  switch (ending) {
    case 'end':
    case 'ung':
      return stem.endsWith('ig') && !stem.endsWith('eig') ? without(stem, 'ig', r2) : stem;
    case 'lich':
    case 'heit':
      return /(?:er|en)$/.test(stem) ? stem.slice(0, Math.max(r1, stem.length - 2)) : stem;
    case 'keit':
      return without(stem, /(?:lich|ig)$/.exec(stem)?.[0] ?? '', r2);
    default:
      return stem.endsWith('e') ? word : stem;
  }
}
