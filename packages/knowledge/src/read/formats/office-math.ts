import { superscript } from './superscript.ts';
import { child, type XmlElement } from './xml.ts';

/** An equation of an Office file on one line: "(a+b)/2", "x²", "√(n)". */
export function mathText(element: XmlElement): string {
  const part = (name: string): string => all(child(element, name));
  switch (element.name) {
    case 't':
      return element.text;
    case 'f':
      return `${grouped(part('num'))}/${grouped(part('den'))}`;
    case 'sSup':
      return part('e') + raised(part('sup'));
    case 'sSub':
      return `${part('e')}_${grouped(part('sub'))}`;
    case 'sSubSup':
      return `${part('e')}_${grouped(part('sub'))}${raised(part('sup'))}`;
    case 'rad':
      return `${part('deg')}√(${part('e')})`;
    case 'nary': {
      const [below, above] = [part('sub'), part('sup')];
      const sign = property(element, 'naryPr', 'chr') ?? '∫';
      return `${sign}${below === '' ? '' : `_${grouped(below)}`}${above === '' ? '' : `^${grouped(above)}`} ${part('e')}`;
    }
    case 'd': {
      const inside = element.children.filter(({ name }) => name === 'e').map(all);
      const separator = property(element, 'dPr', 'sepChr') ?? '|';
      return `${property(element, 'dPr', 'begChr') ?? '('}${inside.join(separator)}${property(element, 'dPr', 'endChr') ?? ')'}`;
    }
    case 'mr':
      return `${element.children.map(all).join(', ')}; `;
    case 'func':
      return `${part('fName')} ${part('e')}`;
    default:
      return element.name.endsWith('Pr') ? '' : all(element);
  }
}

const all = (element: XmlElement | undefined): string => (element?.children ?? []).map(mathText).join('');

const property = (element: XmlElement, properties: string, name: string): string | undefined =>
  child(child(element, properties), name)?.attributes['val'];

const grouped = (text: string): string => (/^[\p{L}\p{N}.,]*$/u.test(text) ? text : `(${text})`);

function raised(text: string): string {
  const figures = superscript(text);
  return figures === text ? `^${grouped(text)}` : figures;
}
