import { likeCells, percent } from './figures.ts';
import type { Line } from './lines.ts';
import { boundOf, cueMask, fitLines, holds, isNumber, type Context, type Plan } from './plan.ts';
import { say } from './say.ts';
import type { TableQuestion } from './table-question.ts';
import { figureIn, seriesOf, viewsOf, type Entry, type Series } from './views.ts';

/** What a series comes to, and the entries that make it so. */
interface Outcome {
  answer: string;
  /** Named and cited; the years of them are said. */
  chosen: Entry[];
}

/** Readings that take the cells of one row over the years or kinds along the columns, or of one column along the rows. */
export function seriesPlans(context: Context): Plan[] {
  if (context.asked.kind === 'lookup') return [];
  return viewsOf(context).flatMap((view) =>
    view.items.flatMap((item) =>
      seriesOf(context, view, item).flatMap((series) => planOf(context, item, series) ?? []),
    ),
  );
}

function planOf(context: Context, item: Line, series: Series): Plan | null {
  const { question, asked, table, grid } = context;
  const { kind } = asked;
  const isDated = series.entries.every(({ period }) => period.years.length === 1);
  const entries = series.entries.toSorted((a, b) => yearOf(a) - yearOf(b));
  const outcome = isDated ? overYears(context, entries) : overKinds(context, entries);
  if (outcome === null) return null;
  const periods = isDated ? entries.map(({ period }) => period) : [];
  const fitted = fitLines(context, [item, ...periods], cueMask(question, asked.cues));
  if (fitted === null) return null;
  const { answer, chosen } = outcome;
  const isAmount = isNumber(kind) && entries.every(({ planned }) => planned.cell.figure?.unit !== '%');
  const sentence = say(question, kind, {
    of: [nameOf(item, entries), series.kind].filter((name) => name !== '').join(', '),
    parts: kind === 'sum' ? series.entries.map((entry) => `${yearOf(entry)}: ${entry.planned.cell.text}`) : [],
    periods: kind === 'filter' ? [] : chosen.map((entry) => String(yearOf(entry))),
    answer,
    scale: isAmount ? grid.scale : null,
    value: chosen[0]?.planned.cell.text ?? '',
  });
  const cells = entries.map(({ planned }) => planned);
  return { ...fitted, table, grid, operation: kind, answer, sentence, cells, count: cells.length };
}

/** Where the years head rows of one name, that name is said too. */
function nameOf(item: Line, entries: readonly Entry[]): string {
  const names = new Set(entries.map(({ period }) => period.name));
  const [name = ''] = names;
  return names.size > 1 || name === '' ? item.name : `${name}, ${item.name}`;
}

const yearOf = ({ period }: Entry): number => period.years[0] ?? 0;

/** @param entries of a year each, the earliest first */
function overYears(context: Context, entries: Entry[]): Outcome | null {
  const { question, asked, grid } = context;
  const { kind } = asked;
  const { years, comparison } = question;
  const values = entries.map(({ planned }) => figureIn(planned, kind) ?? 0);
  const texts = entries.map(({ planned }) => planned.cell.text);
  switch (kind) {
    case 'change':
    case 'percent-change': {
      const [before, after] = values;
      const [first, last] = entries;
      if (before === undefined || after === undefined || last === undefined || entries.length > 2) return null;
      // "The change in 2019" is the one since the year before.
      if (years.length === 1 && yearOf(last) !== years[0]) return null;
      if (kind === 'percent-change' && before === 0) return null;
      const answer =
        kind === 'change'
          ? likeCells(after - before, texts, grid.style)
          : percent(((after - before) / before) * 100, grid.style);
      return { answer, chosen: first === undefined ? [] : [first, last] };
    }
    case 'sum':
    case 'average': {
      if (entries.length < 2 || (years.length > 0 && entries.length !== years.length)) return null;
      const sum = values.reduce((total, value) => total + value, 0);
      const [result, more] = kind === 'sum' ? [sum, 0] : [sum / values.length, 2];
      return { answer: likeCells(result, texts, grid.style, more), chosen: entries };
    }
    case 'most':
    case 'least': {
      const best = asksForTime(question) ? extremeOf(entries, values, kind) : null;
      return best === null ? null : { answer: String(yearOf(best)), chosen: [best] };
    }
    case 'filter':
    case 'count': {
      const bound = boundOf(context);
      if (bound === null || comparison === null || !asksForTime(question)) return null;
      const held = entries.filter((_, index) => holds(values[index] ?? 0, comparison.op, bound));
      if (kind === 'count') return { answer: String(held.length), chosen: entries };
      return held.length === 0 ? null : { answer: held.map(yearOf).join(', '), chosen: held };
    }
    default:
      return null;
  }
}

/** Of columns or rows that are no years only the one that holds most or least can be asked for. */
function overKinds({ question, asked }: Context, entries: Entry[]): Outcome | null {
  const { kind } = asked;
  if ((kind !== 'most' && kind !== 'least') || asksForTime(question)) return null;
  const amounts = entries.filter(({ period }) => !period.isTotal && !/total|gesamt|summe/i.test(period.name));
  const values = amounts.map(({ planned }) => figureIn(planned, kind) ?? 0);
  const best = extremeOf(amounts, values, kind);
  return best === null ? null : { answer: best.period.name, chosen: [best] };
}

/** The only entry of the highest or lowest value; null where several have it, or there is nothing to compare. */
function extremeOf(entries: readonly Entry[], values: readonly number[], kind: 'most' | 'least'): Entry | null {
  if (entries.length < 2) return null;
  const bound = kind === 'most' ? Math.max(...values) : Math.min(...values);
  const [best, ...others] = entries.filter((_, index) => values[index] === bound);
  return best === undefined || others.length > 0 ? null : best;
}

const asksForTime = ({ text }: TableQuestion): boolean =>
  /\b(?:years?|fy|period|when|jahr(?:en?)?|wann|année|quand|año|cuándo)\b/i.test(text);
