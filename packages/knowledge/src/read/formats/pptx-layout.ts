import type { Box } from '../read-document.ts';
import { alternative } from './office-alternative.ts';
import { child, descendant, type XmlElement } from './xml.ts';

/** Where a shape stands, in the units of the file or of the slide's size. */
interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedShape {
  element: XmlElement;
  /** Null where the file does not say. */
  box: Box | null;
}

interface Item {
  place: Place | null;
  shapes: PlacedShape[];
}

export interface SlideLayout {
  /** The slide's size in the units of the file. */
  width: number;
  height: number;
  /** The layout and the master of the slide, which place what does not place itself. */
  templates: (XmlElement | null)[];
}

/** Maps places in a group to places on the slide. */
type Transform = (place: Place) => Place;

/** The shapes of a slide as the eye finds them: from top to bottom, side by side from left to right, groups together. */
export function placedShapes(slide: XmlElement | null, layout: SlideLayout): PlacedShape[] {
  const itemsOf = (element: XmlElement, transform: Transform): Item[] =>
    element.children.flatMap((shape): Item[] => {
      if (shape.name === 'AlternateContent') return itemsOf(alternative(shape), transform);
      if (shape.name === 'grpSp') {
        const own = placeOf(child(shape, 'grpSpPr'));
        const shapes = inOrder(itemsOf(shape, groupTransform(shape, transform)));
        return [{ place: own === null ? null : transform(own), shapes }];
      }
      if (!['sp', 'graphicFrame', 'pic', 'cxnSp'].includes(shape.name)) return [];
      const own = placeOf(shape.name === 'graphicFrame' ? shape : child(shape, 'spPr'));
      const place = own === null ? templatePlace(shape, layout.templates) : transform(own);
      return [{ place, shapes: [{ element: shape, box: boxOf(place, layout) }] }];
    });
  const tree = treeOf(slide);
  return tree === undefined ? [] : inOrder(itemsOf(tree, (place) => place));
}

const treeOf = (root: XmlElement | null): XmlElement | undefined => descendant(root, 'cSld', 'spTree');

/** What begins above the middle of the first one of a line stands beside it. */
function inOrder(items: Item[]): PlacedShape[] {
  let last: Place = { x: 0, y: 0, width: 0, height: 0 };
  const placed = items.map(({ place, shapes }) => ({ place: (last = place ?? last), shapes }));
  const rest = placed.toSorted((one, other) => one.place.y - other.place.y);
  const ordered: PlacedShape[] = [];
  for (let first = rest[0]; first !== undefined; first = rest[0]) {
    const middle = first.place.y + first.place.height / 2;
    const count = Math.max(1, rest.filter(({ place }) => place.y < middle).length);
    const line = rest.splice(0, count).toSorted((one, other) => one.place.x - other.place.x);
    ordered.push(...line.flatMap(({ shapes }) => shapes));
  }
  return ordered;
}

function groupTransform(group: XmlElement, outer: Transform): Transform {
  const properties = child(group, 'grpSpPr');
  const place = placeOf(properties);
  const inside = placeOf(properties, 'chOff', 'chExt');
  if (place === null || inside === null) return outer;
  const across = inside.width === 0 ? 1 : place.width / inside.width;
  const down = inside.height === 0 ? 1 : place.height / inside.height;
  return ({ x, y, width, height }) =>
    outer({
      x: place.x + (x - inside.x) * across,
      y: place.y + (y - inside.y) * down,
      width: width * across,
      height: height * down,
    });
}

function placeOf(properties: XmlElement | undefined, offset = 'off', extent = 'ext'): Place | null {
  const transform = child(properties, 'xfrm');
  const [at, size] = [child(transform, offset)?.attributes, child(transform, extent)?.attributes];
  if (at === undefined || size === undefined) return null;
  const [x, y, width, height] = [at['x'], at['y'], size['cx'], size['cy']].map(Number);
  if (x === undefined || y === undefined || width === undefined || height === undefined) return null;
  return [x, y, width, height].every(Number.isFinite) ? { x, y, width, height } : null;
}

export function placeholderOf(shape: XmlElement): XmlElement | undefined {
  const properties = shape.children.find(({ name }) => /^nv\w+Pr$/.test(name));
  return descendant(properties, 'nvPr', 'ph');
}

/** A placeholder without a place of its own stands where the layout, or else the master, puts its like. */
function templatePlace(shape: XmlElement, templates: (XmlElement | null)[]): Place | null {
  const own = placeholderOf(shape)?.attributes;
  if (own === undefined) return null;
  for (const template of templates) {
    const candidates = treeOf(template)?.children ?? [];
    const like =
      candidates.find((candidate) => {
        const other = placeholderOf(candidate)?.attributes;
        return other !== undefined && own['idx'] !== undefined && other['idx'] === own['idx'];
      }) ?? candidates.find((candidate) => kindOf(placeholderOf(candidate)?.attributes) === kindOf(own));
    const place = placeOf(child(like, 'spPr'));
    if (place !== null) return place;
  }
  return null;
}

function kindOf(placeholder: Record<string, string> | undefined): string | null {
  if (placeholder === undefined) return null;
  const type = placeholder['type'] ?? 'body';
  return type === 'ctrTitle' ? 'title' : type === 'subTitle' || type === 'obj' ? 'body' : type;
}

function boxOf(place: Place | null, { width, height }: SlideLayout): Box | null {
  if (place === null || width <= 0 || height <= 0) return null;
  const within = (fraction: number): number => Math.min(1, Math.max(0, fraction));
  const [left, top] = [within(place.x / width), within(place.y / height)];
  return {
    left,
    top,
    width: within((place.x + place.width) / width) - left,
    height: within((place.y + place.height) / height) - top,
  };
}
