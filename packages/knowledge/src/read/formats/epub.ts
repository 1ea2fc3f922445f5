import { posix } from 'node:path';
import type { DocumentBuilder } from '../document-builder.ts';
import { damaged, ReadFailure } from '../read-failure.ts';
import { decodeText } from './decode-text.ts';
import type { FormatReader } from './format-reader.ts';
import { addHtmlPage } from './html.ts';
import { child, xmlPart, type XmlElement } from './xml.ts';
import { requireFolder, unzip, type Parts } from './zip.ts';

/** Everything but pictures, fonts, sounds and looks: chapters have whatever name the package gives them. */
const isWanted = (name: string): boolean =>
  !/\.(?:png|jpe?g|gif|webp|svg|ttf|otf|woff2?|css|js|mp[34]|m4[av]|ogg)$/i.test(name);

/** EPUB books: the chapters in their reading order, each read as a page; what the package says gives title and author. */
export const readEpub: FormatReader = ({ bytes }, builder) => {
  const parts = unzip(bytes, isWanted);
  requireFolder(parts, 'META-INF/container.xml', 'EPUB book');
  const opf = packageOf(parts);
  const root = xmlPart(parts, opf);
  const items = new Map((child(root, 'manifest')?.children ?? []).map((item) => [item.attributes['id'], item]));
  const spine = child(root, 'spine')?.children ?? [];
  if (spine.length === 0) throw damaged('its list of chapters is missing or empty');
  const metadata = child(root, 'metadata');
  addMetadata(metadata, builder);
  const encrypted = encryptedParts(parts);
  for (const { attributes } of spine) {
    const item = items.get(attributes['idref']);
    // A chapter is read once, however often it is named.
    items.delete(attributes['idref']);
    const isContents = item?.attributes['properties']?.split(' ').includes('nav') === true;
    if (item === undefined || isContents || attributes['linear'] === 'no') continue;
    const name = partName(opf, item.attributes['href'] ?? '');
    if (encrypted.has(name)) {
      throw new ReadFailure('file_encrypted', 'is protected against copying.', 'Add a copy without protection.');
    }
    const chapter = parts[name];
    if (chapter === undefined) {
      if (!isWanted(name)) continue;
      throw damaged(`its chapter ${name} is missing`);
    }
    builder.endGroup();
    addHtmlPage(decodeText(chapter), builder);
  }
  // The pages have titles of their own, which are not the book's.
  builder.title = child(metadata, 'title')?.text ?? null;
};

/** Where the package lies: the container says. */
function packageOf(parts: Parts): string {
  const rootFiles = child(xmlPart(parts, 'META-INF/container.xml'), 'rootfiles')?.children ?? [];
  const path = rootFiles[0]?.attributes['full-path'];
  if (path === undefined || parts[path] === undefined) throw damaged('its container names no package that is there');
  return path;
}

function addMetadata(metadata: XmlElement | undefined, builder: DocumentBuilder): void {
  const values = (name: string): string =>
    (metadata?.children ?? [])
      .filter((element) => element.name === name)
      .map(({ text }) => text.trim())
      .join(', ');
  builder.addMetadata('author', values('creator'));
  builder.addMetadata('language', values('language'));
  builder.addMetadata('date', values('date').slice(0, 10));
  builder.addMetadata('description', values('description'));
  builder.addMetadata('keywords', values('subject'));
  builder.addMetadata('publisher', values('publisher'));
}

/** Fonts are often veiled, which does not matter; a chapter that is encrypted cannot be read. */
function encryptedParts(parts: Parts): Set<string> {
  const names = new Set<string>();
  const collect = (element: XmlElement): void => {
    if (element.name === 'CipherReference') names.add(partName('', element.attributes['URI'] ?? ''));
    element.children.forEach(collect);
  };
  const root = xmlPart(parts, 'META-INF/encryption.xml');
  if (root !== null) collect(root);
  return names;
}

function partName(base: string, href: string): string {
  const path = href.split('#')[0] ?? '';
  return posix.join('/', posix.dirname(base), unescaped(path)).slice(1);
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
