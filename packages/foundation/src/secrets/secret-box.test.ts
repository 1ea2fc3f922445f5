import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../testing/scratch.fixture.ts';
import { createSecretBox } from './secret-box.ts';

test('what was sealed opens again, in another process with the same home too, and looks different each time', () => {
  const home = scratchFolder();
  const box = createSecretBox(home);
  const sealed = box.seal('pässword', 'src_1');
  expect(sealed).not.toContain('pässword');
  expect(box.seal('pässword', 'src_1')).not.toBe(sealed);
  expect(createSecretBox(home).open(sealed, 'src_1')).toBe('pässword');
  expect(statSync(join(home, 'secret.key')).mode & 0o077).toBe(0);
});

test('it opens for nothing else, with no other key, and not when a bit of it was changed', () => {
  const box = createSecretBox(scratchFolder());
  const sealed = box.seal('password', 'src_1');
  expect(() => box.open(sealed, 'src_2')).toThrow(expect.objectContaining({ code: 'secret_unreadable' }));
  expect(() => createSecretBox(scratchFolder()).open(sealed, 'src_1')).toThrow(/cannot be opened/);
  const changed = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA');
  expect(() => box.open(changed, 'src_1')).toThrow(/cannot be opened/);
  expect(() => box.open('', 'src_1')).toThrow(/cannot be opened/);
});

test('a secret of the settings takes the place of the key file', () => {
  const home = scratchFolder();
  const secret = 'a secret of at least thirty-two characters';
  const sealed = createSecretBox(home, secret).seal('password', 'src_1');
  expect(existsSync(join(home, 'secret.key'))).toBe(false);
  expect(createSecretBox(scratchFolder(), secret).open(sealed, 'src_1')).toBe('password');
});

test('two that make the key at once have the same one', () => {
  const home = scratchFolder();
  const [one, two] = [createSecretBox(home), createSecretBox(home)];
  expect(two.open(one.seal('x', 'c'), 'c')).toBe('x');
  expect(readFileSync(join(home, 'secret.key'), 'utf8').trim()).toHaveLength(43);
});
