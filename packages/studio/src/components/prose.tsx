/** Text with `code` between backticks, as messages and hints of the server have it. */
export function Prose({ text }: { text: string }) {
  return text.split('`').map((part, n) => (n % 2 === 1 ? <code key={n}>{part}</code> : part));
}
