import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { buildProgram } from '../packages/cli/src/program.ts';
import { settings } from '../packages/foundation/src/index.ts';
import { settingFields, sourceKinds } from '../packages/knowledge/src/index.ts';

type Command = ReturnType<typeof buildProgram>;

/** What exists and is not described, and what is described and leads nowhere. */

const root = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const listed = (pattern: string): string[] =>
  globSync(pattern, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**', 'examples/company/**'] });
const sources = listed('packages/*/src/**/*.{ts,tsx}').filter((path) => !/\.test\.|\/testing\//.test(path));
const allMatches = (pattern: RegExp, paths: string[]): string[] => [
  ...new Set(paths.flatMap((path) => [...read(path).matchAll(pattern)].map((match) => match[1] ?? ''))),
];

/** The part of a page under a heading, down to the next heading of any level; null where there is none. */
function section(page: string, heading: string): string | null {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => /^#{1,6} /.test(line) && line.replace(/^#+ /, '') === heading);
  if (start === -1) return null;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^#{1,6} /.test(line));
  return rest.slice(0, end === -1 ? undefined : end).join('\n');
}

function allCommands(command: Command, path: string[] = []): { path: string[]; command: Command }[] {
  const children = command.commands.filter((child) => child.name() !== 'help');
  return [{ path, command }, ...children.flatMap((child) => allCommands(child, [...path, child.name()]))];
}

test('every command and every flag is described in docs/commands.md, under the heading of its command', () => {
  const page = read('docs/commands.md');
  const commands = allCommands(buildProgram());
  expect(commands.length).toBeGreaterThan(10);
  const missing: string[] = [];
  for (const { path, command } of commands) {
    const heading = path.length === 0 ? 'Common to all commands' : `\`${path.join(' ')}\``;
    const text = section(page, heading);
    if (text === null) missing.push(`heading: ${heading}`);
    for (const { long } of command.options) {
      if (long != null && text?.includes(`\`${long}`) !== true) missing.push(`${heading}: ${long}`);
    }
  }
  expect(missing).toEqual([]);
});

test('every setting is described in docs/settings.md, with its environment variable and default', () => {
  const rows = read('docs/settings.md').split('\n');
  const missing = settings.filter(({ key, env, default: value }) => {
    const shown = value === undefined ? 'none' : `\`${value as string | number}\``;
    const row = rows.find((line) => line.startsWith(`| \`${key}\``));
    return row === undefined || !row.includes(`\`${env}\``) || !row.includes(`| ${shown} `);
  });
  expect(missing.map(({ key }) => key)).toEqual([]);
});

test('every endpoint is a heading or a row of docs/http-api.md', () => {
  const page = read('docs/http-api.md');
  const routes = sources
    .filter((path) => path.includes('/server/src/http/'))
    .flatMap((path) => [...read(path).matchAll(/method: '(\w+)',\s*path: '([^']+)'/g)])
    .map(([, method = '', path = '']) => `${method.toUpperCase()} ${path}`);
  const others = allMatches(/app\.get\('(\/[^'*]*)'/g, ['packages/server/src/http/app.ts']).map(
    (path) => `GET ${path}`,
  );
  expect(routes.length).toBeGreaterThan(8);
  expect(others.length).toBeGreaterThan(1);
  expect([...routes, ...others].filter((endpoint) => !page.includes(`\`${endpoint}\``))).toEqual([]);
});

test('every event of a streamed answer is a row of docs/http-api.md', () => {
  const rows = allMatches(/^\| `(\w+)` +\|/gm, ['docs/http-api.md']);
  const events = allMatches(/\bevent: '(\w+)'/g, [
    'packages/knowledge/src/answer/ask.ts',
    'packages/server/src/http/routes/questions.ts',
  ]);
  expect(events).toContain('done');
  expect(events.filter((event) => !rows.includes(event))).toEqual([]);
});

/** "15 minutes", "1 minute", "6 hours" */
function inWords(seconds: number): string {
  const [count, unit] = seconds % 3600 === 0 ? [seconds / 3600, 'hour'] : [seconds / 60, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** As a default stands in a table: text and lists may be empty. */
function shownDefault(value: unknown): string {
  if (value === undefined) return 'none';
  if (value === '' || (Array.isArray(value) && value.length === 0)) return 'empty';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** The first two cells of the rows under a heading that begin with a name. */
const namedRows = (text: string): [name: string, second: string][] =>
  [...text.matchAll(/^\| `(\w+)` +\| ([^|]*?) +\|/gm)].map(([, name = '', second = '']) => [name, second]);

test('every kind of source has its heading in docs/sources.md, and how often it is looked at', () => {
  const page = read('docs/sources.md');
  const [, after = ''] = page.split('\n## Kinds\n');
  const [kindsPart = ''] = after.split('\n## ');
  const headings = [...kindsPart.matchAll(/^### `(\w+)`$/gm)].map((match) => match[1] ?? '');
  expect(headings.toSorted()).toEqual(sourceKinds.map(({ kind }) => kind).toSorted());
  const overview = page.split('\n');
  const missing = sourceKinds.filter(({ kind, everySeconds }) => {
    const row = overview.find((line) => line.startsWith(`| [\`${kind}\`](#${kind})`));
    return row?.includes(`| ${inWords(everySeconds)} `) !== true;
  });
  expect(missing.map(({ kind }) => kind)).toEqual([]);
});

test.each(sourceKinds.map((kind) => [kind.kind, kind] as const))(
  'the settings of %s with their defaults, and its secrets, are the rows of docs/sources.md under its heading',
  (name, kind) => {
    const [settingsPart = '', secretsPart = ''] = (section(read('docs/sources.md'), `\`${name}\``) ?? '').split(
      /^\| Secret /m,
    );
    const fields = settingFields(kind).map((field) => [field.name, shownDefault(field.default)]);
    expect(namedRows(settingsPart)).toEqual(fields);
    expect(namedRows(secretsPart).map(([secret]) => secret)).toEqual(Object.keys(kind.secrets));
    const choices = settingFields(kind).flatMap((field) => field.choices ?? []);
    expect(choices.filter((choice) => !settingsPart.includes(`\`${choice}\``))).toEqual([]);
  },
);

const errorCodes = [
  // What zod calls an issue is no code of ours.
  ...allMatches(/(?<!addIssue\(\{ )\bcode: '([a-z_]+)'/g, sources),
  ...allMatches(/(?:new ReadFailure|forbidden)\(\s*'([a-z_]+)'/g, sources),
  ...allMatches(/^ {2}\| '([a-z_]+)'/gm, ['packages/knowledge/src/read/read-failure.ts']),
];

test('every error code is a row of docs/errors.md, and every row is a code', () => {
  const rows = allMatches(/^\| `([a-z_]+)` +\|/gm, ['docs/errors.md']);
  expect(errorCodes.length).toBeGreaterThan(40);
  expect([...new Set(errorCodes)].filter((code) => !rows.includes(code))).toEqual([]);
  expect(rows.filter((code) => !errorCodes.includes(code))).toEqual([]);
});

test('every reason why a file is not read has its heading in docs/formats.md, and every extension its row', () => {
  const page = read('docs/formats.md');
  const codes = [
    ...allMatches(/^ {2}\| '([a-z_]+)'/gm, ['packages/knowledge/src/read/read-failure.ts']),
    ...allMatches(/\bcode: '([a-z_]+)'/g, ['packages/knowledge/src/read/reader-pool.ts']),
  ];
  expect(codes.filter((code) => section(page, `\`${code}\``) === null)).toEqual([]);
  const extensions = allMatches(/^ {2}(\w+): '\w+',$/gm, ['packages/knowledge/src/read/detect.ts']);
  expect(extensions).toContain('md');
  expect(extensions.filter((extension) => !page.includes(`\`${extension}\``))).toEqual([]);
});

const pages = listed('**/*.md');

/** The anchor that a heading gets: lower case, signs dropped, blanks to hyphens. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

function brokenLinks(page: string): string[] {
  const text = read(page).replaceAll(/```[\s\S]*?```/g, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, file))) return true;
    if (anchor === undefined) return false;
    const headings = [...read(file).matchAll(/^#{1,6} (.+)$/gm)].map((match) => anchorOf(match[1] ?? ''));
    return !headings.includes(anchor);
  });
}

test.each(pages)('the links of %s lead somewhere', (page) => {
  expect(brokenLinks(page)).toEqual([]);
});

test('every package and every page of docs can be reached from the README or the architecture', () => {
  const entrances = read('README.md') + read('docs/architecture.md');
  const hidden = listed('docs/*.md').filter((path) => !entrances.includes(path.replaceAll('\\', '/')));
  expect(hidden).toEqual([]);
  const packages = listed('packages/*/package.json').map((path) => join(dirname(path), 'README.md'));
  expect(packages.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
