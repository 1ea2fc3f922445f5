import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'tests/*.test.ts'],
    // These take minutes or want servers, and have commands of their own.
    exclude: ['**/*.fuzz.test.ts', '**/*.server.test.ts', '**/node_modules/**'],
    // Native modules (better-sqlite3, LanceDB) and kill -9 tests want real processes, not threads.
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default', './scripts/count-reporter.ts'],
  },
});
