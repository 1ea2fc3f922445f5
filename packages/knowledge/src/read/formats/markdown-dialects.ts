// What Markdown files hold besides Markdown: Liquid (Jekyll, Eleventy), kramdown attributes and Microsoft's
// documentation directives. It is rewritten to Markdown, or dropped, before parsing: a tag with blanks and quotes inside
// a link target would otherwise undo the link.

/** Code stays as it is, so it is matched first. */
const fencedCode = String.raw`(?<fence>^[ >]*(?<ticks>\x60{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ >]*\k<ticks>|(?![\s\S])))`;
const liquid = new RegExp(
  [
    fencedCode,
    String.raw`\{%-?\s*raw\s*-?%\}(?<raw>[\s\S]*?)\{%-?\s*endraw\s*-?%\}`,
    String.raw`\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}`,
    String.raw`(?<target>(?<=\]\(|=")\s*\{[{%][^\n]*?[%}]\})`,
    String.raw`\{%(?<tag>(?:[^%{]|%(?!\})|\{(?!%))*)%\}`,
    String.raw`\{\{[^{}\n]*\}\}`,
    String.raw`^\{:[^}\n]*\}[^\S\n]*$`,
    String.raw`(?<=\S)[^\S\n]*\{[:#][^{}\n]*\}[^\S\n]*$`,
  ].join('|'),
  'gm',
);

const microsoft = new RegExp(
  [
    fencedCode,
    // An include that stands alone is a banner or a shared passage; within a sentence its name stands for a product.
    String.raw`^(?<quote>[ >]*)\[!INCLUDE\s*\[[^\]\n]*\]\([^)\n]*\)\][^\S\n]*$`,
    String.raw`\[!INCLUDE\s*\[(?<include>[^\]\n]*)\]\([^)\n]*\)\]`,
    String.raw`\[!(?:VIDEO|div)\s[^\]\n]*\]`,
    String.raw`:::image(?<image>[^\n]*?):::`,
    String.raw`^[^\S\n]*:::(?!image)[^\n]*$`,
  ].join('|'),
  'gim',
);

/** Takes the template and documentation syntax out of Markdown; text that only looks similar may lose braces' content. */
export function plainMarkdown(source: string): string {
  let text = source;
  if (text.includes('{%') || text.includes('{{') || text.includes('{:') || text.includes('{#')) {
    text = text.replace(liquid, (...match) => liquidText(match.at(-1) as Groups));
  }
  if (text.includes('[!') || text.includes(':::')) {
    text = text.replace(microsoft, (...match) => microsoftText(match.at(-1) as Groups));
  }
  return text;
}

type Groups = Partial<Record<string, string>>;

function liquidText({ fence, raw, target, tag }: Groups): string {
  if (fence !== undefined) return fence.replace(/\{%-?\s*(?:end)?raw\s*-?%\}/g, '');
  if (raw !== undefined) return raw;
  if (target !== undefined || tag === undefined) return '';
  // A tag with words shows them: {% slack_channel "people" %}, {% alert "Note" %}, {% image "a.png" "what it shows" %}.
  const [name] = tag.replace(/^-/, '').trim().split(/\s/);
  if (name === 'include' || name === 'render' || name === 'assign' || name === 'page') return '';
  const words = [...tag.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
  const isPath = /[/.]\w/.test(words[0] ?? '');
  return (isPath ? (words.slice(1).at(-1) ?? '') : (words[0] ?? '')).trim();
}

function microsoftText({ fence, quote, include, image }: Groups): string {
  if (fence !== undefined) return fence;
  if (quote !== undefined) return quote;
  if (include !== undefined) return include;
  return /alt-text="([^"]*)"/i.exec(image ?? '')?.[1] ?? '';
}
