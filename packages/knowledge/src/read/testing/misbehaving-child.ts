import { basename } from 'node:path';
import type { ReaderTask } from '../protocol.ts';
import '../reader-child.ts';

const misdeeds: Record<string, () => void> = {
  'hang.md': () => {
    for (;;);
  },
  'abort.md': () => process.abort(),
  'exit.md': () => process.exit(7),
  // As a long scan does, about five seconds of work, told of page by page.
  'scan.md': () => {
    for (let page = 0; page < 7; page++) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);
      process.send?.({ progress: true });
    }
  },
  // Memory that V8 does not count, as native parsers take it.
  'bloat.md': () => {
    for (const hoard: Buffer[] = []; ;) hoard.push(Buffer.alloc(1024 * 1024, 1));
  },
};

/** The reader process, but for files whose names ask it to do what a parser may do to it. */
process.prependListener('message', (message) => {
  const { file } = message as ReaderTask;
  misdeeds['path' in file ? basename(file.path) : file.name]?.();
});
