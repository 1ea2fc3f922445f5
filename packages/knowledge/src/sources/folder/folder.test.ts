import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { createReaderPool } from '../../read/reader-pool.ts';
import { describeSource } from '../source.conformance.ts';
import { folderSource } from './folder.ts';

describeSource('a folder', () => {
  const folder = scratchFolder();
  const readers = createReaderPool({ processes: 1 });
  onTestFinished(() => readers.close());
  const open = () => folderSource(folder, { readers, excludes: () => false, passwords: [] });
  return Promise.resolve({
    source: open(),
    reopen: open,
    put: (name, text) => writeFile(join(folder, `${name}.txt`), text),
    remove: (name) => rm(join(folder, `${name}.txt`)),
    breakOff: () => rename(folder, join(scratchFolder(), 'away')),
  });
});
