const raised: Record<string, string> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '+': '⁺',
  '-': '⁻',
  '−': '⁻',
};

/** Raised figures keep their place: "10⁶" is not 106. Raised letters ("1st") read the same without. */
export function superscript(text: string): string {
  return /^\s*[-+−]?\d+\s*$/.test(text)
    ? text.replace(/[-+−\d]/g, (character) => raised[character] ?? character)
    : text;
}
