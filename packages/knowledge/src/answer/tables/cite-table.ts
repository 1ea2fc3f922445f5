import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../../database/schema.ts';
import { readText } from '../../documents/version-text.ts';
import type { CitedRange, DraftSentence } from '../writer.ts';
import type { Plan } from './plan.ts';

/** Rows that an answer cites; of a sum over more the first. */
const mostCited = 10;
/** Longer lines are cited by the cells alone. */
const longestLine = 700;

/**
 * The plan's sentence with the rows that its cells stand in, and the head of the table, as citations.
 *
 * @param isNamed to say what table it is of, where others answer too
 */
export async function citeTable(
  database: Kysely<KnowledgeSchema>,
  plan: Plan,
  isNamed: boolean,
): Promise<DraftSentence> {
  const ranges: { start: number; end: number; page: number | null }[] = [];
  for (const { row, cell } of plan.cells) {
    const range = row.end - row.start > longestLine ? cell : row;
    if (ranges.length === mostCited) break;
    if (!ranges.some(({ start }) => start === range.start))
      ranges.push({ start: range.start, end: range.end, page: row.page });
  }
  const { table, grid } = plan;
  const firstRow = Math.min(...grid.rows.map(({ start }) => start));
  if (firstRow > table.start && firstRow - table.start <= longestLine)
    ranges.push({ start: table.start, end: firstRow, page: table.page });
  const citations: CitedRange[] = [];
  for (const range of ranges) {
    const text = (await readText(database, table.version, range.start, range.end)).trimEnd();
    const { start, page } = range;
    const end = start + text.length;
    const { document, version, title, uri, heading, date } = table;
    const passage = {
      document,
      version,
      title,
      uri,
      page,
      heading,
      start,
      end,
      text,
      score: table.score,
      blocks: [],
      date,
    };
    citations.push({ passage, start, end });
  }
  const name = [table.title, table.name ?? ''].filter((part, index, all) => part !== '' && all.indexOf(part) === index);
  return { text: isNamed ? `${name.join(', ')}: ${plan.sentence}` : plan.sentence, citations };
}
