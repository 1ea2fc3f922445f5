import { AtelierError } from '@atelier/foundation';

/**
 * Which documents are searched: conditions, joined by `all`, `any` and `not`. One tree for search and answers, for the
 * query language, HTTP and the command line; `filter-sql.ts` writes it as SQL.
 */
export type Filter = Condition | { all: Filter[] } | { any: Filter[] } | { not: Filter };

export interface Condition {
  /** One of `filterFields`, or `metadata.` and a name of what documents say of themselves. */
  field: string;
  op: FilterOperator;
  /** Of several values one must fit. */
  value: string | string[];
}

export const filterOperators = ['is', 'contains', 'after', 'before'] as const;
export type FilterOperator = (typeof filterOperators)[number];

const texts = ['is', 'contains'] as const;
const dates = ['is', 'after', 'before'] as const;

/** The fields, and how each can be compared. */
export const filterFields: Readonly<Record<string, readonly FilterOperator[]>> = {
  document: ['is'],
  title: texts,
  path: texts,
  type: ['is'],
  source: texts,
  author: texts,
  tag: ['is'],
  date: dates,
  indexed: dates,
};

const deepest = 20;
/** Each value is compared with every document, while nothing else runs. */
const mostValues = 200;
const date = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/;

/**
 * Whatever somebody sent as a filter.
 * @throws AtelierError `filter_invalid`
 */
export function checkFilter(filter: unknown): asserts filter is Filter {
  if (checkNode(filter, 0) > mostValues)
    throw invalid(`The filter has more than ${mostValues} values to compare with.`, 'Name fewer, or a common part.');
}

/** Gives how many values its conditions have; one of a list without any counts too. */
function checkNode(filter: unknown, depth: number): number {
  if (depth > deepest) throw invalid(`The filter is more than ${deepest} levels deep.`, 'Flatten it.');
  const node = isObject(filter) ? filter : {};
  const [name = '', ...others] = Object.keys(node).filter((key) => key !== 'op' && key !== 'value');
  if (others.length > 0) throw invalid(`"${name}" and "${others[0]}" stand in one condition.`, shapeHint);
  switch (name) {
    case 'field':
      return checkCondition(node);
    case 'not':
      return checkNode(node[name], depth + 1);
    case 'all':
    case 'any':
      if (!Array.isArray(node[name])) throw invalid(`"${name}" of the filter is no list.`, shapeHint);
      return node[name].reduce((count: number, inner) => count + checkNode(inner, depth + 1), 1);
    default:
      throw invalid('A part of the filter is no condition.', shapeHint);
  }
}

const shapeHint = 'It is {"field", "op", "value"}, {"all": [...]}, {"any": [...]} or {"not": ...}.';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Gives how many values it has. */
function checkCondition({ field, op, value }: Record<string, unknown>): number {
  const operators = operatorsOf(field);
  if (operators === undefined) {
    throw invalid(
      `There is no field "${String(field)}" to filter by.`,
      `There are ${Object.keys(filterFields).join(', ')}, and metadata.<name>.`,
    );
  }
  if (!operators.some((operator) => operator === op))
    throw invalid(
      `"${String(field)}" cannot be compared with "${String(op)}".`,
      `It can with ${operators.join(', ')}.`,
    );
  const values: unknown[] = Array.isArray(value) ? value : [value];
  const isDate = operators === dates;
  const wrong = values.find((text) => typeof text !== 'string' || text === '' || (isDate && !date.test(text)));
  if (values.length === 0 || wrong !== undefined || values.length > mostValues)
    throw invalid(
      `${JSON.stringify(wrong ?? value)?.slice(0, 100)} is no value for "${String(field)}".`,
      isDate ? 'Dates are written 2026, 2026-03 or 2026-03-31.' : `A text, or a list of up to ${mostValues}.`,
    );
  return values.length;
}

function operatorsOf(field: unknown): readonly FilterOperator[] | undefined {
  if (typeof field !== 'string') return undefined;
  if (/^metadata\../.test(field)) return texts;
  return Object.hasOwn(filterFields, field) ? filterFields[field] : undefined;
}

function invalid(message: string, hint: string): AtelierError {
  return new AtelierError({ code: 'filter_invalid', message, hint });
}
