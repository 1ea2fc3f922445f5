/**
 * The main job against its figures: npm run bench [-- <folder with handbook-18f and docs-dynamics-smb>]
 *
 * Every figure stands beside its goal and as a ratio to plain work on the same machine in the same run (reading every
 * file and looking for the words, with nothing indexed), since absolute times of shared machines say little.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  atelier,
  measuredAdd,
  median,
  medianOf,
  plainScan,
  printHead,
  report,
  seconds,
  secondsOf,
  whileUp,
} from './measure.ts';

const companies = process.argv[2] ?? '../shared/data/companies';
const question = 'How many days of leave does a bone marrow donor get?';

for (const name of ['handbook-18f', 'docs-dynamics-smb']) {
  if (!existsSync(join(companies, name))) {
    process.stderr.write(
      `There is no ${join(companies, name)}. Name the folder that holds it: npm run bench -- <folder>\n`,
    );
    process.exit(2);
  }
}

const home = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
printHead();

try {
  const handbook = join(companies, 'handbook-18f');
  const scan = plainScan(handbook, question);
  const small = join(home, 'small');
  const first = seconds(() => {
    atelier(small, 'add', handbook);
    atelier(small, 'ask', question);
  });
  report('handbook-18f: nothing to first cited answer', first, 60, 's', scan);
  report(
    'one-shot ask',
    median(5, () => void atelier(small, 'ask', question)),
    2,
    's',
    scan,
  );
  report('warm server ask, p50 of 200', await warmAsk(small), 0.15, 's', scan);

  const dynamics = join(companies, 'docs-dynamics-smb');
  const large = join(home, 'large');
  const { elapsed, megabytes } = await measuredAdd(large, dynamics);
  const scanLarge = plainScan(dynamics, question);
  report('docs-dynamics-smb: indexed', elapsed, 60, 's', scanLarge);
  report('  peak resident memory, all processes', megabytes, 1000, 'MB');
  report(
    '  second sync, nothing changed',
    seconds(() => void atelier(large, 'add', dynamics)),
    3,
    's',
    scanLarge,
  );
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function warmAsk(folder: string): Promise<number> {
  return await whileUp(folder, async (post) => {
    const times: number[] = [];
    for (let count = 0; count < 220; count++) {
      const time = await secondsOf(() => post('/api/ask', { question }));
      if (count >= 20) times.push(time);
    }
    return medianOf(times);
  });
}
