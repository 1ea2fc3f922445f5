/** Lower case without accents, so that `Müller` is found by `muller` and `naïve` by `naive`. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (/^[a-z0-9]*$/.test(lower)) return lower;
  return lower.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss');
}

/**
 * Brings a folded German word to one spelling, whether it was typed with umlauts or without: Kündigung and Kuendigung,
 * Größe and Groesse. Behind a vowel, and in "qu", the e is one of its own: neue, Steuer, Quelle.
 */
export function foldGerman(folded: string): string {
  return folded.replaceAll(/(?<![aeiouyq])([aou])e/g, '$1');
}

/** A word with umlauts as a keyboard without them types it, folded; null where it has none. */
export function spelledOut(word: string): string | null {
  const lower = word.toLowerCase().normalize('NFC');
  if (!/[äöü]/.test(lower)) return null;
  return fold(lower.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue'));
}
