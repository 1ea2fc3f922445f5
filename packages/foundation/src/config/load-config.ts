import { existsSync, readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import type { z } from 'zod';
import { AtelierError } from '../errors/atelier-error.ts';
import { nearest } from './nearest.ts';
import { settings, settingsSchema, type Settings } from './settings.ts';

export interface ConfigSources {
  /** Settings by key (`server.port`), as given by flags; the strongest. */
  flags?: Record<string, string | number | undefined>;
  environment?: Record<string, string | undefined>;
  /** A named file must exist; without one, `atelier.config.yaml` is read where it is there. */
  file?: string;
}

type Tree = { [name: string]: unknown };

/**
 * Flags over environment over file over defaults, all through one schema.
 *
 * @throws AtelierError `config_unknown_key` (names the nearest key), `config_invalid`, `config_unreadable`
 */
export function loadConfig(sources: ConfigSources = {}): Settings {
  const tree = readFile(sources.file);
  for (const [key, value] of fromEnvironment(sources.environment ?? process.env)) set(tree, key, value);
  for (const [key, value] of Object.entries(sources.flags ?? {})) if (value !== undefined) set(tree, key, value);
  const parsed = settingsSchema.safeParse(withoutNulls(tree));
  if (parsed.success) return parsed.data;
  throw explain(parsed.error);
}

function readFile(named: string | undefined): Tree {
  const path = named ?? 'atelier.config.yaml';
  if (named === undefined && !existsSync(path)) return {};
  try {
    const content: unknown = parseYaml(readFileSync(path, 'utf8')) ?? {};
    if (typeof content === 'object' && !Array.isArray(content)) return content as Tree;
    throw new Error('it does not hold keys and values');
  } catch (cause) {
    throw new AtelierError({
      code: 'config_unreadable',
      message: `The configuration file ${path} cannot be read: ${(cause as Error).message}`,
      hint: 'It is YAML, such as "server: { port: 8600 }". See docs/settings.md.',
      cause,
    });
  }
}

/** A key with nothing behind it (`server:` with all its settings commented out) counts as not given. */
function withoutNulls(tree: Tree): Tree {
  const given = Object.entries(tree).filter(([, value]) => value !== null);
  return Object.fromEntries(given.map(([key, value]) => [key, isTree(value) ? withoutNulls(value) : value]));
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

function fromEnvironment(environment: Record<string, string | undefined>): [key: string, value: string][] {
  const found: [string, string][] = [];
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith('ATELIER_') || value === undefined || value === '') continue;
    const setting = settings.find(({ env }) => env === name);
    if (setting === undefined)
      throw unknownKey(
        `environment variable ${name}`,
        name,
        settings.map(({ env }) => env),
      );
    found.push([setting.key, value]);
  }
  return found;
}

function set(tree: Tree, key: string, value: unknown): void {
  const [head = key, ...rest] = key.split('.');
  if (rest.length === 0) {
    tree[head] = value;
    return;
  }
  const branch = tree[head];
  const child = typeof branch === 'object' && branch !== null ? (branch as Tree) : {};
  tree[head] = child;
  set(child, rest.join('.'), value);
}

function explain(error: z.ZodError): AtelierError {
  const issue = error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const key = [...issue.path, issue.keys[0]].join('.');
    const sections = settings.map((setting) => setting.key.split('.')[0] ?? '');
    return unknownKey(`setting "${key}"`, key, [...settings.map((setting) => setting.key), ...sections]);
  }
  const key = issue?.path.join('.') ?? '';
  const setting = settings.find((candidate) => candidate.key === key);
  return new AtelierError({
    code: 'config_invalid',
    message: `The setting "${key}" is not valid: ${issue?.message ?? error.message}.`,
    hint:
      setting === undefined ? 'See docs/settings.md.' : `${setting.description} It is also read from ${setting.env}.`,
    details: { key },
  });
}

function unknownKey(what: string, key: string, known: string[]): AtelierError {
  const suggestion = nearest(key, known);
  return new AtelierError({
    code: 'config_unknown_key',
    message: `There is no ${what}.`,
    hint: suggestion === undefined ? `Known: ${known.join(', ')}.` : `Did you mean "${suggestion}"?`,
    details: { key },
  });
}
