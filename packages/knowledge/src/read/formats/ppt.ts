import type { DocumentBuilder } from '../document-builder.ts';
import { openOle } from '../ole.ts';
import { damaged } from '../read-failure.ts';
import type { FormatReader } from './format-reader.ts';
import {
  documentRecord,
  findRecords,
  persistDirectory,
  recordAt,
  recordsIn,
  recordTypes,
  textOf,
  type PptRecord,
} from './ppt-records.ts';

/** PowerPoint 97 to 2003: a page a slide, with its texts in the order of their shapes, its comments and notes. */
export const readPpt: FormatReader = ({ bytes }, builder) => {
  const streams = openOle(bytes);
  const stream = streams.get('PowerPoint Document');
  const currentUser = streams.get('Current User');
  if (stream === undefined || currentUser === undefined) throw damaged('its slides are lost');
  const places = persistDirectory(stream, currentUser);
  const document = documentRecord(stream, currentUser, places);
  const slides = slideList(document, 0);
  const notes = new Map(slideList(document, 2).map(({ id, place }) => [id, place]));
  builder.headingsGiveTitle = false;
  builder.pages = slides.length;
  for (const [index, slide] of slides.entries()) {
    builder.page = index + 1;
    const record = recordAt(stream, places.get(slide.place) ?? -1);
    const texts = shapeTexts(record, slide.texts);
    const title = texts.find(({ isTitle }) => isTitle)?.text;
    if (index === 0 && title !== undefined) builder.title = title.replaceAll(/[\r\v]/g, ' ');
    for (const text of texts) addText(text, builder);
    for (const comment of findRecords(record.data, [recordTypes.comment])) addComment(comment, builder);
    const place = notes.get(notesOf(record));
    if (place !== undefined) addNotes(recordAt(stream, places.get(place) ?? -1), builder);
  }
};

interface ListedSlide {
  /** Number in the directory of places. */
  place: number;
  id: number;
  /** Texts that are kept in the outline rather than with their shapes. */
  texts: SlideText[];
}

interface SlideText {
  isTitle: boolean;
  isBody: boolean;
  text: string;
}

/** @param instance 0 for slides, 2 for notes */
function slideList(document: PptRecord, instance: number): ListedSlide[] {
  const slides: ListedSlide[] = [];
  for (const list of recordsIn(document.data)) {
    if (list.type !== recordTypes.slideList || list.instance !== instance) continue;
    let records: PptRecord[] = [];
    for (const record of recordsIn(list.data)) {
      if (record.type === recordTypes.slidePersistAtom) {
        records = [];
        slides.push({ place: record.data.readUInt32LE(0), id: record.data.readUInt32LE(12), texts: [] });
      } else {
        records.push(record);
        const slide = slides.at(-1);
        if (slide !== undefined) slide.texts = textsIn(records, []);
      }
    }
  }
  return slides;
}

const shapeTexts = (record: PptRecord, outline: readonly SlideText[]): SlideText[] =>
  [...findRecords(record.data, [recordTypes.textbox])].flatMap(({ data }) => textsIn([...recordsIn(data)], outline));

/** A header tells the role of the text that follows, which may be only a reference into the outline. */
function textsIn(records: readonly PptRecord[], outline: readonly SlideText[]): SlideText[] {
  const texts: SlideText[] = [];
  for (const record of records) {
    if (record.type === recordTypes.textHeader) {
      const role = record.data.readUInt32LE(0);
      texts.push({ isTitle: role === 0 || role === 6, isBody: [1, 7, 8].includes(role), text: '' });
    } else if (record.type === recordTypes.outlineTextRef) {
      const referred = outline[record.data.readUInt32LE(0)];
      if (referred !== undefined) texts.push(referred);
    } else {
      const text = textOf(record);
      const open = texts.at(-1);
      if (text !== null && open !== undefined) open.text = text;
    }
  }
  return texts;
}

function addText({ isTitle, isBody, text }: SlideText, builder: DocumentBuilder): void {
  // A vertical tab breaks a line inside a paragraph.
  const paragraphs = text.replaceAll('\v', '\n').split('\r');
  if (isTitle) builder.heading(1, paragraphs.join(' '));
  else if (isBody) for (const paragraph of paragraphs) builder.listItem(1, paragraph);
  else for (const paragraph of paragraphs) builder.paragraph(paragraph);
  builder.endGroup();
}

/** Author, words, initials. */
function addComment({ data }: PptRecord, builder: DocumentBuilder): void {
  const [author = '', words = ''] = [...recordsIn(data)].flatMap((record) => textOf(record) ?? []);
  builder.note(author === '' ? words : `${author}: ${words}`);
}

/** The number of the notes of a slide; 0 for none. */
function notesOf(slide: PptRecord): number {
  for (const { type, data } of recordsIn(slide.data)) {
    if (type === recordTypes.slideAtom && data.length >= 20) return data.readUInt32LE(16);
  }
  return 0;
}

function addNotes(notes: PptRecord, builder: DocumentBuilder): void {
  for (const { text, isTitle } of shapeTexts(notes, [])) {
    // Placeholders of the page number and the like hold a lone asterisk.
    if (!isTitle && text.trim() !== '*') for (const paragraph of text.split('\r')) builder.note(paragraph);
  }
}
