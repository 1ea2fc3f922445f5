import type { DocumentBuilder } from '../document-builder.ts';
import { child, descendant, type XmlElement } from './xml.ts';

/** SmartArt: its points as a list, in the order and depth in which they hang together. */
export function addDiagram(
  root: XmlElement | null,
  builder: DocumentBuilder,
  wordsOf: (body: XmlElement) => string,
): void {
  const points = new Map(
    (child(root, 'ptLst')?.children ?? []).map((point) => [point.attributes['modelId'] ?? '', point]),
  );
  const below = new Map<string, { to: string; order: number }[]>();
  const hasParent = new Set<string>();
  for (const { attributes } of child(root, 'cxnLst')?.children ?? []) {
    const { srcId = '', destId = '', srcOrd, type } = attributes;
    if (type !== undefined && type !== 'parOf') continue;
    below.set(srcId, [...(below.get(srcId) ?? []), { to: destId, order: Number(srcOrd ?? 0) }]);
    hasParent.add(destId);
  }
  const said = new Set<string>();
  const say = (id: string, depth: number): void => {
    const point = points.get(id);
    if (point === undefined || said.has(id) || depth > 20) return;
    said.add(id);
    const body = child(point, 't');
    const isPlaceholder = descendant(point, 'prSet')?.attributes['phldr'] === '1';
    const text = body === undefined || isPlaceholder ? '' : wordsOf(body);
    builder.listItem(depth, text);
    const next = text.trim() === '' ? depth : depth + 1;
    for (const { to } of (below.get(id) ?? []).toSorted((a, b) => a.order - b.order)) say(to, next);
  };
  builder.endGroup();
  for (const id of points.keys()) if (!hasParent.has(id)) say(id, 1);
  for (const id of points.keys()) say(id, 1);
  builder.endGroup();
}
