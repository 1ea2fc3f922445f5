import { child, descendant, type XmlElement } from './xml.ts';

export interface DocxStyle {
  /** In lower case; Word keeps the English names of its own styles in every language. */
  name: string;
  /** 1-9; null where it is no heading. */
  headingLevel: number | null;
  /** Its list: which, and how deep from 0; null where the style says nothing. */
  numbering: { id: string; level: number | null } | null;
  /** Text in it is not shown. */
  isHidden: boolean;
  /** A table style that sets off the first row. */
  marksFirstRow: boolean;
}

/** The styles by id, each with what it takes from those it is based on. */
export function docxStyles(root: XmlElement | null): Map<string, DocxStyle> {
  const elements = new Map<string, XmlElement>();
  for (const element of root?.children ?? []) {
    if (element.name === 'style') elements.set(element.attributes['styleId'] ?? '', element);
  }
  const styles = new Map<string, DocxStyle>();
  for (const [id, element] of elements) styles.set(id, styleOf(chainOf(element, elements)));
  return styles;
}

/** A style and those it is based on, the nearest first. */
function chainOf(element: XmlElement, elements: Map<string, XmlElement>): XmlElement[] {
  const chain: XmlElement[] = [];
  for (let at: XmlElement | undefined = element; at !== undefined && chain.length < 20;) {
    chain.push(at);
    at = elements.get(child(at, 'basedOn')?.attributes['val'] ?? '');
  }
  return chain;
}

function styleOf(chain: XmlElement[]): DocxStyle {
  const first = <T>(of: (style: XmlElement) => T | null): T | null =>
    chain.reduce<T | null>((found, style) => found ?? of(style), null);
  const name = nameOf(chain[0]);
  return {
    name,
    headingLevel: first(levelOf),
    numbering: first((style) => numberingOf(child(style, 'pPr'))),
    isHidden: first((style) => switchOf(child(style, 'rPr'), 'vanish')) ?? false,
    marksFirstRow: chain.some(({ children }) =>
      children.some((part) => part.name === 'tblStylePr' && part.attributes['type'] === 'firstRow'),
    ),
  };
}

const nameOf = (style: XmlElement | undefined): string => child(style, 'name')?.attributes['val']?.toLowerCase() ?? '';

/** Body text says so with level 9, which is 0 here: it undoes what a style it is based on says. */
function levelOf(style: XmlElement): number | null {
  const outline = descendant(style, 'pPr', 'outlineLvl')?.attributes['val'];
  if (outline !== undefined) return Number(outline) < 9 ? Number(outline) + 1 : 0;
  const name = nameOf(style);
  if (name === 'title') return 1;
  const level = /^heading ([1-9])$/.exec(name)?.[1];
  return level === undefined ? null : Number(level);
}

/** The list that the properties of a paragraph or style name. */
export function numberingOf(properties: XmlElement | undefined): { id: string; level: number | null } | null {
  const numbering = child(properties, 'numPr');
  const id = child(numbering, 'numId')?.attributes['val'];
  const level = child(numbering, 'ilvl')?.attributes['val'];
  if (numbering === undefined || (id === undefined && level === undefined)) return null;
  return { id: id ?? '', level: level === undefined ? null : Number(level) };
}

/** A property that is on or off; null where it is not named. */
export function switchOf(properties: XmlElement | undefined, name: string): boolean | null {
  const property = child(properties, name);
  return property === undefined ? null : !/^(?:0|false|off|none)$/.test(property.attributes['val'] ?? '');
}
