import { Asides } from './asides.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import { wordsOf } from './pptx-text.ts';
import { child, type XmlElement } from './xml.ts';

/** The names of the commentators by id, of both kinds of comments that PowerPoint has had. */
export function commentAuthors(roots: readonly (XmlElement | null)[]): Map<string, string> {
  const people = roots.flatMap((root) => root?.children ?? []);
  return new Map(people.map(({ attributes }) => [attributes['id'] ?? '', attributes['name'] ?? '']));
}

/** Adds the comments of a slide with the replies to them. */
export function addSlideComments(
  root: XmlElement | null,
  authors: ReadonlyMap<string, string>,
  builder: DocumentBuilder,
): void {
  const asides = new Asides();
  const add = (comment: XmlElement): void => {
    const text = child(comment, 'text')?.text ?? wordsOf(child(comment, 'txBody'), () => '');
    asides.comment(authors.get(comment.attributes['authorId'] ?? '') ?? '', text);
    for (const reply of child(comment, 'replyLst')?.children ?? []) add(reply);
  };
  root?.children.forEach(add);
  asides.release(builder);
}
