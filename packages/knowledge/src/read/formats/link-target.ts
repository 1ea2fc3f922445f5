/** Longer addresses are for machines. */
const longest = 300;

/** Words with the address they lead to, where that leads out of the document and is not among the words already. */
export function withTarget(words: string, target: string): string {
  const address = target.trim().replace(/^(?:mailto|tel):/i, '');
  if (!/^(?:https?|mailto|tel):/i.test(target.trim()) || address.length > longest || words.trim() === '') return words;
  const bare = (text: string): string =>
    text
      .toLowerCase()
      .replace(/^https?:\/\/(?:www\.)?|^www\.|\/$|\?.*$/g, '')
      .trim();
  if (bare(words).includes(bare(address))) return words;
  return `${words.trimEnd()} (${address})${/\s*$/.exec(words)?.[0] ?? ''}`;
}
