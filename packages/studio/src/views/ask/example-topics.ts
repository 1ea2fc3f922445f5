import type { DocumentSummary } from '../../api/types.ts';

/**
 * Topics to ask about first: titles spread over the documents. A title that reads like a file name, a heading with a
 * number, a question or an instruction makes none.
 */
export function exampleTopics(documents: DocumentSummary[], count: number): string[] {
  const titles = documents.map((document) => document.title.trim()).filter(isTopic);
  const topics = [...new Set(titles)];
  if (topics.length <= count) return topics;
  return Array.from({ length: count }, (_, n) => topics[Math.floor((n * topics.length) / count)] ?? '');
}

export function questionAbout(topic: string): string {
  return `What do the documents say about ${topic}?`;
}

function isTopic(title: string): boolean {
  const plainWords = title.length >= 4 && title.length <= 30 && /^\p{Lu}[\p{L}\p{M}’' -]*$/u.test(title);
  const isInstruction = /^(how|why|what|when|where|about|welcome|guide|introduction|\p{L}+ing)\b/iu.test(title);
  return plainWords && !isInstruction;
}
