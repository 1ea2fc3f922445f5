import type { Coverage } from '../../api/types.ts';
import { formatCount, plural } from '../../text/format.ts';

/** `412 of 600 passages` */
export function passagesRead({ passages }: Coverage): string {
  return `${formatCount(passages.read)} of ${plural(passages.in_scope, 'passage')}`;
}

/**
 * How much an answer from all documents is worth, a sentence each: what was read, what was found, and what was left out.
 */
export function coverageWords(coverage: Coverage): string[] {
  const { documents, found, named, elsewhere } = coverage;
  const isWhole = documents.read === documents.in_scope;
  const inDocuments = isWhole
    ? plural(documents.read, 'document')
    : `${formatCount(documents.read)} of ${plural(documents.in_scope, 'document')}`;
  return [
    `Read ${passagesRead(coverage)} in ${inDocuments}.`,
    found.statements === 0
      ? 'Found nothing.'
      : `Found ${plural(found.statements, 'statement')} in ${plural(found.documents, 'document')}.`,
    ...(elsewhere === 0
      ? []
      : [`Left out ${formatCount(elsewhere)} more in documents that are not named “${named.join(' ')}”.`]),
  ];
}

/** Why not everything was read; null where it was. */
export function stoppedEarly({ stopped }: Coverage): string | null {
  if (stopped === null) return null;
  const why = { time: 'the time was up', statements: 'there are too many statements to tell' };
  return `Stopped early: ${why[stopped]}.`;
}
