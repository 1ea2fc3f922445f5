import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../testing/scratch.fixture.ts';
import { loadConfig } from './load-config.ts';
import { settings } from './settings.ts';

const nothing = { environment: {} };

function configFile(text: string): string {
  const file = join(scratchFolder(), 'atelier.config.yaml');
  writeFileSync(file, text);
  return file;
}

test('without anything given, every setting has its default', () => {
  expect(loadConfig(nothing)).toMatchObject({ home: './.atelier', server: { port: 8600 }, log: { level: 'warn' } });
});

test('flags win over the environment, the environment over the file, the file over defaults', () => {
  const file = configFile('home: from-file\nserver: { port: 1111 }\nanswers: { passages: 5 }\n');
  const environment = { ATELIER_PORT: '2222', ATELIER_HOME: 'from-environment' };
  const config = loadConfig({ file, environment, flags: { home: 'from-flag' } });
  expect(config.home).toBe('from-flag');
  expect(config.server.port).toBe(2222);
  expect(config.answers.passages).toBe(5);
});

test('an empty environment variable counts as not set', () => {
  expect(loadConfig({ environment: { ATELIER_MODEL_URL: '' } }).model.url).toBeUndefined();
});

test.each([
  ['a key of the file', { file: 'server: { prot: 8600 }' }, 'server.port'],
  ['a section of the file', { file: 'sever: { port: 8600 }' }, '"server"'],
  ['an environment variable', { environment: { ATELIER_MODEL_ULR: 'x' } }, 'ATELIER_MODEL_URL'],
])(
  '%s that is not known is refused with the nearest name',
  (_what, given: { file?: string; environment?: Record<string, string> }, name) => {
    const file = given.file === undefined ? undefined : configFile(given.file);
    expect(() => loadConfig({ environment: {}, ...given, ...(file === undefined ? {} : { file }) })).toThrow(
      expect.objectContaining({ code: 'config_unknown_key', hint: expect.stringContaining(name) }),
    );
  },
);

test('a value out of range is refused with the key, the reason and the environment variable', () => {
  expect(() => loadConfig({ environment: { ATELIER_PORT: '70000' } })).toThrow(
    expect.objectContaining({
      code: 'config_invalid',
      message: expect.stringContaining('server.port'),
      hint: expect.stringContaining('ATELIER_PORT'),
    }),
  );
});

test('a file that is not YAML, or not there, is refused by name', () => {
  expect(() => loadConfig({ ...nothing, file: configFile('a: [') })).toThrow(
    expect.objectContaining({ code: 'config_unreadable' }),
  );
  expect(() => loadConfig({ ...nothing, file: '/nowhere/atelier.yaml' })).toThrow(
    expect.objectContaining({ message: expect.stringContaining('/nowhere/atelier.yaml') }),
  );
});

test('every setting has a description and an environment variable of its own', () => {
  expect(settings.map(({ description }) => description)).not.toContain('');
  expect(new Set(settings.map(({ env }) => env)).size).toBe(settings.length);
  expect(settings.find(({ key }) => key === 'model.name')?.env).toBe('ATELIER_MODEL');
  expect(settings.find(({ key }) => key === 'readers.timeoutSeconds')?.env).toBe('ATELIER_READERS_TIMEOUT_SECONDS');
});
