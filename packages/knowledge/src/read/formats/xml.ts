import { XMLParser } from 'fast-xml-parser';
import { damaged } from '../read-failure.ts';
import { refuseDoctype, type Parts } from './zip.ts';

/** An element of an Office part; names are without their namespace prefix. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** Text directly inside. */
  text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
});

/** The root element of a part; null where the file has no such part. */
export function xmlPart(parts: Parts, name: string): XmlElement | null {
  const part = parts[name];
  if (part === undefined) return null;
  refuseDoctype(name, part);
  let nodes: RawNode[];
  try {
    nodes = parser.parse(Buffer.from(part.buffer, part.byteOffset, part.byteLength)) as RawNode[];
  } catch (error) {
    throw damaged(`its part ${name} is not proper XML`, error);
  }
  return elementsOf(nodes).find((element) => !element.name.startsWith('?')) ?? null;
}

export function child(element: XmlElement | null | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

export function descendant(element: XmlElement | null | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => child(at, name), element ?? undefined);
}

/** fast-xml-parser's ordered form: the element's name is the key of its children. */
type RawNode = Record<string, unknown> & { ':@'?: Record<string, string> };

function elementsOf(nodes: RawNode[]): XmlElement[] {
  const elements: XmlElement[] = [];
  for (const node of nodes) {
    const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text');
    const inside = name === undefined ? undefined : node[name];
    if (name === undefined || !Array.isArray(inside)) continue;
    const rawChildren = inside as RawNode[];
    elements.push({
      name,
      attributes: node[':@'] ?? {},
      children: elementsOf(rawChildren),
      text: rawChildren.map((raw) => (typeof raw['#text'] === 'string' ? raw['#text'] : '')).join(''),
    });
  }
  return elements;
}
