import { expect, test } from 'vitest';
import { outline, readBytes } from '../testing/read-bytes.ts';
import { limitMarkdown } from './markdown-limits.ts';

test('what people write stays as it is', () => {
  const source = '# a\n\n> > - 1. deep\n\n**b** [c](d)\n\na\n===\n';
  expect(limitMarkdown(source)).toBe(source);
});

test('a paragraph of more marks than anybody sets keeps them as letters, and costs no minutes', async () => {
  const before = performance.now();
  const document = await readBytes('a.md', `# Title\n\n${'](**'.repeat(20_000)} end\n\n*words*`);
  expect(document.text).toContain('](**](** end');
  expect(outline(document).at(-1)).toBe('paragraph: words');
  expect(performance.now() - before).toBeLessThan(20_000);
});

test('marks in code are no marks', () => {
  const code = `\`\`\`\n${'[*]\n'.repeat(20_000)}\`\`\`\n`;
  expect(limitMarkdown(code)).toBe(code);
});

test('the marks of quotes in quotes end at the hundredth character, and headings underlined by the thousand are paragraphs', async () => {
  expect(limitMarkdown(`${'> '.repeat(5000)}a`)).toBe(`${'> '.repeat(50)} a`);
  const underlined = await readBytes('a.md', 'word\n=\n'.repeat(3000));
  expect(underlined.blocks.every(({ kind }) => kind === 'paragraph')).toBe(true);
});
