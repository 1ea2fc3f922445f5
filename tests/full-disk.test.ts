import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';

const cli = new URL('../packages/cli/bin/atelier.js', import.meta.url).pathname;

/** A disk of its own and of the given size; null where this user may not mount one. */
function smallDisk(megabytes: number): string | null {
  const folder = scratchFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
  return folder;
}

const atelier = (home: string, ...words: string[]) =>
  spawnSync(process.execPath, [cli, '--home', home, ...words], { encoding: 'utf8', timeout: 60_000 });

test(
  'a full disk is said plainly, what was in stays, and goes on once there is room',
  { timeout: 120_000 },
  (context) => {
    const disk = smallDisk(24);
    if (disk === null) return context.skip('mounting a small disk needs root on Linux');
    const home = join(disk, 'home');
    const folder = scratchFolder();
    writeFileSync(join(folder, 'first.md'), '# First\n\nThe pass phrase of the harbour is lantern.');
    expect(atelier(home, 'add', folder)).toMatchObject({ status: 0 });

    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(16 * 1024 * 1024));
    for (let number = 0; number < 200; number++) {
      mkdirSync(join(folder, 'more'), { recursive: true });
      const words = Array.from({ length: 20_000 }, (_, word) => `word${(number * 31 + word * 7) % 50_000}`).join(' ');
      writeFileSync(join(folder, 'more', `${number}.txt`), words);
    }
    const full = atelier(home, 'add', folder);
    expect(full.status).toBe(1);
    expect(`${full.stdout}${full.stderr}`).toContain('The disk is full');

    const asked = atelier(home, 'ask', 'What is the pass phrase of the harbour?', '--json');
    expect(asked.stderr).toBe('');
    expect(asked).toMatchObject({ status: 0, stdout: expect.stringContaining('lantern') });

    rmSync(ballast);
    rmSync(join(folder, 'more'), { recursive: true });
    // How much of it had come in before the disk was full differs, and so whether its going looks like a mishap.
    expect(atelier(home, 'sources', 'sync', folder, '--accept-removals')).toMatchObject({ status: 0 });
    expect(atelier(home, 'search', 'lantern', '--json')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('First'),
    });
    return undefined;
  },
);
