import type { DocumentSummary } from '../../api/types.ts';

/**
 * Topics to ask about first, made from titles spread over the documents and put the way they stand inside a sentence.
 * A title that reads like a file name, a heading with a number, a question or an instruction makes none.
 */
export function exampleTopics(documents: DocumentSummary[], count: number): string[] {
  const titles = documents.map((document) => document.title.trim()).filter(isTopic);
  const topics = [...new Set(titles.map(lowerFirst))];
  if (topics.length <= count) return topics;
  return Array.from({ length: count }, (_, n) => topics[Math.floor((n * topics.length) / count)] ?? '');
}

export function questionAbout(topic: string): string {
  return `What do the documents say about ${topic}?`;
}

function isTopic(title: string): boolean {
  const words = title.split(' ').length;
  const plainWords = title.length >= 4 && words <= 5 && /^\p{Lu}[\p{L}\p{M}’' -]*$/u.test(title);
  const isInstruction = /^(how|why|what|when|where|about|welcome|guide|introduction|\p{L}+ing)\b/iu.test(title);
  return plainWords && !isInstruction;
}

/** `Paid parental leave` inside a sentence; an acronym (`FMLA`) and a title in capitals (`Travel Guide`) keep theirs. */
function lowerFirst(title: string): string {
  const rest = title.slice(1);
  return rest === rest.toLowerCase() ? title.charAt(0).toLowerCase() + rest : title;
}
