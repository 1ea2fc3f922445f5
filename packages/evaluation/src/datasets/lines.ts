import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { AtelierError } from '@atelier/foundation';
import type { z } from 'zod';

/**
 * The records of a JSONL file, each checked by the schema.
 *
 * @throws AtelierError `dataset_invalid` with the number of the line
 */
export async function* readJsonLines<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): AsyncIterable<z.infer<Schema>> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw invalid(file, number, 'it is not JSON');
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw invalid(file, number, `${issue?.path.join('.') || 'the record'}: ${issue?.message ?? 'not as expected'}`);
    }
    yield parsed.data;
  }
}

export function invalid(file: string, line: number | null, why: string): AtelierError {
  return new AtelierError({
    code: 'dataset_invalid',
    message: `${file}${line === null ? '' : `, line ${line}`} cannot be used: ${why}.`,
    hint: 'See docs/evaluate.md for the formats.',
  });
}
