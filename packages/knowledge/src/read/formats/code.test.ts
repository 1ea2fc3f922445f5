import { expect, test } from 'vitest';
import { outline, readBytes } from '../testing/read-bytes.ts';

const headings = async (name: string, content: string): Promise<string[]> =>
  outline(await readBytes(name, content)).filter((line) => line.startsWith('heading'));

test('a function or class is a piece with its comment, under its name; every line is kept', async () => {
  const source = `import { x } from 'y';

const limit = 3;

/** Says hello. */
export async function greet(name: string) {
  return \`Hello \${name}\`;
}

// Two of them
// in a row.
@decorated
export class Shop<T> {
\topen(): void {}
}
export const close = async () => {
  function inner() {}
};
run();
`;
  const document = await readBytes('shop.ts', source);
  expect(document).toMatchObject({ format: 'code', title: null });
  expect(outline(document)).toEqual([
    "code: import { x } from 'y';\n\nconst limit = 3;",
    'heading 1: greet',
    'code: /** Says hello. */\nexport async function greet(name: string) {\n  return `Hello ${name}`;\n}',
    'heading 1: Shop',
    'code: // Two of them\n// in a row.\n@decorated\nexport class Shop<T> {\n    open(): void {}\n}',
    'heading 1: close',
    'code: export const close = async () => {\n  function inner() {}\n};\nrun();',
  ]);
});

test('a long class is cut into its methods', async () => {
  const method = (name: string): string =>
    `  // ${name}\n  ${name}(a: number): void {\n${'    if (a) {\n    }\n'.repeat(20)}  }\n`;
  const document = await readBytes('a.ts', `class Shop {\n  a = 1;\n${method('open')}${method('close')}}\n`);
  expect(outline(document).map((line) => line.split('\n')[0])).toEqual([
    'heading 1: Shop',
    'code: class Shop {',
    'code: a = 1;',
    'heading 2: open',
    'code: // open',
    'heading 2: close',
    'code: // close',
  ]);
});

test.each<[name: string, content: string, names: string[]]>([
  [
    'a.py',
    '# x\n@cached\nasync def greet():\n    def inner():\n        pass\n\nclass Shop(Base):\n    pass\n',
    ['greet', 'Shop'],
  ],
  ['a.go', 'package main\n\nfunc (s *Shop) Open() {\n}\n\ntype Shop struct {\n}\n', ['Open', 'Shop']],
  [
    'a.rs',
    'pub(crate) fn open<T>() {\n}\n\nimpl<T> Open for Shop {\n}\n\npub struct Shop;\n',
    ['open', 'impl<T> Open for Shop', 'Shop'],
  ],
  [
    'a.c',
    '#include <x.h>\nstatic int limit(int a)\n{\n  return f(a);\n}\nint x = f(3);\nstruct shop {\n};\n',
    ['limit', 'shop'],
  ],
  ['a.cpp', 'template <class T>\nvoid Shop::open(const T &a) {\n  if (a) {\n  }\n}\n', ['Shop::open']],
  ['a.java', 'public final class Shop {\n  void open() {\n  }\n}\n', ['Shop']],
  ['a.rb', 'module Travel\nend\n\ndef open\nend\n', ['Travel', 'open']],
  ['a.php', '<?php\nfunction open($a) {\n}\nabstract class Shop {\n}\n', ['open', 'Shop']],
  ['a.sh', 'set -e\nopen_shop() {\n  echo\n}\nfunction close {\n}\n', ['open_shop', 'close']],
  [
    'a.sql',
    'create table if not exists "rates" (a int);\nCREATE OR REPLACE VIEW v.all AS select 1;\n',
    ['rates', 'v.all'],
  ],
  ['a.toml', 'a = 1\n[tool.x]\nb = 2\n[[list]]\nc = 3\n', ['tool.x', 'list']],
  ['a.css', 'a {\n  color: red;\n}\n', []],
])('the pieces of %s have the names of their definitions', async (name, content, names) => {
  expect(await headings(name, content)).toEqual(names.map((heading) => `heading 1: ${heading}`));
  const { text, blocks } = await readBytes(name, content);
  const code = blocks.filter(({ kind }) => kind === 'code').map(({ start, end }) => text.slice(start, end));
  const lines = (all: string): string[] => all.split('\n').filter((line) => line.trim() !== '');
  expect(lines(code.join('\n'))).toEqual(lines(content));
});

test('one line without end costs no time', async () => {
  const document = await readBytes('a.c', 'a b '.repeat(200_000));
  expect(document.blocks).toHaveLength(1);
});
