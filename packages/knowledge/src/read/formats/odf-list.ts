import { formatNumber, type NumberFormat } from './list-marker.ts';
import type { XmlElement } from './xml.ts';

const formats: Record<string, NumberFormat> = {
  '1': 'decimal',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
};

/** The numbers of the levels around an item, outermost first; its own is the last. */
export type ItemNumbers = readonly number[];

/** What a list style shows in front of an item: "3.", "b)", "1.2"; nothing for bullets. */
export function odfMarker(style: XmlElement | undefined, numbers: ItemNumbers): string {
  const levelAt = (depth: number): XmlElement | undefined =>
    style?.children.find(
      ({ name, attributes }) => name === 'list-level-style-number' && attributes['level'] === String(depth),
    );
  const own = levelAt(numbers.length);
  if (own === undefined || !own.attributes['num-format']) return '';
  const shown = Math.min(numbers.length, Math.max(1, Number(own.attributes['display-levels'] ?? 1) || 1));
  const digits = numbers.slice(-shown).map((number, index) => {
    const level = levelAt(numbers.length - shown + index + 1);
    return formatNumber(number, formats[level?.attributes['num-format'] ?? '1'] ?? 'decimal');
  });
  return `${own.attributes['num-prefix'] ?? ''}${digits.join('.')}${own.attributes['num-suffix'] ?? ''}`;
}
