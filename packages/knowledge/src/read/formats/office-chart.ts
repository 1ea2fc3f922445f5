import type { CellContent, DocumentBuilder } from '../document-builder.ts';
import { child, descendant, type XmlElement } from './xml.ts';

/** Says a chart: its title, the titles of its axes, and its figures as a table with a column a series. */
export function addChart(root: XmlElement | null, builder: DocumentBuilder): void {
  const chart = child(root, 'chart');
  const plot = child(chart, 'plotArea');
  const axes = (plot?.children ?? [])
    .filter(({ name }) => name.endsWith('Ax'))
    .map((axis) => words(child(axis, 'title')));
  const titles = [words(child(chart, 'title')), axes.filter((title) => title !== '').join(', ')];
  builder.paragraph(titles.filter((title) => title !== '').join('\n'));
  const series = (plot?.children ?? []).flatMap(({ children }) => children.filter(({ name }) => name === 'ser'));
  const columns = series.map((one) => ({
    name: [...points(child(one, 'tx')).values()].join(' ') || (child(child(one, 'tx'), 'v')?.text ?? ''),
    categories: points(child(one, 'cat') ?? child(one, 'xVal')),
    values: points(child(one, 'val') ?? child(one, 'yVal')),
  }));
  const categories = columns.reduce(
    (most, { categories: own }) => (own.size > most.size ? own : most),
    new Map<number, string>(),
  );
  const indexes = new Set([...categories.keys(), ...columns.flatMap(({ values }) => [...values.keys()])]);
  builder.endGroup();
  builder.tableHeader(['', ...columns.map(({ name }) => name)]);
  for (const index of [...indexes].toSorted((a, b) => a - b)) {
    builder.tableRow([categories.get(index) ?? '', ...columns.map(({ values }) => figure(values.get(index) ?? ''))]);
  }
  builder.endGroup();
}

/** The points by index, as the file remembers them from its data; several levels of categories are said together. */
function points(data: XmlElement | undefined): Map<number, string> {
  const found = new Map<number, string>();
  const collect = (element: XmlElement): void => {
    for (const inner of element.children) {
      if (inner.name === 'pt') {
        const index = Number(inner.attributes['idx'] ?? found.size);
        const value = child(inner, 'v')?.text.trim() ?? '';
        const before = found.get(index);
        found.set(index, before === undefined ? value : `${value} ${before}`);
      } else {
        collect(inner);
      }
    }
  };
  if (data !== undefined) collect(data);
  return found;
}

/** Computed figures come with the noise of their last digits. */
function figure(text: string): CellContent {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) return text;
  return { text: String(Number(value.toPrecision(12))), value };
}

function words(title: XmlElement | undefined): string {
  const paragraphs = descendant(title, 'tx', 'rich')?.children.filter(({ name }) => name === 'p') ?? [];
  const typed = paragraphs.map((paragraph) => paragraph.children.map((run) => child(run, 't')?.text ?? '').join(''));
  return typed.length > 0 ? typed.join(' ').trim() : [...points(child(title, 'tx')).values()].join(' ');
}
