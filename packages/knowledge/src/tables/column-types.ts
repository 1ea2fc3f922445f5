import type { CellValue, Column } from './document-table.ts';
import { parseDate, type DateOrder } from './parse-date.ts';
import { parseNumber, unitIn, type NumberStyle, type ParsedNumber } from './parse-number.ts';

/** What a cell shows, and what its file says it holds. */
export interface CellContent {
  text: string;
  value?: number | string | boolean | undefined;
}

/** A column's type, and how its cells become values of it. */
export interface ColumnReader {
  type: Column['type'];
  unit?: string;
  /** Null for an empty cell, and for one that is not of the type. */
  read(cell: CellContent): CellValue;
}

/** So many of the filled cells have to be of a type; the rest are remarks. */
const enough = 0.9;

const nothing = /^\s*(?:[-–—]+|n\/a|n\.a\.|k\.\s?a\.)?\s*$/i;
const yes = new Set(['true', 'yes', 'x', '✓', '✔', 'ja', 'wahr', 'oui', 'vrai', 'sí']);
const no = new Set(['false', 'no', 'nein', 'falsch', 'non', 'faux']);

/**
 * Looks at all cells of a column, one after the other, and then says what they are. Nothing of the cells is kept, so a
 * column may have millions.
 */
export class ColumnProfile {
  #filled = 0;
  #booleans = 0;
  readonly #numbers = { english: new UnitTally(), continental: new UnitTally() };
  readonly #dates = { 'month-first': 0, 'day-first': 0 };
  /** Some date means another day in the other order. */
  #hasAmbiguousDate = false;

  add(cell: CellContent): void {
    if (isNothing(cell)) return;
    this.#filled++;
    if (readBoolean(cell) !== null) this.#booleans++;
    for (const style of ['english', 'continental'] as const) this.#numbers[style].add(readNumber(cell, style));
    const [monthFirst, dayFirst] = [readDate(cell, 'month-first'), readDate(cell, 'day-first')];
    if (monthFirst !== null) this.#dates['month-first']++;
    if (dayFirst !== null) this.#dates['day-first']++;
    if (monthFirst !== null && dayFirst !== null && monthFirst !== dayFirst) this.#hasAmbiguousDate = true;
  }

  /** How its numbers can only be written; null where both styles read it equally well. */
  get style(): NumberStyle | null {
    const [english, continental] = [this.#numbers.english.best().cells, this.#numbers.continental.best().cells];
    if (english === continental) return null;
    return english > continental ? 'english' : 'continental';
  }

  /** `otherwise` is the style where the column itself does not tell. */
  reader(otherwise: NumberStyle): ColumnReader {
    const isMost = (cells: number): boolean => this.#filled > 0 && cells >= this.#filled * enough;
    if (this.#filled > 0 && this.#booleans === this.#filled) return { type: 'boolean', read: readBoolean };
    const order = this.#dateOrder();
    if (order !== null && isMost(this.#dates[order])) return { type: 'date', read: (cell) => readDate(cell, order) };
    const style = this.style ?? otherwise;
    const { cells, unit } = this.#numbers[style].best();
    if (!isMost(cells)) return { type: 'text', read: readText };
    return {
      type: 'number',
      ...(unit === null ? {} : { unit }),
      read: (cell) => {
        const number = readNumber(cell, style);
        return number !== null && isOfUnit(number, unit) ? number.value : null;
      },
    };
  }

  #dateOrder(): DateOrder | null {
    const { 'month-first': monthFirst, 'day-first': dayFirst } = this.#dates;
    if (monthFirst === dayFirst) return this.#hasAmbiguousDate ? null : 'day-first';
    return monthFirst > dayFirst ? 'month-first' : 'day-first';
  }
}

/** Counts numbers by what they count. */
class UnitTally {
  readonly #units = new Map<string | null, number>();
  #zeros = 0;

  add(number: ParsedNumber | null): void {
    if (number === null) return;
    this.#units.set(number.unit, (this.#units.get(number.unit) ?? 0) + 1);
    if (number.unit === null && number.value === 0) this.#zeros++;
  }

  /** The unit that most cells have, and how many that are. */
  best(): { cells: number; unit: string | null } {
    const plain = this.#units.get(null) ?? 0;
    let best: { cells: number; unit: string | null } = { cells: plain, unit: null };
    for (const [unit, count] of this.#units) {
      const cells = count + (unit === '%' ? this.#zeros : plain);
      if (unit !== null && (cells > best.cells || (cells === best.cells && best.unit === null))) best = { cells, unit };
    }
    return best;
  }
}

/** A currency is often written in the first row only; a number without "%" beside percents is something else. */
function isOfUnit(number: ParsedNumber, unit: string | null): boolean {
  if (number.unit === unit) return true;
  return number.unit === null && (unit !== '%' || number.value === 0);
}

const isNothing = ({ text, value }: CellContent): boolean =>
  typeof value !== 'number' && typeof value !== 'boolean' && nothing.test(value ?? text);

function readNumber({ text, value }: CellContent, style: NumberStyle): ParsedNumber | null {
  if (typeof value === 'boolean') return null;
  if (typeof value !== 'number') return parseNumber(value ?? text, style);
  const unit = unitIn(text);
  return { value: unit === '%' ? percent(text, value) : value, unit };
}

/** Files hold 0.125 for what they show as "12.5%"; twelve digits leave out the noise of the multiplication. */
function percent(text: string, value: number): number {
  const shown = parseNumber(text, 'english') ?? parseNumber(text, 'continental');
  const hundredfold = Number((value * 100).toPrecision(12));
  return shown !== null && Math.abs(value - shown.value) < Math.abs(hundredfold - shown.value) ? value : hundredfold;
}

const readDate = ({ text, value }: CellContent, order: DateOrder): string | null =>
  typeof value === 'number' || typeof value === 'boolean' ? null : parseDate(value ?? text, order);

function readBoolean({ text, value }: CellContent): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return null;
  const word = (value ?? text).toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : null;
}

const readText = (cell: CellContent): string | null => {
  if (isNothing(cell)) return null;
  return typeof cell.value === 'string' ? cell.value : cell.text;
};
