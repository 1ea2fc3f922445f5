/** The whole first cell of a row. */
const alone =
  /^(?:(?:grand |sub-?|sub |net )?totals?|sum|total g[ée]n[ée]ral|sous-?total|totale|somme|(?:gesamt|zwischen)?summe|gesamt|insgesamt|average|mean|durchschnitt|moyenne|ø)\s*:?$/i;
/** "Sales, total", "Sales total", "Total sales"; but not a name such as "Total Energies", nor "3 days in total". */
const withWords = /(?<!\bin)[\s,]\(?(?:[Tt]otal|TOTAL|insgesamt|gesamt)\)?\s*:?$|^(?:Total|TOTAL|Gesamt|Summe) \p{Ll}/u;

/** Longer ones are sentences. */
const longest = 40;

/** Whether a row sums up the rows above it, going by its first word: to add it to them would count them twice. */
export function isTotalRow(texts: readonly string[]): boolean {
  const label = texts.find((text) => text !== '') ?? '';
  return label.length <= longest && (alone.test(label) || withWords.test(label));
}
