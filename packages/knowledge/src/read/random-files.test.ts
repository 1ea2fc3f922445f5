import { describe, expect, test } from 'vitest';
import type { DocumentFormat } from './read-document.ts';
import { fuzzFormat } from './testing/fuzz/run-fuzz.ts';
import { english } from './testing/pictures.ts';
import { smallFiles } from './testing/small-files.ts';

const formats = Object.keys(smallFiles()) as DocumentFormat[];

// A few of the files that `npm run test:fuzz` makes by the thousand.
// Of pictures fewer: to recognize that one has no words takes a while.
describe('random and mutated files neither end nor stall their reader, and never become nonsense', () => {
  test.each(formats)('%s', async (format) => {
    const limits = { timeoutMs: 20_000, memoryMb: 512, ocr: english };
    const { broken, nonsense } = await fuzzFormat(format, {
      seed: 'ordinary',
      files: format === 'image' ? 6 : 20,
      limits,
    });
    expect(broken.map(({ file, reason }) => `${file.label}: ${reason}`)).toEqual([]);
    expect(nonsense.map(({ label }) => label)).toEqual([]);
  });
});
