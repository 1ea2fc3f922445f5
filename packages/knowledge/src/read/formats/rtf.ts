import { isBinary } from '../binary-data.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import { damaged } from '../read-failure.ts';
import { addPageEdges } from './asides.ts';
import type { FormatReader } from './format-reader.ts';
import { withMarker } from './list-marker.ts';
import { RtfBody } from './rtf-body.ts';
import { codePageOfCharset, decodeCodePage } from './rtf-charsets.ts';
import { superscript } from './superscript.ts';
import { rtfTokens, type RtfToken } from './rtf-tokens.ts';

/**
 * Rich text with all changes accepted: styles give headings; pictures and hidden text are left out. Notes and comments
 * follow the paragraph, list or table they belong to; headers and footers come once at the end.
 */
export const readRtf: FormatReader = ({ bytes }, builder) => {
  // Pictures may be in it byte by byte; all else are letters.
  if (!bytes.includes('\\bin') && isBinary(bytes)) throw damaged('it holds bytes that are no rich text');
  const reader = new RtfReader(builder);
  for (const token of rtfTokens(bytes.toString('latin1'))) if (!reader.take(token)) break;
  reader.end();
};

/** Real files stay below a hundred. */
const deepest = 1000;

/** Where the text of a group goes. */
type Target =
  | 'body'
  | 'nowhere'
  | 'fonts'
  | 'styles'
  | 'style'
  | 'marker'
  | 'note'
  | 'comment'
  | 'commentator'
  | 'instruction'
  | 'header'
  | 'footer'
  | 'time'
  | InfoField;

const infoFields = {
  title: 'title',
  author: 'author',
  subject: 'subject',
  keywords: 'keywords',
  doccomm: 'description',
};
type InfoField = keyof typeof infoFields;

/** Groups whose text is not the document's own running text. All that are marked as ignorable go nowhere unless named. */
const targets: Record<string, Target> = {
  fonttbl: 'fonts',
  stylesheet: 'styles',
  footnote: 'note',
  annotation: 'comment',
  atnauthor: 'commentator',
  fldinst: 'instruction',
  header: 'header',
  headerl: 'header',
  headerr: 'header',
  headerf: 'header',
  footer: 'footer',
  footerl: 'footer',
  footerr: 'footer',
  footerf: 'footer',
  listtext: 'marker',
  pntext: 'marker',
  creatim: 'time',
  // The Unicode form of what stands before it in another group.
  ud: 'body',
  shpinst: 'body',
  // What an embedded object shows.
  result: 'body',
  title: 'title',
  author: 'author',
  subject: 'subject',
  keywords: 'keywords',
  doccomm: 'doccomm',
};
const nowhere = new Set(
  'info colortbl pict object objdata revtbl filetbl upr xe tc nonshppict sp sn sv ftnsep ftnsepc aftnsep aftnsepc bkmkstart bkmkend listtable listoverridetable shprslt nonesttables'.split(
    ' ',
  ),
);
const infoOnly = new Set<string>([...Object.keys(infoFields), 'creatim']);

const characters: Record<string, string> = {
  line: '\n',
  tab: '\t',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  '~': ' ',
  _: '-',
  '{': '{',
  '}': '}',
  '\\': '\\',
  nestcell: '\t',
  nestrow: '\n',
};

interface Group {
  target: Target;
  inInfo: boolean;
  isHidden: boolean;
  isBold: boolean;
  isRaised: boolean;
  /** Text of a group that goes elsewhere, until that group ends; shared by the groups inside it. */
  aside: { text: string };
  /** Where the words of the field began that this group shows; null where it shows none. */
  fieldFrom: number | null;
  codePage: number | null;
  /** How many characters stand in for a Unicode one, for programs that know none. */
  standIns: number;
}

