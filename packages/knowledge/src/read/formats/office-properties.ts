import type { DocumentBuilder } from '../document-builder.ts';
import { child, xmlPart } from './xml.ts';
import type { Parts } from './zip.ts';

export const corePropertiesPart = 'docProps/core.xml';

/** Title, author and the like from the part that all Office formats share. */
export function addOfficeProperties(parts: Parts, builder: DocumentBuilder): void {
  const properties = xmlPart(parts, corePropertiesPart);
  const value = (name: string): string => child(properties, name)?.text.trim() ?? '';
  const title = value('title');
  // What Office fills in by itself.
  if (
    !/^(?:(?:microsoft )?(?:word|powerpoint|excel)\b.*|powerpoint[- ]presentation|slide \d+|document\d*|title|untitled)$/i.test(
      title,
    )
  ) {
    builder.title = title;
  }
  builder.addMetadata('author', value('creator'));
  builder.addMetadata('subject', value('subject'));
  builder.addMetadata('description', value('description'));
  builder.addMetadata('keywords', value('keywords'));
  builder.addMetadata('date', value('created').slice(0, 10));
  builder.addMetadata('modified', value('modified').slice(0, 10));
}
