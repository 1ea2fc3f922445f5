import type { SqlColumn, SqlValue } from './sql-client.ts';
import { booleanValue, floatValue, numberValue, timeValue } from './sql-value.ts';

/** What PostgreSQL says of a type: its name, and its category ("A" for arrays). */
export interface PostgresType {
  name: string;
  category: string;
}

const numbers = new Set(['int2', 'int4', 'int8', 'numeric', 'oid']);
const floats = new Set(['float4', 'float8']);
const times = new Set(['date', 'timestamp', 'timestamptz']);

export function kindOfType({ name }: PostgresType): SqlColumn['kind'] {
  if (numbers.has(name) || floats.has(name)) return 'number';
  if (name === 'bytea' || name === '_bytea') return 'binary';
  return name === 'tsvector' ? 'search' : 'text';
}

/** A value from the text that PostgreSQL writes for it, with dates in ISO form and UTC. */
export function postgresValue({ name, category }: PostgresType, text: string): SqlValue {
  if (numbers.has(name)) return numberValue(text);
  if (floats.has(name)) return floatValue(text);
  if (name === 'bool') return booleanValue(text === 't');
  if (name === 'bytea') return { text: text.replace(/^\\x/, '') };
  if (times.has(name)) return timeValue(text.replace(/\+00$/, 'Z'));
  return { text: category === 'A' ? arrayText(text) : text };
}

/** `{red,"light blue",{1,2},NULL}` as "red, light blue, 1, 2": what somebody would read out. */
function arrayText(literal: string): string {
  const elements = literal.replace(/^\[[\d:[\]-]*\]=/, '').matchAll(/"((?:[^"\\]|\\[^])*)"|[^{},"]+/g);
  return [...elements]
    .filter(([element]) => element !== 'NULL')
    .map(([element, inner]) => inner?.replace(/\\([^])/g, '$1') ?? element)
    .join(', ');
}
