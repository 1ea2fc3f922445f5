/**
 * Holds the house to its floors: a package imports only packages below it, a file imports other packages only by their
 * public face, and relative imports stay inside the package. Imports inside functions and of types count as well.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

const floors: Record<string, number> = {
  foundation: 0,
  tensor: 1,
  knowledge: 2,
  gateway: 2,
  lab: 2,
  assistant: 3,
  evaluation: 3,
  server: 4,
  cli: 5,
  studio: 5,
};

const problems: string[] = [];
const files = globSync('packages/*/{src,bin}/**/*.{ts,tsx,js}');

for (const file of files) {
  const home = file.split(sep)[1] ?? '';
  for (const specifier of importsOf(file)) {
    const problem = specifier.startsWith('.')
      ? relativeProblem(file, home, specifier)
      : packageProblem(file, home, specifier);
    if (problem !== null) problems.push(`${file}: imports "${specifier}", ${problem}`);
  }
}

if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${files.length} files import only downwards.\n`);
}

function packageProblem(file: string, home: string, specifier: string): string | null {
  const match = /^@atelier\/([^/]+)(\/.+)?$/.exec(specifier);
  if (match === null) return null;
  const [, target = '', inside] = match;
  const [from, to] = [floors[home], floors[target]];
  if (from === undefined) return `but packages/${home} has no floor in scripts/check-imports.ts`;
  if (to === undefined) return `but there is no package ${target}`;
  if (to >= from) return `but ${target} (floor ${to}) is not below ${home} (floor ${from})`;
  // Helpers of tests are a face of their own.
  if (inside === '/testing' && /\.(?:test|fixture)\.tsx?$/.test(file)) return null;
  return inside === undefined ? null : 'which is not the public face of that package';
}

function relativeProblem(file: string, home: string, specifier: string): string | null {
  const target = normalize(join(dirname(file), specifier));
  return target.startsWith(join('packages', home) + sep) ? null : `which leaves packages/${home}`;
}

function importsOf(file: string): string[] {
  const { module, program } = parseSync(file, readFileSync(file, 'utf8'));
  const found = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap(({ moduleRequest }) => (moduleRequest === null ? [] : [moduleRequest.value])),
    ),
  ];
  new Visitor({
    ImportExpression: ({ source }) => {
      if (source.type === 'Literal' && typeof source.value === 'string') found.push(source.value);
    },
  }).visit(program);
  return found;
}
