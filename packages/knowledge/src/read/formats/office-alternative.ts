import { child, type XmlElement } from './xml.ts';

/** Of the forms that an Office file gives of one thing, what programs of today show; older ones show the fallback. */
export function alternative(element: XmlElement): XmlElement {
  const choice = child(element, 'Choice');
  return choice !== undefined && choice.children.length > 0 ? choice : (child(element, 'Fallback') ?? element);
}
