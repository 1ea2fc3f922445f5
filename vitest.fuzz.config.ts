import { defineConfig } from 'vitest/config';

/**
 * Random and mutated files for every reader; takes minutes. FUZZ_SEED makes other files, FUZZ_FILES fewer or more,
 * FUZZ_FORMAT those of one format alone.
 */
export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.fuzz.test.ts'],
    pool: 'forks',
    maxConcurrency: 2,
    testTimeout: 1_800_000,
    reporters: ['default', './scripts/count-reporter.ts'],
  },
});
