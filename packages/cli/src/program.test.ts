import { existsSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { version } from '@atelier/server';
import { buildProgram } from './program.ts';
import { makePlace } from './testing/atelier.fixture.ts';

const place = makePlace();
afterAll(() => place.remove());

/** Every command with its subcommands: `['documents', 'list']`. */
const commands = buildProgram().commands.flatMap((command) => [
  [command.name()],
  ...command.commands.map((sub) => [command.name(), sub.name()]),
]);

describe('help', () => {
  test('the commands are those of the documentation', () => {
    expect(commands.map((names) => names.join(' '))).toEqual([
      'up',
      'add',
      'search',
      'ask',
      'replay',
      'sources',
      'sources sync',
      'sources runs',
      'sources remove',
      'documents',
      'documents list',
      'documents show',
      'documents tables',
      'documents remove',
      'evaluate',
      'evaluate retrieval',
      'evaluate answers',
      'questions',
      'questions list',
      'questions add',
      'questions remove',
      'questions import',
      'questions run',
      'users',
      'users list',
      'users add',
      'users set',
      'users token',
      'users remove',
      'embedder',
      'embedder switch',
      'adapt',
      'adapt search',
      'reconcile',
      'doctor',
    ]);
  });

  test.each([[], ...commands].map((names) => [names.join(' '), names] as const))(
    'of atelier %s says what it does and shows examples',
    (_title, names) => {
      let command = buildProgram();
      for (const name of names) command = command.commands.find((sub) => sub.name() === name) ?? command;
      let help = '';
      command.configureOutput({ writeOut: (text) => (help += text) });
      command.outputHelp();
      expect(help).toContain(`Usage: ${['atelier', ...names].join(' ')}`);
      expect(help.replaceAll(/\s+/g, ' ')).toContain(command.description());
      expect(help).toMatch(/\nExamples?:\n {2}\$ atelier /);
      expect(help).toContain(`$ ${['atelier', ...names].join(' ')}`);
    },
  );

  test('is printed to standard output, and asking for it is no mistake', async () => {
    const { code, stdout, stderr } = await place.run(['documents', 'show', '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: atelier documents show/);
    expect(stdout).toContain('$ atelier documents show');
  });

  test('--version prints the version alone', async () => {
    expect(await place.run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe.concurrent('wrong usage', () => {
  test.each([
    [[], 'Usage: atelier'],
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['serch', 'leave'], '(Did you mean search?)'],
    [['search', 'leave', '--limti', '3'], '(Did you mean --limit?)'],
    [['search', 'leave', '--limit', 'ten'], 'whole number from 1 to 100'],
    [['documents'], 'Usage: atelier documents'],
    [['documents', 'show'], "missing required argument 'document'"],
    [['documents', 'list', '--frobnicate'], "unknown option '--frobnicate'"],
    [['up', '--port', 'http'], 'server.port'],
  ])('%j ends with 2 and says why', async (args, why) => {
    const { code, stdout, stderr } = await place.run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(why);
    expect(stderr).not.toContain(' at ');
    expect(existsSync(place.home)).toBe(false);
  });
});

describe.concurrent('wrong settings', () => {
  test.each([
    ['model: { nam: llama }', 'model.nam', 'model.name'],
    ['sever: { port: 1 }', 'sever', 'server'],
    ['server: {', 'atelier.config.yaml', 'YAML'],
  ])('atelier.config.yaml with %j', async (content, named, hint) => {
    const other = makePlace({ 'atelier.config.yaml': content });
    const { code, stdout, stderr } = await other.run(['doctor']);
    other.remove();
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error \(config_/);
    expect(stderr).toContain(named);
    expect(stderr).toContain(hint);
  });

  test.each([
    ['ATELIER_MODEL_NAME', 'llama', 'ATELIER_MODEL'],
    ['ATELIER_PROT', '8600', 'ATELIER_PORT'],
    ['ATELIER_ANSWERS_PASSAGES', '0', 'answers.passages'],
  ])('%s=%s', async (name, value, hint) => {
    const { code, stdout, stderr } = await place.run(['search', 'leave'], { env: { [name]: value } });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(name);
    expect(stderr).toContain(hint);
  });

  test('a configuration file that was named must be there', async () => {
    const { code, stderr } = await place.run(['doctor', '--config', 'nowhere.yaml']);
    expect(code).toBe(2);
    expect(stderr).toContain('nowhere.yaml');
  });
});
