import { AtelierError } from '@atelier/foundation';
import { expect } from 'vitest';
import type { ReadRequest } from '../protocol.ts';
import type { ReadResult } from '../read-document.ts';
import type { ReaderPool } from '../reader-pool.ts';

/**
 * How the reading of a file ends: the code of its failure, "document", or, where it only holds others, how each of those
 * ends. Whatever it is, it is fit to be shown: a text is not empty, a failure names the file and says what to do.
 */
export async function outcomeOf(pool: ReaderPool, request: ReadRequest): Promise<string> {
  const result = await pool.read(request).catch((error: unknown) => error);
  if (AtelierError.is(result)) {
    expectPlain(result.message, result.hint ?? '');
    return result.code;
  }
  const { document, members } = result as ReadResult;
  if (document !== null) {
    expect(document.text.trim()).not.toBe('');
    return 'document';
  }
  expect(members).not.toEqual([]);
  return members.map(outcomeOfMember).join(', ');
}

function outcomeOfMember(member: ReadResult['members'][number]): string {
  // Nothing leads out of what it lies in.
  expect(member.name).not.toMatch(/^\/|\\|(?:^|\/)\.\.(?:\/|$)|^[a-z]:/i);
  if ('document' in member) return member.document.text.trim() === '' ? 'an empty text' : 'document';
  expectPlain(`"${member.name}" ${member.failure.message}`, member.failure.hint);
  return member.failure.code;
}

/** Sentences for people: no names of errors, values and functions of the program. */
function expectPlain(message: string, hint: string): void {
  expect(message).toMatch(/^(?:The reader of )?"[^\n]*" [^\n]{4,400}\.$/);
  expect(message).not.toMatch(
    /undefined|\bnull\b|NaN|\[object|is not a function|call stack|at file:|\b[A-Z]\w+Error\b/,
  );
  expect(hint).toMatch(/^[A-Z"][^\n]{3,}\.$/);
}
