import { z } from 'zod';
import { AtelierError } from '@atelier/foundation';
import { folderKind } from './folder/folder-kind.ts';
import { gitKind } from './git/git-kind.ts';
import { imapKind } from './mail/imap-kind.ts';
import { mboxKind } from './mail/mbox-kind.ts';
import { s3Kind } from './s3/s3-kind.ts';
import { siteKind } from './site/site-kind.ts';
import { mysqlKind, postgresKind } from './sql/server-kinds.ts';
import { sqliteKind } from './sql/sqlite-kind.ts';
import type { Secrets, SourceKind, SourceSpec } from './source-kind.ts';

/** Every kind of source, in the order in which they are asked whether a location is theirs. */
export const sourceKinds: readonly SourceKind[] = [
  untyped(gitKind),
  untyped(siteKind),
  untyped(s3Kind),
  untyped(imapKind),
  untyped(mboxKind),
  untyped(postgresKind),
  untyped(mysqlKind),
  untyped(sqliteKind),
  untyped(folderKind),
];

/** Forgets the type of a kind's settings: they come as JSON and are checked when a source is opened. */
function untyped<Settings>(kind: SourceKind<Settings>): SourceKind {
  return { ...kind, open: (context) => kind.open({ ...context, settings: kind.settings.parse(context.settings) }) };
}

/** @throws AtelierError `source_kind_unsupported` */
export function kindOf(location: string): SourceKind {
  const kind = sourceKinds.find((candidate) => candidate.accepts(location));
  if (kind !== undefined) return kind;
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(location)?.[0] ?? '';
  throw new AtelierError({
    code: 'source_kind_unsupported',
    message: `No kind of source has addresses that begin with "${scheme}".`,
    hint: `Kinds of sources: ${sourceKinds.map(({ kind: name }) => name).join(', ')}.`,
  });
}

/**
 * The uri of a location, without secrets: what a source is found by, however it was spelled.
 * @throws AtelierError as `checkSpec`
 */
export async function identify(location: string): Promise<string> {
  return (await kindOf(location).identify(location)).uri;
}

/** @throws AtelierError `source_kind_unsupported`: a newer version may have added it */
export function kindNamed(name: string): SourceKind {
  // A single file is a folder source whose root is that file.
  const wanted = name === 'file' ? 'folder' : name;
  const kind = sourceKinds.find((candidate) => candidate.kind === wanted);
  if (kind !== undefined) return kind;
  throw new AtelierError({
    code: 'source_kind_unsupported',
    message: `This version knows no sources of the kind "${name}".`,
    hint: 'Use the version of Atelier that added it, or remove the source.',
  });
}

/**
 * A source as somebody named it, checked: its uri without secrets, its settings with their defaults.
 * @throws AtelierError `source_kind_unsupported`, `source_invalid`, `path_not_found`
 */
export async function checkSpec({ location, settings, secrets }: SourceSpec): Promise<{
  kind: string;
  uri: string;
  settings: Record<string, unknown>;
  secrets: Secrets;
}> {
  const kind = kindOf(location);
  const identity = await kind.identify(location);
  const all = { ...identity.secrets, ...secrets };
  const unknown = Object.keys(all).find((name) => !Object.hasOwn(kind.secrets, name));
  if (unknown !== undefined) {
    throw invalid(kind, `Sources of the kind ${kind.kind} take no secret "${unknown}".`, Object.keys(kind.secrets));
  }
  return {
    kind: identity.kind ?? kind.kind,
    uri: identity.uri,
    settings: checkSettings(kind, settings),
    secrets: all,
  };
}

function checkSettings(kind: SourceKind, settings: Record<string, unknown>): Record<string, unknown> {
  const schema = kind.settings as z.ZodType<Record<string, unknown>>;
  let parsed = schema.safeParse(settings);
  if (!parsed.success) parsed = schema.safeParse(retyped(settings, parsed.error));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  const what = where === '' ? (issue?.message ?? '') : `"${where}": ${issue?.message}`;
  throw invalid(kind, `The settings of this ${kind.kind} source are wrong: ${what}.`, settingNames(kind));
}

/** A command line gives text where the kind may want a number, yes or no, or a list: `depth=2`, `sitemap=true`, `a,b`. */
function retyped(settings: Record<string, unknown>, error: z.ZodError): Record<string, unknown> {
  const typed = { ...settings };
  for (const issue of error.issues) {
    const [name] = issue.path;
    const text = typed[String(name)];
    if (issue.code !== 'invalid_type' || typeof text !== 'string') continue;
    if (issue.expected === 'array') typed[String(name)] = text.split(',').map((part) => part.trim());
    else if (issue.expected === 'boolean' && /^(?:true|false)$/.test(text)) typed[String(name)] = text === 'true';
    else if (text.trim() !== '' && !Number.isNaN(Number(text))) typed[String(name)] = Number(text);
  }
  return typed;
}

function invalid(kind: SourceKind, message: string, names: string[]): AtelierError {
  const known = names.length === 0 ? 'none' : names.join(', ');
  return new AtelierError({
    code: 'source_invalid',
    message,
    hint: `What can be given for ${kind.kind}: ${known}.`,
  });
}

export interface KindField {
  name: string;
  description: string;
  /** As JSON; undefined where there is none. */
  default?: unknown;
  /** The only values it may have; undefined where there is no such list. */
  choices?: string[];
}

/** What a kind lets one set, for documentation and forms. */
export function settingFields(kind: SourceKind): KindField[] {
  const schema = objectOf(kind.settings);
  if (schema === null) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => {
    const parsed = field.safeParse(undefined);
    const preset = parsed.success && parsed.data !== undefined ? { default: parsed.data } : {};
    const choices = choicesOf(field);
    return { name, description: field.description ?? '', ...preset, ...(choices === null ? {} : { choices }) };
  });
}

/** What a field that is one of a few words may be, under its default; null where it may be more. */
function choicesOf(field: z.ZodType): string[] | null {
  if (field instanceof z.ZodEnum) return field.options.map(String);
  return field instanceof z.ZodDefault || field instanceof z.ZodOptional
    ? choicesOf(field.unwrap() as z.ZodType)
    : null;
}

/** The object under checks and transformations of it as a whole. */
function objectOf(schema: z.ZodType): z.ZodObject | null {
  if (schema instanceof z.ZodObject) return schema;
  return schema instanceof z.ZodPipe ? objectOf(schema.in as z.ZodType) : null;
}

const settingNames = (kind: SourceKind): string[] => settingFields(kind).map(({ name }) => name);
