import { formatNumber, type NumberFormat } from './list-marker.ts';
import { withTarget } from './link-target.ts';
import { alternative } from './office-alternative.ts';
import { mathText } from './office-math.ts';
import { superscript } from './superscript.ts';
import { child, type XmlElement } from './xml.ts';

export interface TextParagraph {
  text: string;
  /** From 0. */
  level: number;
  bullet: 'bullet' | 'none' | 'inherited' | { startAt: number; type: string };
}

/** The address that a relation of the part names. */
export type TargetOf = (id: string) => string;

/** The paragraphs of a text body that have words. */
export function paragraphsOf(body: XmlElement | undefined, targetOf: TargetOf): TextParagraph[] {
  return (body?.children ?? [])
    .filter(({ name }) => name === 'p')
    .map((paragraph) => {
      const properties = child(paragraph, 'pPr');
      return {
        text: runsText(paragraph, targetOf),
        level: Math.min(8, Number(properties?.attributes['lvl'] ?? 0) || 0),
        bullet: bulletOf(properties),
      };
    })
    .filter(({ text }) => text.trim() !== '');
}

export function wordsOf(body: XmlElement | undefined, targetOf: TargetOf): string {
  return paragraphsOf(body, targetOf)
    .map(({ text }) => text)
    .join('\n');
}

function runsText(paragraph: XmlElement, targetOf: TargetOf): string {
  let text = '';
  /** One link is often cut into several runs: its address comes after the last. */
  let link = { id: '', from: 0 };
  const endLink = (next: string): void => {
    if (next === link.id) return;
    if (link.id !== '') text = text.slice(0, link.from) + withTarget(text.slice(link.from), targetOf(link.id));
    link = { id: next, from: text.length };
  };
  for (const run of paragraph.children) {
    if (run.name.endsWith('Pr')) continue;
    endLink(child(child(run, 'rPr'), 'hlinkClick')?.attributes['id'] ?? '');
    text += runText(run, targetOf);
  }
  endLink('');
  return text;
}

function runText(run: XmlElement, targetOf: TargetOf): string {
  if (run.name === 'br') return '\n';
  if (run.name === 'm') return mathText(run);
  if (run.name === 'AlternateContent') return runsText(alternative(run), targetOf);
  if (run.name !== 'r' && run.name !== 'fld') return '';
  const text = child(run, 't')?.text ?? '';
  return Number(child(run, 'rPr')?.attributes['baseline'] ?? 0) > 0 ? superscript(text) : text;
}

function bulletOf(properties: XmlElement | undefined): TextParagraph['bullet'] {
  const number = child(properties, 'buAutoNum')?.attributes;
  if (number !== undefined) return { startAt: Number(number['startAt'] ?? 1) || 1, type: number['type'] ?? '' };
  if (child(properties, 'buChar') !== undefined || child(properties, 'buBlip') !== undefined) return 'bullet';
  return child(properties, 'buNone') === undefined ? 'inherited' : 'none';
}

const formats: [prefix: string, format: NumberFormat][] = [
  ['alphaLc', 'lowerLetter'],
  ['alphaUc', 'upperLetter'],
  ['romanLc', 'lowerRoman'],
  ['romanUc', 'upperRoman'],
];

/** What stands in front of an item: a type such as "alphaLcParenR" says "a)". */
export function markerOf(number: number, type: string): string {
  const format = formats.find(([prefix]) => type.startsWith(prefix))?.[1] ?? 'decimal';
  return `${formatNumber(number, format)}${type.includes('Paren') ? ')' : '.'}`;
}
