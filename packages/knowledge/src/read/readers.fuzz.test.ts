import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DocumentFormat } from './read-document.ts';
import { fuzzFormat } from './testing/fuzz/run-fuzz.ts';
import { english } from './testing/pictures.ts';
import { smallFiles } from './testing/small-files.ts';

/** Another seed makes other files; files of each kind, random and mutated, for every format. */
const seed = process.env['FUZZ_SEED'] ?? '1';
const files = Number(process.env['FUZZ_FILES'] ?? 1000);
const only = process.env['FUZZ_FORMAT'];

const limits = { timeoutMs: 20_000, memoryMb: 512, ocr: english };
/** Garbage and caches stay below what makes the pool replace a process: half of its limit. */
const mostGrowthMb = limits.memoryMb / 2;

const formats = (Object.keys(smallFiles()) as DocumentFormat[]).filter(
  (format) => only === undefined || only === format,
);

describe.concurrent(`random and mutated files, seed ${seed}, ${files} of each`, () => {
  test.each(formats)('%s', async (format) => {
    const started = performance.now();
    const report = await fuzzFormat(format, { seed, files, limits });
    const { outcomes, broken, nonsense, slowest, memoryMb } = report;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const slow = `${Math.round(slowest.milliseconds)} ms for ${slowest.label}`;
    const grown = `memory ${memoryMb.early} to ${memoryMb.late} MB`;
    process.stdout.write(`${format}: ${seconds} s, ${JSON.stringify(outcomes)}, at most ${slow}, ${grown}\n`);
    const folder = join(tmpdir(), 'atelier-fuzz');
    const kept = [...broken, ...nonsense.map((file) => ({ file, reason: 'bytes without sense became a document' }))];
    for (const { file } of kept) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, file.name), file.bytes);
    }
    expect(kept.map(({ file, reason }) => `${join(folder, file.name)}: ${reason}`)).toEqual([]);
    expect(memoryMb.late - memoryMb.early).toBeLessThan(mostGrowthMb);
  });
});
