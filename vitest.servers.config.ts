import { defineConfig } from 'vitest/config';

/**
 * Sources in front of real servers, which the tests start themselves. Where one is not installed, its tests are left out
 * and say why (Debian: apt-get install postgresql mariadb-server dovecot-imapd).
 */
export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.server.test.ts'],
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', './scripts/count-reporter.ts'],
  },
});
