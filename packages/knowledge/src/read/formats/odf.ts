import type { DocumentBuilder } from '../document-builder.ts';
import { damaged, ReadFailure } from '../read-failure.ts';
import type { FileContent } from './format-reader.ts';
import { unlockParts } from './odf-password.ts';
import { child, parseXml, xmlPart, type XmlElement } from './xml.ts';
import { requireFolder, unzip, type Parts } from './zip.ts';

/** The body of an OpenDocument file, and its styles by name. */
export interface OdfContent {
  body: XmlElement;
  styles: Map<string, XmlElement>;
  /** The headers and footers of the pages. */
  pageEdges: { kind: 'Header' | 'Footer'; content: XmlElement }[];
  /** What lies inside the file under this address: the root of a formula or chart. */
  objectAt: (address: string) => XmlElement | null;
}

const manifest = 'META-INF/manifest.xml';
const isObject = /^[^/]+\/content\.xml$/;
const wanted = new Set([manifest, 'content.xml', 'styles.xml', 'meta.xml']);

/**
 * Opens a file whose body is of this `kind`, and gives what it says about itself to the builder.
 * @throws ReadFailure `file_encrypted`, `file_mislabelled` for another kind of file, `file_damaged`
 */
export function openOdf(
  { bytes, passwords }: Pick<FileContent, 'bytes' | 'passwords'>,
  kind: 'text' | 'spreadsheet' | 'presentation',
  builder: DocumentBuilder,
): OdfContent {
  let parts = unzip(
    bytes,
    (name) => wanted.has(name) || isObject.test(name) || name.startsWith('word/') || name.startsWith('xl/'),
  );
  // Not as a part like others: the manifests of old versions name a document type.
  const list = Buffer.from(parts[manifest] ?? []).toString();
  if (list.includes('encryption-data')) {
    parts = unlockParts(parts, parseXml(list.replace(/<!DOCTYPE[^>[]*>/, '')), passwords);
  }
  requireFolder(parts, 'content.xml', 'OpenDocument file');
  const content = xmlPart(parts, 'content.xml');
  const bodies = child(content, 'body');
  const body = child(bodies, kind);
  const other = bodies?.children.find(({ name }) => ['text', 'spreadsheet', 'presentation', 'drawing'].includes(name));
  if (body === undefined && other !== undefined) {
    throw new ReadFailure(
      'file_mislabelled',
      `is an OpenDocument ${other.name}, and its name says ${kind}.`,
      'Give it the extension of what it is.',
    );
  }
  if (body === undefined) throw damaged('its part content.xml holds no document');
  addMeta(parts, builder);
  const styles = xmlPart(parts, 'styles.xml');
  return {
    body,
    styles: stylesOf([styles, content]),
    pageEdges: pageEdgesOf(styles),
    objectAt: (address) => xmlPart(parts, `${address.replace(/^\.\//, '')}/content.xml`),
  };
}

function addMeta(parts: Parts, builder: DocumentBuilder): void {
  const meta = child(xmlPart(parts, 'meta.xml'), 'meta');
  const value = (name: string): string | undefined => child(meta, name)?.text;
  const keywords = (meta?.children ?? []).filter(({ name }) => name === 'keyword').map(({ text }) => text);
  builder.title = value('title') ?? null;
  builder.addMetadata('author', value('initial-creator'));
  builder.addMetadata('author', value('creator'));
  builder.addMetadata('subject', value('subject'));
  builder.addMetadata('description', value('description'));
  builder.addMetadata('keywords', keywords.join(', '));
  builder.addMetadata('date', value('creation-date')?.slice(0, 10));
  builder.addMetadata('modified', value('date')?.slice(0, 10));
}

function pageEdgesOf(styles: XmlElement | null): OdfContent['pageEdges'] {
  const pages = child(styles, 'master-styles')?.children ?? [];
  return pages
    .flatMap(({ children }) => children)
    .flatMap((content): OdfContent['pageEdges'] => {
      const kind = /^(header|footer)(?:-left|-first)?$/.exec(content.name)?.[1];
      if (kind === undefined || content.attributes['display'] === 'false') return [];
      return [{ kind: kind === 'header' ? 'Header' : 'Footer', content }];
    });
}

/** Those of the content count before those of the same name that are only for headers and footers. */
function stylesOf(roots: (XmlElement | null)[]): Map<string, XmlElement> {
  const styles = new Map<string, XmlElement>();
  for (const root of roots) {
    for (const folder of ['styles', 'automatic-styles']) {
      for (const style of child(root, folder)?.children ?? []) styles.set(style.attributes['name'] ?? '', style);
    }
  }
  return styles;
}

/** Whether a style is the one of this name, or made from it. */
export function isStyle(styles: Map<string, XmlElement>, name: string | undefined, wantedName: string): boolean {
  let at = name;
  for (let step = 0; step < 10 && at !== undefined; step++) {
    if (at.replaceAll('_20_', ' ') === wantedName) return true;
    at = styles.get(at)?.attributes['parent-style-name'];
  }
  return false;
}
