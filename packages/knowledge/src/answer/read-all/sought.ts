import { analyze, terms } from '../../text/analyze.ts';
import type { Language } from '../../text/language.ts';
import { parseQuestion, type Question } from '../question.ts';
import type { TermWeights } from '../writer.ts';
import { kindsAmong, type SoughtKind } from './kinds.ts';
import type { ScopedDocument } from './scope.ts';

/** What is looked for in every document. */
export interface Sought {
  question: Question;
  /** Terms that a statement must be about. */
  content: string[];
  kinds: SoughtKind[];
  /** For each of `content` letters that every word has that comes to it; null in a language that changes them. */
  roots: ReadonlyMap<string, string> | null;
  /** Words of the question that name documents, as it writes them. */
  named: string[];
  /** The documents that are named so; null where the question names none of those in scope. */
  documents: ReadonlySet<string> | null;
}

/** Words of the asking: which documents, list every, mention. */
const frame =
  'every all each any list lists find show name give tell document documents file files page pages passage passages sentence ' +
  'sentences statement statements place places mention mentions mentioned contain contains contained say says state states ' +
  'refer refers talk talks speak speaks include includes everything anything where what which there about have has ' +
  'alle allen aller jede jeder jedes jeden nenne nennen liste auflisten zeige dokument dokumente dokumenten datei dateien seite ' +
  'seiten erwähnen erwähnt enthalten enthält stelle stellen sagen welche ' +
  'tous toutes tout chaque liste lister cite citer montre document documents fichier fichiers page pages mentionner mentionnent ' +
  'mentionne contient contiennent parle parlent quels quelles ' +
  'todos todas cada lista listar muestra documento documentos archivo archivos página páginas mencionar mencionan menciona ' +
  'contiene contienen hablan qué cuáles';

/** What only a document does: what does it is no part of what it says. */
const says =
  'mention|contain|say|state|refer|talk|speak|include|discuss|cover|deal|describe|' +
  'erwähn|enthalt|enthält|nenn|sag|sprech|regel|beschreib|mentionn|contien|parl|prévo|cit|mencion|habl';
const does =
  'have|has|require|define|provide|allow|set|are|is|do|does|verlang|haben|hat|sind|ist|gelten|exig|ont|sont|est|tien|son|es';

const which = (verbs: string) =>
  new RegExp(
    String.raw`\b(?:which|what|welche[rsnm]?|quel(?:le)?s?|qu[eé]|cu[aá]les)\s(?:of\s|the\s|our\s|all\s)*` +
      String.raw`((?:[\p{L}\p{N}-]+\s){1,3}?)(?:that\s)?(?:${verbs})`,
    'iu',
  );

/** How a question names documents. */
const naming: readonly { pattern: RegExp; isDocument: boolean; by: 'folder' | 'title' }[] = [
  // "Which contracts mention ...": a word for many kinds of documents, so a title that has it by chance says little.
  { pattern: which(says), isDocument: true, by: 'folder' },
  { pattern: which(does), isDocument: false, by: 'folder' },
  {
    // "... in the handbook", "... in our travel policies".
    pattern:
      /\b(?:in|within|across|throughout|from|im|aus|dans|en)\s(?:(?:any|all|every|each|the|our|these|this|of|den|dem|der|allen|unseren|unserem|unserer|tous|toutes|les|le|la|nos|notre|todos|todas|los|las|el|nuestros|nuestras)\s)*((?:[\p{L}\p{N}-]+\s){0,2}[\p{L}\p{N}-]+)[?.!\s]*$/iu,
    isDocument: false,
    by: 'title',
  },
];

export function parseSought(text: string, weights: TermWeights, documents: readonly ScopedDocument[]): Sought {
  const question = parseQuestion(text, weights, 'en');
  const { language } = question;
  const asking = new Set(terms(frame, language));
  const all = analyze(text, language);
  const kinds = kindsAmong(
    all.map(({ term }) => term),
    language,
  );
  const asked = all
    .filter(({ part, term }) => !part && !asking.has(term))
    .map(({ term }) => term)
    .filter((term) => question.terms.includes(term) || kinds.some(({ heads }) => heads.has(term)));
  let names: { id: string; terms: DocumentNames }[] | undefined;
  let content = [...new Set(asked)];
  const named: string[] = [];
  let chosen: Set<string> | null = null;
  for (const { pattern, isDocument, by } of naming) {
    const phrase = pattern.exec(text)?.[1]?.trim() ?? '';
    const words = terms(phrase, language).filter((term) => content.includes(term));
    const rest = content.filter((term) => !words.includes(term));
    if (words.length === 0 || rest.length === 0) continue;
    names ??= documents.map((document) => ({ id: document.document, terms: namesOf(document, language) }));
    const fitting = names.filter((name) => words.every((word) => name.terms[by].has(word))).map(({ id }) => id);
    if (fitting.length > 0 || isDocument) content = rest;
    if (fitting.length === 0) continue;
    named.push(wordsWith(phrase, words, language));
    chosen = chosen === null ? new Set(fitting) : chosen.intersection(new Set(fitting));
  }
  if (content.length === 0) content = question.terms;
  const roots = language === 'de' ? null : new Map(content.map((term) => [term, rootOf(term)]));
  return { question, content, kinds, roots, named, documents: chosen };
}

/** Stems differ from their words at the end alone, and short ones may be irregular. */
function rootOf(term: string): string {
  const [run = ''] = /^[\p{L}\p{N}]+/u.exec(term) ?? [];
  if (/\p{N}/u.test(run)) return run;
  return run.slice(0, run.length > 3 ? run.length - 2 : 1);
}

/** The words of a phrase that come to these terms. */
function wordsWith(phrase: string, wanted: readonly string[], language: Language): string {
  return phrase
    .split(/\s+/)
    .filter((word) => terms(word, language).some((term) => wanted.includes(term)))
    .join(' ');
}

/** Folders that are part of what a document is called. */
const nearestFolders = 2;

/** The terms of a document's nearest folders; and those with its file name and title. */
interface DocumentNames {
  folder: Set<string>;
  title: Set<string>;
}

function namesOf({ title, uri }: ScopedDocument, language: Language): DocumentNames {
  const path = uri.split(/[/#]/).map(decoded);
  const words = (parts: readonly string[]) =>
    new Set(parts.flatMap((part) => terms(part.replaceAll(/[_.-]/g, ' '), language)));
  const folder = words(path.slice(-nearestFolders - 1, -1));
  return { folder, title: folder.union(words([title, ...path.slice(-1)])) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
