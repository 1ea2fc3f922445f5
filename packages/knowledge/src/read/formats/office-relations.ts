import { posix } from 'node:path';
import type { FileContent } from './format-reader.ts';
import { xmlPart } from './xml.ts';
import type { Parts } from './zip.ts';

/** Something that a part of an Office file refers to. */
export interface Relation {
  id: string;
  /** The last step of its type: "slide", "footnotes", "hyperlink". */
  type: string;
  /** The full name of a part, or an address outside. */
  target: string;
  isExternal: boolean;
}

/** What a part refers to; the empty name stands for the whole file. */
export function relationsOf(parts: Parts, part: string): Relation[] {
  const folder = part === '' ? '' : posix.dirname(part);
  const root = xmlPart(parts, posix.join(folder, '_rels', `${posix.basename(part)}.rels`));
  return (root?.children ?? []).map(({ attributes }) => {
    const target = attributes['Target'] ?? '';
    const isExternal = attributes['TargetMode'] === 'External';
    return {
      id: attributes['Id'] ?? '',
      type: posix.basename(attributes['Type'] ?? ''),
      target: isExternal ? target : posix.join('/', target.startsWith('/') ? '' : folder, target).slice(1),
      isExternal,
    };
  });
}

/** Documents that lie in an Office file as they are. */
export const isEmbedded = (name: string): boolean =>
  /\/embeddings\/[^/]+\.(?:doc|xls|ppt|docx|docm|xlsx|xlsm|xlsb|pptx|pptm|odt|ods|odp|pdf|rtf|csv|txt|msg|eml)$/i.test(
    name,
  );

/** Reads the documents that these relations embed; the data of charts are not among them. */
export async function readEmbedded(
  relations: readonly Relation[],
  parts: Parts,
  member: FileContent['member'],
): Promise<void> {
  for (const target of new Set(relations.map((relation) => relation.target))) {
    const bytes = parts[target];
    if (isEmbedded(target) && bytes !== undefined) await member(posix.basename(target), bytes);
  }
}
