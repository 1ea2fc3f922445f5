import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from '../testing/scratch.fixture.ts';
import { homeInUse, readHomeOwner, tryLockHome } from './home-lock.ts';

test('a second process does not get the lock, hears who has it, and gets it when the first is killed', async () => {
  const home = scratchFolder();
  const script = `
    import { tryLockHome } from ${JSON.stringify(new URL('./home-lock.ts', import.meta.url).href)};
    tryLockHome(${JSON.stringify(home)}, 'atelier up').announce('http://127.0.0.1:1');
    globalThis.gc();
    console.log('locked');
    setInterval(() => undefined, 1000);`;
  const owner = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void owner.kill('SIGKILL'));
  await once(owner.stdout, 'data');

  expect(tryLockHome(home, 'atelier add')).toBeNull();
  expect(readHomeOwner(home)).toMatchObject({ pid: owner.pid, command: 'atelier up', url: 'http://127.0.0.1:1' });
  expect(homeInUse(home)).toMatchObject({
    code: 'home_in_use',
    message: expect.stringContaining(`process ${owner.pid}`),
  });

  owner.kill('SIGKILL');
  await once(owner, 'exit');
  const lock = tryLockHome(home, 'atelier add');
  expect(lock).not.toBeNull();
  lock?.release();
  expect(readHomeOwner(home)).toBeNull();
});
