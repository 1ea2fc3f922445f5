import { XMLValidator } from 'fast-xml-parser';
import type { DocumentBuilder } from '../document-builder.ts';
import { damaged, type ReadFailure } from '../read-failure.ts';
import { addTable, type Data } from './data-blocks.ts';
import { decodeText } from './decode-text.ts';
import type { FormatReader } from './format-reader.ts';
import { parseXml, type XmlElement } from './xml.ts';

/**
 * XML of any kind: words between marks are paragraphs, a title names its section, elements with a value are
 * "name: value" lines, repeated flat elements a table. Document types are refused: entities multiply, or name files.
 */
export const readXml: FormatReader = ({ bytes }, builder) => {
  const source = decodeText(bytes, /^<\?xml[^>]*?encoding=["']([\w-]+)/.exec(bytes.toString('latin1', 0, 200))?.[1]);
  if (/<!(?:DOCTYPE|ENTITY)/.test(source)) throw damaged('it declares a document type, which is not read');
  const valid = XMLValidator.validate(source);
  if (valid !== true) throw notXml(valid.err);
  const root = parse(source);
  if (root === null) return;
  builder.headingsGiveTitle = false;
  builder.title = titleOf(root)?.text ?? null;
  if (isRunningText(root)) builder.paragraph(lineOf(root));
  else addContainer(root, builder, 1);
};

/** Some reasons of the parser name no column, and elements that are left open come as a list over many lines. */
function notXml({ line, col, msg }: { line: number; col?: number; msg: string }): ReadFailure {
  const place = `line ${line}${col === undefined ? '' : `, column ${col}`}`;
  const reason = msg.startsWith("Invalid '[") ? 'elements are left open' : msg.replace(/\.$/, '');
  return damaged(`it is not XML at ${place} (${reason})`);
}

function parse(source: string): XmlElement | null {
  try {
    return parseXml(source);
  } catch (error) {
    throw damaged('it nests more than 100 levels deep', error);
  }
}

const titles = new Set(['title', 'heading', 'head', 'headline', 'caption']);
const prose = /^(?:p|para|paragraph|simpara|text|body|description|summary|content)$/i;

/** An element whose words stand under a heading at `level`. */
function addContainer(element: XmlElement, builder: DocumentBuilder, level: number): void {
  const lines: string[] = attributeLines(element);
  const flush = (): void => builder.paragraph(lines.splice(0).join('\n'));
  const { children } = element;
  if (children.length > 1 && new Set(children.map(({ name }) => name)).size === 1 && children.every(isFlat)) {
    flush();
    if (addTable(children.map(rowOf), builder)) return;
  }
  for (const inner of children) {
    if (isRunningText(inner)) {
      if (titles.has(inner.name.toLowerCase())) {
        flush();
        builder.heading(level, wordsOf(inner));
      } else if (prose.test(inner.name)) {
        flush();
        builder.paragraph(wordsOf(inner));
        lines.push(...attributeLines(inner));
      } else {
        lines.push(lineOf(inner));
      }
    } else {
      flush();
      if (titleOf(inner) === undefined) builder.heading(level + 1, labelOf(inner));
      addContainer(inner, builder, level + 1);
    }
  }
  flush();
}

const titleOf = ({ children }: XmlElement): XmlElement | undefined =>
  children.find((inner) => titles.has(inner.name.toLowerCase()) && isRunningText(inner));

/** Words, perhaps with marks between them; not elements that only hold others. */
const isRunningText = ({ children, text }: XmlElement): boolean => children.length === 0 || text.trim() !== '';

const isFlat = ({ children, text }: XmlElement): boolean =>
  text.trim() === '' &&
  children.every((inner) => isRunningText(inner) && attributeLines(inner).length === 0) &&
  new Set(children.map(({ name }) => name)).size === children.length;

const rowOf = (element: XmlElement): Data => ({
  ...Object.fromEntries(attributesOf(element)),
  ...Object.fromEntries(element.children.map((inner) => [inner.name, wordsOf(inner)])),
});

/** "name: words (attribute: value)". */
function lineOf(element: XmlElement): string {
  const words = wordsOf(element);
  const attributes = attributeLines(element).join(', ');
  if (words === '' && attributes === '') return '';
  if (words === '') return `${element.name}: ${attributes}`;
  return `${element.name}: ${words}${attributes === '' ? '' : ` (${attributes})`}`;
}

function labelOf({ name, attributes }: XmlElement): string {
  const own = attributes['title'] ?? attributes['name'] ?? attributes['id'];
  return own === undefined ? name : `${name} ${own}`;
}

const attributeLines = (element: XmlElement): string[] =>
  attributesOf(element).map(([name, value]) => `${name}: ${value}`);

/** Without those that only serve programs. */
const attributesOf = ({ attributes }: XmlElement): [string, string][] =>
  Object.entries(attributes).filter(([name, value]) => value.trim() !== '' && !forPrograms.test(name));

const forPrograms = /^(?:xmlns|schemaLocation|noNamespaceSchemaLocation|space)$/;

function wordsOf({ content }: XmlElement): string {
  return content
    .map((piece) => (typeof piece === 'string' ? piece : wordsOf(piece)))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}
