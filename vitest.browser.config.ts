import { defineConfig } from 'vitest/config';

/** The page in a real browser; wants Chromium (Debian: apt-get install chromium). */
export default defineConfig({
  test: {
    include: ['tests/browser/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    // Each file has a server and a browser of its own.
    fileParallelism: false,
    reporters: ['default', './scripts/count-reporter.ts'],
  },
});
