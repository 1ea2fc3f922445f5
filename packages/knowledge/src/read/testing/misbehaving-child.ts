import { basename } from 'node:path';
import type { ReadRequest } from '../protocol.ts';
import '../reader-child.ts';

const misdeeds: Record<string, () => void> = {
  'hang.md': () => {
    for (;;);
  },
  'abort.md': () => process.abort(),
  'exit.md': () => process.exit(7),
  // Memory that V8 does not count, as native parsers take it.
  'bloat.md': () => {
    for (const hoard: Buffer[] = []; ;) hoard.push(Buffer.alloc(1024 * 1024, 1));
  },
};

/** The reader process, but for files whose names ask it to do what a parser may do to it. */
process.prependListener('message', (request) => misdeeds[basename((request as ReadRequest).path)]?.());