class RtfReader {
  readonly #builder: DocumentBuilder;
  readonly #body: RtfBody;
  readonly #stack: Group[] = [];
  #group: Group = {
    target: 'body',
    inInfo: false,
    isHidden: false,
    isBold: false,
    isRaised: false,
    aside: { text: '' },
    fieldFrom: null,
    codePage: null,
    standIns: 1,
  };
  #commentator = '';
  /** The address that the field at hand leads to. */
  #link = '';
  readonly #edges = { header: [] as string[], footer: [] as string[] };
  #codePage = 1252;
  #bytes: number[] = [];
  #toSkip = 0;
  #isIgnorable = false;
  #font = 0;
  readonly #fontPages = new Map<number, number>();
  #style: { number: number; level: number | null } = { number: 0, level: null };
  readonly #styleLevels = new Map<number, number>();
  readonly #time: Record<string, number> = {};

  constructor(builder: DocumentBuilder) {
    this.#builder = builder;
    this.#body = new RtfBody(builder);
  }

  /** @returns false once the document has ended */
  take(token: RtfToken): boolean {
    if (token.kind === 'text') this.#takeText(token.text);
    else if (token.kind === 'byte') this.#takeByte(token.value);
    else {
      this.#flush();
      this.#toSkip = 0;
      if (token.kind === 'open') this.#open();
      else if (token.kind === 'close') return this.#close();
      else this.#control(token.name, token.value);
    }
    return true;
  }

  end(): void {
    this.#flush();
    if (this.#stack.length > 0) throw damaged('it breaks off: its last bracket is missing');
    this.#body.end();
    addPageEdges('Header', this.#edges.header, this.#builder);
    addPageEdges('Footer', this.#edges.footer, this.#builder);
  }

  #takeText(text: string): void {
    const kept = text.slice(this.#toSkip);
    this.#toSkip = Math.max(0, this.#toSkip - text.length);
    this.#isIgnorable = false;
    if (this.#group.target !== 'nowhere')
      for (let at = 0; at < kept.length; at++) this.#bytes.push(kept.charCodeAt(at));
  }

  #takeByte(value: number): void {
    if (this.#toSkip > 0) this.#toSkip--;
    else if (this.#group.target !== 'nowhere') this.#bytes.push(value);
  }

  /** Bytes are decoded together: in East Asian code pages two make a character, the second perhaps a plain letter. */
  #flush(): void {
    if (this.#bytes.length === 0) return;
    this.#write(decodeCodePage(this.#bytes, this.#group.codePage ?? this.#codePage));
    this.#bytes = [];
  }

  #write(text: string): void {
    const { target, isHidden, isBold, isRaised, aside } = this.#group;
    if (target === 'nowhere' || isHidden) return;
    const written = isRaised ? superscript(text) : text;
    if (target === 'body') this.#body.write(written, isBold);
    else aside.text += written;
  }

  #open(): void {
    if (this.#stack.length >= deepest) throw damaged(`it has more than ${deepest} groups inside each other`);
    this.#stack.push(this.#group);
    this.#group = { ...this.#group, fieldFrom: null };
    if (this.#group.target === 'styles') this.#enter('style');
  }

  #enter(target: Target): void {
    this.#group.target = target;
    this.#group.aside = { text: '' };
    this.#style = { number: 0, level: null };
  }

  #close(): boolean {
    const { target, aside, fieldFrom } = this.#group;
    const outer = this.#stack.pop();
    if (outer === undefined) return false;
    this.#group = outer;
    this.#isIgnorable = false;
    if (fieldFrom !== null) {
      this.#body.link(fieldFrom, this.#link);
      this.#link = '';
    }
    if (target !== outer.target) this.#finish(target, aside.text.trim());
    return this.#stack.length > 0;
  }

  #finish(target: Target, text: string): void {
    if (target === 'marker') this.#finishMarker(text);
    else if (target === 'note') this.#body.addNote(text);
    else if (target === 'comment') this.#body.addComment(this.#commentator, text);
    else if (target === 'commentator') this.#commentator = text;
    else if (target === 'instruction') this.#link = /^HYPERLINK\s+"([^"]+)"/i.exec(text)?.[1] ?? '';
    else if (target === 'header' || target === 'footer') this.#edges[target].push(text);
    else if (target === 'style') this.#addStyle(text);
    else if (target === 'title') this.#builder.title = text;
    else if (target === 'time') this.#addTime();
    else if (target in infoFields) this.#builder.addMetadata(infoFields[target as InfoField], text);
  }

  /** Lists are in notes and headers as well. */
  #finishMarker(text: string): void {
    if (this.#group.target === 'body') this.#body.marker = text;
    else this.#group.aside.text += withMarker(' ', text);
  }

  #addStyle(name: string): void {
    const { number, level } = this.#style;
    const named = /^heading (\d)/i.exec(name)?.[1];
    const found = named === undefined ? (/^title;?$/i.test(name) ? 1 : level) : Number(named);
    if (found !== null) this.#styleLevels.set(number, found);
  }

  #addTime(): void {
    const { yr, mo = 1, dy = 1 } = this.#time;
    const two = (value: number): string => String(value).padStart(2, '0');
    if (yr !== undefined && yr > 1900) this.#builder.addMetadata('date', `${yr}-${two(mo)}-${two(dy)}`);
  }

  #control(name: string, value: number | null): void {
    const isIgnorable = this.#isIgnorable;
    this.#isIgnorable = name === '*';
    if (name === '*' || this.#enterDestination(name, isIgnorable)) return;
    if (this.#group.target === 'nowhere') return;
    const written = characters[name];
    if (Object.hasOwn(characters, name) && written !== undefined) this.#write(written);
    else if (name === 'u' && value !== null) this.#unicode(value);
    else if (!this.#format(name, value)) this.#structure(name, value);
  }

  /** A control word that begins a group and says where its text goes. */
  #enterDestination(name: string, isIgnorable: boolean): boolean {
    const group = this.#group;
    const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
    if (name === 'info') group.inInfo = true;
    if (name === 'fldrslt' && group.target === 'body') group.fieldFrom = this.#body.length;
    if (nowhere.has(name)) group.target = 'nowhere';
    else if (target !== undefined && (group.inInfo || !infoOnly.has(name))) {
      if (target === 'body') group.target = this.#outerTarget();
      // Only running text has links.
      else if (target === 'instruction' && group.target !== 'body') group.target = 'nowhere';
      else if (group.target !== 'nowhere' || group.inInfo) this.#enter(target);
    } else if (isIgnorable) group.target = 'nowhere';
    else return false;
    return true;
  }

  /** What the groups around go to, were it not for the wrapping one that is left out. */
  #outerTarget(): Target {
    return this.#stack.findLast(({ target }) => target !== 'nowhere')?.target ?? 'body';
  }

  #unicode(value: number): void {
    this.#write(String.fromCharCode(value & 0xffff));
    this.#toSkip = this.#group.standIns;
  }

  /** @returns false where the word says nothing about characters */
  #format(name: string, value: number | null): boolean {
    const group = this.#group;
    if (name === 'ansicpg') this.#codePage = value ?? 1252;
    else if (name === 'mac') this.#codePage = 10_000;
    else if (name === 'uc') group.standIns = Math.min(100, Math.max(0, value ?? 1));
    else if (name === 'f') this.#selectFont(value ?? 0);
    else if (name === 'fcharset') this.#setFontPage(codePageOfCharset(value ?? 0));
    else if (name === 'cpg') this.#setFontPage(value ?? undefined);
    else if (name === 'b') group.isBold = value !== 0;
    else if (name === 'v' || name === 'deleted' || name === 'mvf') group.isHidden = value !== 0;
    else if (name === 'super') group.isRaised = value !== 0;
    else if (name === 'nosupersub') group.isRaised = false;
    else if (name === 'plain')
      Object.assign(group, { isBold: false, isRaised: false, isHidden: false, codePage: null });
    else return false;
    return true;
  }

  #selectFont(font: number): void {
    this.#font = font;
    if (this.#group.target !== 'fonts') this.#group.codePage = this.#fontPages.get(font) ?? null;
  }

  #setFontPage(page: number | undefined): void {
    if (page !== undefined) this.#fontPages.set(this.#font, page);
  }

  #structure(name: string, value: number | null): void {
    const { target } = this.#group;
    const isEnd = name === 'par' || name === 'sect' || name === 'page';
    if (target === 'style') {
      if (name === 's') this.#style.number = value ?? 0;
      else if (name === 'outlinelevel' && value !== null && value < 9) this.#style.level = value + 1;
    } else if (target === 'time') {
      this.#time[name] = value ?? 0;
    } else if (target !== 'body') {
      if (isEnd || name === 'cell') this.#write('\n');
    } else if (isEnd) this.#body.endParagraph();
    else if (name === 'cell') this.#body.endCell();
    else if (name === 'row') this.#body.endRow();
    else if (name === 'trowd') this.#body.startRow();
    else if (name === 'cellx') this.#body.defineCell(value ?? 0);
    else if (name === 'clvmgf') this.#body.mergeCell({ merge: 'begins' });
    else if (name === 'clvmrg') this.#body.mergeCell({ merge: 'continues' });
    else if (name === 'clmrg') this.#body.mergeCell({ isJoined: true });
    else if (name === 'intbl') this.#body.inTable = true;
    else if (name === 'trhdr') this.#body.isHeaderRow = true;
    else if (name === 'pard') this.#body.resetParagraph();
    else if (name === 's') this.#body.headingLevel = this.#styleLevels.get(value ?? 0) ?? null;
    else if (name === 'outlinelevel') this.#body.headingLevel = value !== null && value < 9 ? value + 1 : null;
    else if (name === 'ilvl') this.#body.listDepth = Math.min(20, Math.max(0, value ?? 0)) + 1;
  }
}
