/**
 * Tells whether a line, without the blanks around it, begins a definition, and its name. `isInside` is true within a
 * class or namespace, where methods go without a keyword.
 */
export type Definition = (line: string, isInside: boolean) => { name: string; holdsOthers: boolean } | null;

const modifiers =
  /^(?:(?:export|default|declare|abstract|async|public|private|protected|internal|static|final|sealed|partial|override|virtual|readonly|unsafe|extern(?:\s+"C")?|inline|constexpr|const|pub(?:\([^)]*\))?|open|data|suspend|local|template\s*<[^>]*>)\s+)*/;
const containers =
  'class interface struct impl namespace module trait object enum protocol extension mod defmodule record union'.split(
    ' ',
  );
const keywords = [
  ...containers,
  'function',
  'type',
  'fn',
  'func',
  'fun',
  'def',
  'defp',
  'sub',
  'message',
  'service',
  'resource',
];
const keyword = new RegExp(
  `^(${keywords.join('|')})(?:\\s*\\*\\s*|\\s+|(?=<))(?:<[^>]*>\\s*)?(?:class\\s+|struct\\s+)?(?:\\([^)]*\\)\\s*)?["']?([\\w$][\\w$.:-]*)`,
);
/** A function kept in a constant. */
const constant =
  /^(?:export\s+)?(?:const|let|var)\s+([\w$]+)[^=]{0,100}=\s*(?:async\s*)?(?:function\b|\(|[\w$]+\s*=>|class\b)/;

const statements =
  /^(?:if|for|foreach|while|switch|return|else|elif|catch|do|case|using|new|throw|delete|sizeof|await|yield|typedef|goto|assert|try|with|lock|super|this)\b/;
/** "int main(int count) {", "void Shop::open()", "render(): Node {": words, a name, and a bracket. */
const signature = /^(?:[\w$:<>,*&[\]~.?@]+\s+)*[*&]*#?([\w$:~]+)\s*\([^;]*$/;

const general: Definition = (line, isInside) => {
  const start = line.slice(0, 300);
  const bare = start.replace(modifiers, '');
  const named = keyword.exec(bare);
  if (named !== null) {
    const [, word = '', name = ''] = named;
    const isImplementation = word === 'impl';
    return {
      name: isImplementation ? bare.replace(/\s*\{.*$/, '') : name.replace(/[:.]+$/, ''),
      holdsOthers: containers.includes(word),
    };
  }
  const kept = constant.exec(start)?.[1];
  if (kept !== undefined) return { name: kept, holdsOthers: false };
  return isInside && /[{(,]$/.test(start) ? signatureOf(start) : null;
};

const cLike: Definition = (line, isInside) => {
  const start = line.slice(0, 300);
  return general(line, isInside) ?? signatureOf(start);
};

function signatureOf(line: string): ReturnType<Definition> {
  if (statements.test(line)) return null;
  const name = signature.exec(line)?.[1];
  return name === undefined ? null : { name, holdsOthers: false };
}

const byPattern =
  (pattern: RegExp): Definition =>
  (line) => {
    const name = pattern.exec(line.slice(0, 300))?.[1];
    return name === undefined ? null : { name, holdsOthers: false };
  };

const shell = byPattern(/^(?:function\s+)?([\w:.-]+)\s*(?:\(\)|(?<=^function\s.*)\{)/);
const sections = byPattern(/^\[+\s*([^\]]+?)\s*\]+/);
const sql = byPattern(
  /^(?:create|alter)\s+(?:or\s+(?:replace|alter)\s+)?(?:(?:global|local|temp|temporary|unique|materialized|recursive|external)\s+)*(?:table|view|function|procedure|proc|index|trigger|type|schema|sequence|database)\s+(?:if\s+(?:not\s+)?exists\s+)?["'`[]?([\w$.]+)/i,
);
const none: Definition = () => null;

const families: [extensions: string, definition: Definition][] = [
  ['c h cc cpp cxx hpp cs java m mm dart groovy', cLike],
  ['sh bash zsh', shell],
  ['ini toml cfg conf', sections],
  ['sql', sql],
  ['css scss less properties bat cmd', none],
];

/** What begins a definition in files with this extension. */
export function definitionsOf(extension: string): Definition {
  return families.find(([extensions]) => extensions.split(' ').includes(extension))?.[1] ?? general;
}
