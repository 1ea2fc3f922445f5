import { setImmediate } from 'node:timers/promises';
import type { Reader } from '../../documents/access.ts';
import { termWeights } from '../../index/vocabulary.ts';
import { goesBack } from '../../search/as-of/reader-as-of.ts';
import type { Filter } from '../../search/filter.ts';
import type { SearchContext } from '../../search/hybrid.ts';
import { terms } from '../../text/analyze.ts';
import { languages } from '../../text/language.ts';
import { checkQuestion, type Answer, type AskEvent } from '../ask.ts';
import { checkSentence, type AnswerSentence } from '../citations.ts';
import { quote } from '../quote.ts';
import type { DraftSentence } from '../writer.ts';
import { readPassages } from './passages.ts';
import type { Coverage } from './receipt.ts';
import { statementsIn } from './relevance.ts';
import { documentsInScope, unreadableFiles, type ScopedDocument } from './scope.ts';
import { parseSought } from './sought.ts';
import { createStatements } from './statements.ts';

export interface ReadAllOptions {
  reader: Reader;
  /** Only documents that fit. */
  filter?: Filter | undefined;
  signal: AbortSignal;
  onEvent?: (event: AskEvent) => void;
  limits?: Limits;
}

/** Where reading stops early; the receipt says so. */
export interface Limits {
  milliseconds: number;
  statements: number;
}

const defaultLimits: Limits = { milliseconds: 60_000, statements: 1000 };

/** As shown in the answer's `model`. */
const name = 'read-all';

/**
 * Answers a question over everything in scope ("which contracts mention a penalty?"): reads every passage of the present
 * version of every document that the reader may see, quotes the statements that answer, and says how much was read.
 *
 * @throws AtelierError `question_empty`, `question_too_long`, `filter_invalid`
 */
export async function readAll({ database }: SearchContext, question: string, options: ReadAllOptions): Promise<Answer> {
  const started = performance.now();
  const { reader, filter, signal, limits = defaultLimits } = options;
  const emit = options.onEvent ?? (() => undefined);
  checkQuestion(question);
  const scope = { reader, filter };
  const documents = await documentsInScope(database, scope);
  const asked = new Set(languages.flatMap((language) => terms(question, language)));
  const sought = parseSought(question, await termWeights(database, reader, [...asked]), documents);
  const coverage: Coverage = {
    documents: { in_scope: documents.length, read: 0 },
    passages: { in_scope: documents.reduce((sum, { passages }) => sum + passages, 0), read: 0 },
    unreadable: await unreadableFiles(database, scope),
    found: { statements: 0, documents: 0 },
    named: sought.named,
    elsewhere: 0,
    stopped: null,
  };
  const statements = createStatements();
  const isNamed = ({ document }: ScopedDocument) => sought.documents?.has(document) ?? true;
  // Those that the question names are read first.
  const inOrder = documents.toSorted((a, b) => Number(isNamed(b)) - Number(isNamed(a)));

  for await (const pieces of readPassages(database, inOrder)) {
    signal.throwIfAborted();
    for (const { document, passages, isLast } of pieces) {
      const found = passages.flatMap((passage) => statementsIn(sought, passage));
      coverage.passages.read += passages.length;
      if (isLast) coverage.documents.read += 1;
      if (!isNamed(document)) coverage.elsewhere += found.length;
      else {
        for (const draft of withoutParts(found.map(quote)).filter(statements.add)) {
          const checked = await checkSentence(database, reader, draft);
          if (checked !== null) emit({ event: 'sentence', data: checked });
        }
      }
    }
    coverage.found = { statements: statements.kept.length, documents: statements.documents.size };
    coverage.stopped = stopAt(coverage, limits, performance.now() - started);
    emit({ event: 'progress', data: structuredClone(coverage) });
    if (coverage.stopped !== null) break;
  }

  // Looked up once more: reading takes its time, and what was deleted meanwhile is not told.
  const sentences: AnswerSentence[] = [];
  for (const draft of statements.kept) {
    signal.throwIfAborted();
    const checked = await checkSentence(database, reader, draft);
    if (checked !== null) sentences.push(checked);
    await setImmediate();
  }
  const holding = new Set(sentences.flatMap(({ citations }) => citations.map(({ document }) => document)));
  if (statements.uncited.size > 0)
    for (const { document, version } of await documentsInScope(database, scope))
      if (statements.uncited.has(version)) holding.add(document);
  coverage.found = { statements: sentences.length, documents: holding.size };
  const answer: Answer = {
    question,
    answer: sentences.map(({ text }) => text).join('\n'),
    refused: sentences.length === 0,
    sentences,
    coverage,
    model: name,
    took_ms: Math.round((performance.now() - started) * 10) / 10,
    ...(goesBack(reader) ? { as_of: new Date(reader.asOf).toISOString() } : {}),
  };
  emit({ event: 'done', data: answer });
  return answer;
}

/** A sentence that is quoted along with the next one is no statement beside it. */
function withoutParts(drafts: readonly DraftSentence[]): DraftSentence[] {
  return drafts.filter(({ citations: [own] }, index) => {
    const following = drafts[index + 1]?.citations[0];
    const isPart =
      own?.passage === following?.passage &&
      own !== undefined &&
      following !== undefined &&
      following.start <= own.start &&
      own.end <= following.end;
    return !isPart;
  });
}

function stopAt({ passages, found }: Coverage, limits: Limits, milliseconds: number): Coverage['stopped'] {
  if (passages.read >= passages.in_scope) return null;
  if (milliseconds > limits.milliseconds) return 'time';
  return found.statements >= limits.statements ? 'statements' : null;
}
