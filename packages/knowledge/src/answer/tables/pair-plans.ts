import { likeCells, percent } from './figures.ts';
import { columnLines, rowLines, type Line } from './lines.ts';
import type { Operation } from './operation.ts';
import { cueMask, fitLines, isNumber, type Context, type Plan, type PlannedCell } from './plan.ts';
import { say, sayLookup } from './say.ts';
import { maskWithin, weightWithin } from './table-question.ts';

/** Ranges of the question that name the two things that are compared. */
interface Pair {
  first: { start: number; end: number };
  second: { start: number; end: number };
}

const of = String.raw`(?:the )?(?:values? |amounts? |total value )?(?:of )?`;
const forms: Partial<Record<Operation, readonly RegExp[]>> = {
  share: [
    /(?:is|are|was|were) (?:the )?(?<first>.+?),? (?:expressed )?as an? (?:percentage|percent|proportion|share|fraction) of (?<second>.+)/di,
    /(?:what|which|how much) (?:percentage|percent|proportion|share|%) of (?<second>.+?) (?:is|are|was|were|comes?|came|does|did|consists?) (?:made up |from |by )*(?:of )?(?<first>.+)/di,
    /(?:percentage|percent|proportion|share)(?:, in percentage,)? of (?<first>.+?) (?:over|out of|relative to|to|in) (?<second>.+)/di,
    /percentage constitution of (?<first>.+?) (?:in|among|of) (?<second>.+)/di,
    /wie ?viel prozent (?:von |der |des |vom )?(?<second>.+?) (?:ist|sind|waren|entfallen auf|macht) (?<first>.+)/di,
  ],
  ratio: [
    /ratio of (?<first>.+?) to (?<second>.+)/di,
    /verhältnis (?:von|zwischen) (?<first>.+?) (?:zu|und) (?<second>.+)/di,
  ],
  change: [
    /(?:difference|unterschied|differenz) (?:in|between|zwischen) (?<first>.+?) (?:and|und) (?<second>.+)/di,
    /(?:difference|unterschied|differenz) .*?(?:between|zwischen) (?<first>.+?) (?:and|und) (?<second>.+)/di,
  ],
  sum: [
    new RegExp(`(?:sum|total|summe) (?:of|von) ${of}(?<first>.+?) (?:and|und) (?<second>.+)`, 'di'),
    /total (?<first>.+?) (?:and|und) (?<second>.+)/di,
  ],
  average: [/average (?:of )?(?<first>.+?) and (?<second>.+)/di],
  lookup: [
    /respective (?:values? of )?(?<first>.+?) and (?<second>.+)/di,
    /(?:is|are|was|were) (?:the )?(?<first>.+?) and (?<second>.+?),? respectively/di,
  ],
};

/** Readings that compare two rows in one column, or two columns in one row. */
export function pairPlans(context: Context): Plan[] {
  const { question, grid, matcher, asked } = context;
  const { kind } = asked;
  const rows = rowLines(grid, matcher);
  const columns = columnLines(grid, matcher).filter(({ index }) => grid.columns[index]?.isMeasured);
  return (forms[kind] ?? []).flatMap((form) => {
    const pair = pairIn(question.text, form);
    if (pair === null) return [];
    return [...planned(context, pair, rows, columns, false), ...planned(context, pair, columns, rows, true)];
  });
}

function pairIn(text: string, form: RegExp): Pair | null {
  const groups = form.exec(text)?.indices?.groups;
  const [first, second] = [groups?.['first'], groups?.['second']];
  if (first === undefined || second === undefined) return null;
  return { first: { start: first[0], end: first[1] }, second: { start: second[0], end: second[1] } };
}

function planned(context: Context, pair: Pair, items: Line[], others: Line[], isSwapped: boolean): Plan[] {
  const { question, grid, table, asked } = context;
  const { kind } = asked;
  const cues = cueMask(question, asked.cues);
  const plans: Plan[] = [];
  for (const other of others) {
    if (!other.years.every((year) => question.years.includes(year))) continue;
    const at = (item: Line): PlannedCell | null => {
      const [row, column] = isSwapped ? [other, item] : [item, other];
      const found = grid.rows[row.index];
      const cell = found?.cells[column.index];
      if (found === undefined || cell === undefined || cell.figure === null) return null;
      return { cell, row: found, rowName: row.name, columnName: column.name };
    };
    const usable = items.filter((item) => item.mask !== 0 && at(item) !== null);
    const rest = ~(other.mask | cues);
    const [one, two] = [maskWithin(question, [pair.first]) & rest, maskWithin(question, [pair.second]) & rest];
    const [first, second] = [bestOf(context, usable, one), bestOf(context, usable, two)];
    if (first === null || second === null || first.index === second.index) continue;
    // Two years of one thing make a change, which is read as such.
    if (first.years.length > 0 && second.years.length > 0) continue;
    const cells = [at(first), at(second)].flatMap((cell) => cell ?? []);
    const [a = 0, b = 0] = cells.map(({ cell }) => cell.figure?.value ?? 0);
    const fitted = fitLines(context, [first, second, other], cues);
    if (fitted === null || ((kind === 'share' || kind === 'ratio') && b === 0)) continue;
    const texts = cells.map(({ cell }) => cell.text);
    const answers = {
      share: () => percent((a / b) * 100, grid.style),
      ratio: () => likeCells(a / b, [], grid.style, 2),
      change: () => likeCells(Math.abs(a - b), texts, grid.style),
      sum: () => likeCells(a + b, texts, grid.style),
      average: () => likeCells((a + b) / 2, texts, grid.style, 2),
      lookup: () => texts.join('; '),
    };
    const answer = answers[kind as keyof typeof answers]();
    const scale =
      kind !== 'share' && kind !== 'ratio' && cells.every(({ cell }) => cell.figure?.unit !== '%') ? grid.scale : null;
    const names = cells.map(({ rowName, columnName }) => (isSwapped ? columnName : rowName)).join(' / ');
    const sentence =
      kind === 'lookup'
        ? sayLookup(question.language, cells, scale)
        : say(question, kind, {
            of: names,
            periods: other.name === '' ? [] : [other.name],
            answer,
            scale: isNumber(kind) ? scale : null,
          });
    plans.push({ ...fitted, table, grid, operation: kind, answer, sentence, cells, count: 2 });
  }
  return plans;
}

/**
 * The line whose name a part of the question says best, and after that the rest of it ("pumps in North and South"); null
 * where none is named, or several as well.
 */
function bestOf({ question }: Context, lines: readonly Line[], part: number): Line | null {
  const total = weightWithin(question, part);
  const scored = lines
    .filter(({ mask }) => (mask & part) !== 0)
    .map((line) => {
      const own = weightWithin(question, line.mask & part) / total;
      const rest = weightWithin(question, line.mask & ~part);
      return { line, score: own + 0.1 * rest - 0.25 * line.missing };
    })
    .toSorted((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (best === undefined || best.score < leastNamed || best.score === next?.score) return null;
  return best.line;
}

/** A line that a part of the question says less of is not the one it means. */
const leastNamed = 0.3;
