import type { Command } from 'commander';
import { AtelierError } from '@atelier/foundation';
import type { Condition, Filter } from '@atelier/server';

/** What the flags of `withFilterOptions` come to. */
export interface FilterFlags {
  source?: string[];
  type?: string[];
  path?: string[];
  title?: string[];
  author?: string[];
  tag?: string[];
  after?: string;
  before?: string;
  filter?: string;
}

/** The flags by which search and answers are kept to some documents. */
export function withFilterOptions(command: Command): Command {
  return command
    .option('--source <source...>', 'only documents of these sources: their id, kind, or a part of their location')
    .option('--type <type...>', 'only documents of these types, such as pdf')
    .option('--path <part...>', 'only documents with one of these in their path or address')
    .option('--title <part...>', 'only documents with one of these in their title')
    .option('--author <part...>', 'only documents by one of these')
    .option('--tag <tag...>', 'only documents with one of these tags or keywords')
    .option('--after <date>', 'only documents that say they are of this day (2026-03-01, 2026-03, 2026) or later')
    .option('--before <date>', 'only documents that say they are older than this day')
    .option('--filter <json>', 'only documents that fit this filter; see docs/search.md');
}

/**
 * One filter of all flags, each of which must hold; undefined without any.
 * @throws AtelierError `filter_invalid` where --filter is not JSON
 */
export function filterOf(flags: FilterFlags): Filter | undefined {
  const condition = (field: string, op: Condition['op'], value: string | string[] | undefined): Filter[] =>
    value === undefined ? [] : [{ field, op, value }];
  const all = [
    ...condition('source', 'contains', flags.source),
    ...condition('type', 'is', flags.type),
    ...condition('path', 'contains', flags.path),
    ...condition('title', 'contains', flags.title),
    ...condition('author', 'contains', flags.author),
    ...condition('tag', 'is', flags.tag),
    ...condition('date', 'after', flags.after),
    ...condition('date', 'before', flags.before),
    ...(flags.filter === undefined ? [] : [parse(flags.filter)]),
  ];
  return all.length > 1 ? { all } : all[0];
}

function parse(json: string): Filter {
  try {
    return JSON.parse(json) as Filter;
  } catch (cause) {
    throw new AtelierError({
      code: 'filter_invalid',
      message: `The filter is not JSON (${(cause as Error).message}).`,
      hint: `Write for example --filter '{"field": "type", "op": "is", "value": "pdf"}'.`,
      cause,
    });
  }
}
