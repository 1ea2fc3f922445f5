/** What `--as-of` does, wherever it stands. */
export const asOfHelp =
  'from the versions that were present then: 2026-03-01 (the end of that day) or 2026-03-01T12:00, in UTC';
