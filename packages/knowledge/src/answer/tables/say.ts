import type { Language } from '../../text/language.ts';
import type { Operation } from './operation.ts';
import type { PlannedCell } from './plan.ts';
import type { TableQuestion } from './table-question.ts';

type Computed = Exclude<Operation, 'lookup' | 'filter'>;

/** What stands before the name of what was computed. */
const words: Record<Language, Record<Computed, string>> = {
  en: {
    sum: 'Total',
    average: 'Average of',
    change: 'Change in',
    'percent-change': 'Percentage change in',
    share: 'Share of',
    ratio: 'Ratio of',
    count: 'Count in',
    most: 'Highest',
    least: 'Lowest',
  },
  de: {
    sum: 'Summe',
    average: 'Durchschnitt von',
    change: 'Veränderung von',
    'percent-change': 'Prozentuale Veränderung von',
    share: 'Anteil von',
    ratio: 'Verhältnis von',
    count: 'Anzahl in',
    most: 'Höchster Wert von',
    least: 'Niedrigster Wert von',
  },
  fr: {
    sum: 'Total',
    average: 'Moyenne de',
    change: 'Variation de',
    'percent-change': 'Variation en pourcentage de',
    share: 'Part de',
    ratio: 'Rapport de',
    count: 'Nombre dans',
    most: 'Maximum de',
    least: 'Minimum de',
  },
  es: {
    sum: 'Total',
    average: 'Promedio de',
    change: 'Variación de',
    'percent-change': 'Variación porcentual de',
    share: 'Parte de',
    ratio: 'Relación de',
    count: 'Número en',
    most: 'Máximo de',
    least: 'Mínimo de',
  },
};

const scales: Record<Language, Record<number, string>> = {
  en: { 1000: 'in thousands', 1000000: 'in millions', 1000000000: 'in billions' },
  de: { 1000: 'in Tausend', 1000000: 'in Millionen', 1000000000: 'in Milliarden' },
  fr: { 1000: 'en milliers', 1000000: 'en millions', 1000000000: 'en milliards' },
  es: { 1000: 'en miles', 1000000: 'en millones', 1000000000: 'en miles de millones' },
};

const ofWords: Record<Language, string> = { en: 'of', de: 'von', fr: 'de', es: 'de' };
const whereWords: Record<Language, string> = { en: 'where', de: 'mit', fr: 'où', es: 'donde' };
const cellWords: Record<Language, string> = { en: 'cells', de: 'Zellen', fr: 'cellules', es: 'celdas' };

export interface Said {
  /** What the cells say: the name of the row or column. */
  of: string;
  periods?: string[];
  /** What was added up, where it is little: "2019: 5". */
  parts?: string[];
  /** Conditions such as "Region: North". */
  where?: string[];
  answer: string;
  scale?: number | null;
  /** Where the answer is a name: the cell that makes it so. */
  value?: string;
  /** How many cells it comes from, where that is worth saying. */
  cells?: number;
}

const mostParts = 6;

/** "Total of Amount where Region: North: 1,234 EUR (12 cells)". */
export function say(
  { language, comparison, text }: Pick<TableQuestion, 'language' | 'comparison' | 'text'>,
  kind: Operation,
  { of, periods = [], parts = [], where = [], answer, scale = null, value = '', cells = 0 }: Said,
): string {
  const compared = comparison === null ? '' : ` (${text.slice(comparison.start, comparison.end)})`;
  const begin =
    kind === 'filter' || kind === 'lookup'
      ? ''
      : `${words[language][kind]}${kind === 'sum' ? ` ${ofWords[language]} ` : ' '}`;
  if (parts.length > 0 && parts.length <= mostParts) {
    return `${of}, ${parts.join('; ')}; ${words[language].sum}: ${answer}${scaleNote(language, scale)}`;
  }
  const names = kind === 'most' || kind === 'least' ? [] : periods;
  const when = names.length === 0 ? '' : `, ${names.join(', ')}`;
  const conditions = where.length === 0 ? '' : ` ${whereWords[language]} ${where.join(', ')}`;
  const isNamed = kind === 'most' || kind === 'least';
  const held = isNamed && value !== '' && value !== answer ? ` (${value})` : '';
  const counted = cells > 1 ? ` (${cells} ${cellWords[language]})` : '';
  return `${begin}${of}${compared}${when}${conditions}: ${answer}${held}${scaleNote(language, scale)}${counted}`;
}

/** "Total sales, 2019: $1,496.5 (in millions)". */
export function sayLookup(language: Language, cells: readonly PlannedCell[], scale: number | null): string {
  const [first] = cells;
  if (first === undefined) return '';
  const note = scaleNote(language, scale);
  if (cells.length === 1) return `${joined(first.rowName, first.columnName)}: ${first.cell.text}${note}`;
  const isRow = cells.every(({ rowName }) => rowName === first.rowName);
  const parts = cells.map(({ cell, rowName, columnName }) => `${isRow ? columnName : rowName}: ${cell.text}`);
  return `${isRow ? first.rowName : first.columnName}, ${parts.join('; ')}${note}`;
}

const joined = (row: string, column: string): string => [row, column].filter((name) => name !== '').join(', ');

const scaleNote = (language: Language, scale: number | null): string => {
  const words = scale === null ? undefined : scales[language][scale];
  return words === undefined ? '' : ` (${words})`;
};
