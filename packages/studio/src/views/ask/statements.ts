import type { Citation, Sentence } from '../../api/types.ts';
import { type NumberedSource, numbersOf } from './citations.ts';

/** What a document says of what was asked, where all documents were read. */
export interface DocumentStatements {
  /** the first passage, which names the document */
  first: Citation;
  statements: Statement[];
}

/** One sentence, with its sources in the document it stands under, and in others that say the same. */
export interface Statement {
  sentence: Sentence;
  here: NumberedSource[];
  elsewhere: NumberedSource[];
}

/** Each statement once, under the document that it cites first, in the order in which documents were read. */
export function statementsByDocument(sentences: Sentence[], sources: NumberedSource[]): DocumentStatements[] {
  const byDocument = new Map<string, DocumentStatements>();
  for (const sentence of sentences) {
    const [first] = sentence.citations;
    if (!first) continue;
    const { document } = first;
    const group = byDocument.get(document) ?? { first, statements: [] };
    byDocument.set(document, group);
    const cited = numbersOf(sentence, sources);
    group.statements.push({
      sentence,
      here: cited.filter(({ citation }) => citation.document === document),
      elsewhere: cited.filter(({ citation }) => citation.document !== document),
    });
  }
  return [...byDocument.values()];
}
