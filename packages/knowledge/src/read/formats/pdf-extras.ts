import type { DocumentAnnotation, FormField, ParsedPage } from '@llamaindex/liteparse';
import type { DocumentBuilder } from '../document-builder.ts';
import { lineOf } from './pdf-lines.ts';
import { contains, toBox, type Area, type Word } from './pdf-words.ts';

/** What lies over a page and is not its text: what was filled into forms, comments, and where links lead. */
export class PdfExtras {
  readonly #linked = new Set<string>();

  add(page: ParsedPage, words: readonly Word[], builder: DocumentBuilder): void {
    const visible = squeeze(page.text);
    for (const field of page.formFields ?? []) this.#place(page, field, fieldText(field), builder, 'paragraph');
    for (const annotation of page.annotations ?? []) {
      const comment = commentText(annotation);
      // Some programs repeat in the comment what it marks.
      const isRepeated = visible.includes(squeeze(annotation.contents ?? ''));
      if (!isRepeated) this.#place(page, annotation, comment, builder, 'note');
    }
    builder.box = null;
    builder.note(this.#links(page, visible, words).join('\n'));
  }

  #place(
    page: ParsedPage,
    { rect }: Pick<FormField, 'rect'>,
    text: string | null,
    builder: DocumentBuilder,
    kind: 'paragraph' | 'note',
  ): void {
    if (text === null) return;
    builder.box = rect === undefined ? null : toBox(toArea(rect), page);
    builder[kind](text);
  }

  /** "link text: address" for every link of the page whose address nobody can read in it, once a file. */
  #links({ annotations }: ParsedPage, visible: string, words: readonly Word[]): string[] {
    const links: string[] = [];
    const byAddress = Map.groupBy(annotations ?? [], ({ uri }) => uri ?? '');
    for (const [uri, parts] of byAddress) {
      const shown = uri.replace(/^(?:https?:\/\/|mailto:)/i, '').replace(/\/$/, '');
      if (!/^(?:https?|mailto):/i.test(uri) || visible.includes(squeeze(shown))) continue;
      const areas = parts.flatMap(({ rect }) => (rect === undefined ? [] : [toArea(rect)]));
      const label = areas
        .map((area) => lineOf(words.filter((word) => contains(area, word))).text)
        .filter((part) => part !== '')
        .join(' ');
      const link = label === '' ? uri : `${label}: ${uri}`;
      if (this.#linked.has(link)) continue;
      this.#linked.add(link);
      links.push(link);
    }
    return links;
  }
}

const squeeze = (text: string): string => text.replace(/\s/g, '').toLowerCase();

const toArea = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }): Area => ({
  left: x,
  top: y,
  right: x + width,
  bottom: y + height,
});

/** Bit of the flags of a field whose text is hidden while it is typed. */
const passwordFlag = 1 << 13;

function fieldText(field: FormField): string | null {
  const name = field.alternateName ?? field.name ?? '';
  const value = fieldValue(field);
  if (value === null || value.trim() === '' || (field.fieldFlags & passwordFlag) !== 0) return null;
  return name === '' ? value : `${name.replace(/:\s*$/, '')}: ${value}`;
}

function fieldValue({ type, value, checked, exportValue, selectedOptions }: FormField): string | null {
  switch (type) {
    case 'checkbox':
    case 'radiobutton':
      if (checked !== true) return null;
      return exportValue === undefined || /^(?:on|yes|\d*)$/i.test(exportValue) ? 'yes' : exportValue;
    case 'text':
    case 'combobox':
    case 'listbox':
      return selectedOptions.length > 0 ? selectedOptions.join(', ') : (value ?? null);
    default:
      return null;
  }
}

const withoutComment = /^(?:link|widget|popup|fileattachment|unknown)$/i;

function commentText({ subtype, contents, title }: DocumentAnnotation): string | null {
  if (withoutComment.test(subtype) || contents === undefined || contents.trim() === '') return null;
  return title === undefined || title.trim() === '' ? contents : `${title}: ${contents}`;
}
