import { XMLParser } from 'fast-xml-parser';
import { damaged } from '../read-failure.ts';
import { refuseDoctype, type Parts } from './zip.ts';

/** An element of an XML file or part; names are without their namespace prefix. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** Text directly inside. */
  text: string;
  /** Text and children as they follow each other. */
  content: (string | XmlElement)[];
}

const cdata = '#cdata';

const parser = new XMLParser({
  preserveOrder: true,
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // Entities are resolved below: the parser's own way knows no numbers, and would resolve those in CDATA.
  processEntities: false,
  cdataPropName: cdata,
});

/** The root element of a part; null where the file has no such part. */
export function xmlPart(parts: Parts, name: string): XmlElement | null {
  const part = parts[name];
  if (part === undefined) return null;
  refuseDoctype(name, part);
  try {
    return parseXml(Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString());
  } catch (error) {
    throw damaged(`its part ${name} is not proper XML`, error);
  }
}

/**
 * The root element; null where there is none.
 * @throws Error for more than 100 elements inside each other, and for some of what is not XML: the parser is lenient
 */
export function parseXml(source: string): XmlElement | null {
  const { children } = elementOf('', parser.parse(source) as RawNode[]);
  return children.find(({ name }) => !name.startsWith('?')) ?? null;
}

export function child(element: XmlElement | null | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

export function descendant(element: XmlElement | null | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => child(at, name), element ?? undefined);
}

/** fast-xml-parser's ordered form: the element's name is the key of its children. */
type RawNode = Record<string, unknown> & { ':@'?: Record<string, string> };

function elementOf(name: string, inside: RawNode[], attributes: Record<string, string> = {}): XmlElement {
  const content: (string | XmlElement)[] = [];
  for (const node of inside) {
    const key = Object.keys(node).find((candidate) => candidate !== ':@') ?? '';
    const value = node[key];
    if (key === '#text') content.push(resolveEntities(String(value)));
    else if (key === cdata)
      content.push((value as RawNode[]).map((raw) => (typeof raw['#text'] === 'string' ? raw['#text'] : '')).join(''));
    else if (Array.isArray(value)) content.push(elementOf(key, value as RawNode[], node[':@']));
  }
  const resolved = Object.entries(attributes).map(([key, value]) => [key, resolveEntities(value)] as const);
  return {
    name,
    attributes: Object.fromEntries(resolved),
    children: content.filter((piece) => typeof piece !== 'string'),
    text: content.filter((piece) => typeof piece === 'string').join(''),
    content,
  };
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Those that every XML file has; there are no others without a document type. */
export function resolveEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[name as string] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}
