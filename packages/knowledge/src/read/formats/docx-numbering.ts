import { formatNumber, type NumberFormat } from './list-marker.ts';
import { child, type XmlElement } from './xml.ts';

interface Level {
  start: number;
  format: string;
  /** "%1.%2" with the numbers of the levels. */
  text: string;
  /** All numbers in it are Arabic, whatever the levels above have. */
  isLegal: boolean;
  style: string | null;
}

interface List {
  /** Lists made from one definition count on. */
  definition: string;
  levels: Map<number, Level>;
  /** Levels that begin anew where this list is first used, and with what. */
  restarts: Map<number, number>;
}

const formats: Record<string, NumberFormat> = {
  lowerLetter: 'lowerLetter',
  upperLetter: 'upperLetter',
  lowerRoman: 'lowerRoman',
  upperRoman: 'upperRoman',
};

/** Counts the lists of a Word document as they are met in reading order. */
export class DocxNumbering {
  readonly #lists = new Map<string, List>();
  readonly #counts = new Map<string, (number | undefined)[]>();
  readonly #started = new Set<string>();

  constructor(root: XmlElement | null) {
    const definitions = new Map<string, XmlElement>();
    for (const element of root?.children ?? []) {
      if (element.name === 'abstractNum') definitions.set(element.attributes['abstractNumId'] ?? '', element);
    }
    /** A list style has its levels in the definition that names it. */
    const ofStyle = new Map<string | undefined, XmlElement>();
    for (const element of definitions.values()) ofStyle.set(child(element, 'styleLink')?.attributes['val'], element);
    for (const element of root?.children ?? []) {
      if (element.name !== 'num') continue;
      const definition = child(element, 'abstractNumId')?.attributes['val'] ?? '';
      const named = definitions.get(definition);
      const link = child(named, 'numStyleLink')?.attributes['val'];
      const list = listOf(definition, (link === undefined ? undefined : ofStyle.get(link)) ?? named, element);
      this.#lists.set(element.attributes['numId'] ?? '', list);
    }
  }

  /** The level of the list that belongs to a style, from 0. */
  levelOfStyle(id: string, style: string): number {
    for (const [level, { style: own }] of this.#lists.get(id)?.levels ?? []) if (own === style) return level;
    return 0;
  }

  /** Counts one item and gives what stands in front of it; nothing for bullets. */
  next(id: string, level: number): string {
    const list = this.#lists.get(id);
    if (list === undefined) return '';
    const counts = this.#counts.get(list.definition) ?? [];
    this.#counts.set(list.definition, counts);
    if (!this.#started.has(id)) for (const restarted of list.restarts.keys()) counts[restarted] = undefined;
    this.#started.add(id);
    const startOf = (at: number): number => list.restarts.get(at) ?? list.levels.get(at)?.start ?? 1;
    const before = counts[level];
    counts.length = Math.min(counts.length, level);
    counts[level] = before === undefined ? startOf(level) : before + 1;
    const own = list.levels.get(level);
    if (own === undefined || own.format === 'bullet') return '';
    return own.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const format = own.isLegal ? 'decimal' : (formats[list.levels.get(at)?.format ?? ''] ?? 'decimal');
      return list.levels.get(at)?.format === 'none' ? '' : formatNumber(counts[at] ?? startOf(at), format);
    });
  }
}

function listOf(definition: string, element: XmlElement | undefined, num: XmlElement): List {
  const levels = new Map<number, Level>();
  const restarts = new Map<number, number>();
  const addLevel = (level: XmlElement): void => {
    if (level.name === 'lvl') levels.set(Number(level.attributes['ilvl'] ?? 0), levelOf(level));
  };
  element?.children.forEach(addLevel);
  for (const override of num.children) {
    if (override.name !== 'lvlOverride') continue;
    override.children.forEach(addLevel);
    const start = child(override, 'startOverride')?.attributes['val'];
    if (start !== undefined) restarts.set(Number(override.attributes['ilvl'] ?? 0), Number(start));
  }
  return { definition, levels, restarts };
}

function levelOf(level: XmlElement): Level {
  const value = (name: string): string | undefined => child(level, name)?.attributes['val'];
  const number = Number(level.attributes['ilvl'] ?? 0) + 1;
  return {
    start: Number(value('start') ?? 1),
    format: value('numFmt') ?? 'decimal',
    text: value('lvlText') ?? `%${number}.`,
    isLegal: child(level, 'isLgl') !== undefined,
    style: value('pStyle') ?? null,
  };
}
