import { defineConfig } from 'vitest/config';

/** The page in a real browser; wants Chromium (Debian: apt-get install chromium). */
export default defineConfig({
  test: {
    include: ['tests/browser/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './scripts/count-reporter.ts'],
  },
});
