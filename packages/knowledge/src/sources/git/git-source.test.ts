import { chownSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { filesWith } from '../../testing/knowledge.fixture.ts';
import { describeSource } from '../source.conformance.ts';
import { makeRepository, openGit, serveRepository } from './git-server.fixture.ts';
import { GitFailure, gitOutput } from './run-git.ts';

describeSource('a Git repository', async () => {
  const repository = makeRepository();
  const { folder, git, commit } = repository;
  const cache = join(scratchFolder(), 'cache');
  const location = `git+file://${folder}`;
  // Its address is known when its place is not there any more.
  const { source } = await openGit(location, { cache });
  return {
    source,
    reopen: async () => (existsSync(folder) ? (await openGit(location, { cache })).source : source),
    put: (name, text) => Promise.resolve(commit(`${name}.md`, text)),
    remove: (name) => {
      git('rm', '--quiet', `${name}.md`);
      git('commit', '--quiet', '-m', 'away');
      return Promise.resolve();
    },
    breakOff: () => Promise.resolve(renameSync(folder, join(scratchFolder(), 'away'))),
  };
});

test('lists the files of a folder at a branch, a tag or a commit, under uris that stay', async () => {
  const { folder, git, commit } = makeRepository();
  commit('docs/ü b#1.md', 'old words');
  git('tag', 'v1');
  const first = git('rev-parse', 'HEAD');
  commit('docs/ü b#1.md', 'new words');
  git('branch', 'next');
  commit('docs/later.md', 'later');
  const location = `git+file://${folder}`;
  const way = '#docs/%C3%BC%20b%231.md';
  for (const [revision, ways, text] of [
    ['HEAD', ['#docs/later.md', way, '#start.md'], 'new words'],
    ['next', [way, '#start.md'], 'new words'],
    ['v1', [way, '#start.md'], 'old words'],
    [first, [way, '#start.md'], 'old words'],
  ] as const) {
    const source = await openGit(location, { settings: { revision } });
    expect(await source.ways()).toEqual(ways);
    expect(await source.text(way)).toBe(text);
  }
  const inside = await openGit(location, { settings: { path: '/docs/' }, excludes: ['/later.md'] });
  expect(await inside.ways()).toEqual([way]);
  const missing = { code: 'source_missing' };
  await expect((await openGit(location, { settings: { path: 'none' } })).list()).rejects.toMatchObject(missing);
  await expect((await openGit(location, { settings: { revision: 'none' } })).list()).rejects.toMatchObject(missing);
});

test('links, submodules, hidden files and machinery are left out; pointers and large files fail alone', async () => {
  const { folder, git, commit } = makeRepository();
  commit('.github/readme.md', 'hidden');
  commit('node_modules/x/readme.md', 'machinery');
  symlinkSync('/etc/passwd', join(folder, 'link.md'));
  git('add', 'link.md');
  git('update-index', '--add', '--cacheinfo', `160000,${git('rev-parse', 'HEAD')},module`);
  git('commit', '--quiet', '-m', 'links');
  commit('model.pdf', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n');
  commit('large.txt', 'x'.repeat(20_000));
  const { ways, failure } = await openGit(`git+file://${folder}`, { settings: { maxFileMb: 0.01 } });
  expect(await ways()).toEqual(['#large.txt', '#model.pdf', '#start.md']);
  expect((await failure('#model.pdf')).code).toBe('git_lfs_pointer');
  expect((await failure('#large.txt')).code).toBe('file_too_large');
});

test('what a new commit no longer holds leaves the cache too, and a cache that a kill broke is made anew', async () => {
  const { folder, git, commit } = makeRepository();
  commit('secret.md', 'the code is 4711');
  const cache = scratchFolder();
  const { list } = await openGit(`git+file://${folder}`, { cache });
  const blob = (await list()).find((item) => item.uri.endsWith('#secret.md'))?.stamp ?? '';
  const mirror = join(cache, 'mirror.git');
  const show = () =>
    gitOutput([`--git-dir=${mirror}`, 'cat-file', 'blob', blob], { signal: AbortSignal.timeout(5000) });
  expect((await show()).toString()).toContain('4711');
  git('rm', '--quiet', 'secret.md');
  git('commit', '--quiet', '-m', 'away');
  await list();
  await expect(show()).rejects.toBeInstanceOf(GitFailure);

  commit('more.md', 'more');
  writeFileSync(join(mirror, 'shallow.lock'), '');
  expect(await list()).toHaveLength(2);
  commit('yet.md', 'more');
  rmSync(join(mirror, 'HEAD'));
  expect(await list()).toHaveLength(3);
});

test('over HTTP, with a token that stands in no uri and in no file', async () => {
  const repository = makeRepository();
  repository.commit('a.md', 'over the wire');
  const address = await serveRepository(repository, 's3cret');
  const named = address.replace('//', '//anna:s3cret@');
  const cache = scratchFolder();
  const { uri, text } = await openGit(named, { cache });
  expect(uri).toBe(`git+${address}`);
  expect(await text('#a.md')).toBe('over the wire');
  for (const word of ['s3cret', Buffer.from('anna:s3cret').toString('base64')])
    expect(filesWith(cache, word)).toEqual([]);
  expect(await (await openGit(address, { secrets: { user: 'anna', token: 's3cret' } })).ways()).toEqual([
    '#a.md',
    '#start.md',
  ]);
  await expect((await openGit(address, { cache })).list()).rejects.toMatchObject({ code: 'source_refused' });
  const wrong = await openGit(address, { secrets: { token: 'wrong' }, cache });
  await expect(wrong.list()).rejects.toMatchObject({
    code: 'source_refused',
    message: expect.not.stringContaining('wrong'),
  });
  const nobody = await openGit('http://127.0.0.1:9/x.git');
  await expect(nobody.list()).rejects.toMatchObject({ code: 'source_unreachable' });
});

test('over ssh, with a key that lies on the disk for no longer than it takes', async () => {
  const { folder } = makeRepository();
  const tools = scratchFolder();
  // Stands for ssh and the other machine: notes what it was given, and runs the command here.
  const script = `#!/bin/sh
while [ $# -gt 1 ]; do [ "$1" = -i ] && { cat "$2"; stat -c %a "$2" 2>/dev/null || stat -f %Lp "$2"; } > '${tools}/key'; shift; done
exec sh -c "$1"
`;
  writeFileSync(join(tools, 'ssh'), script, { mode: 0o755 });
  vi.stubEnv('PATH', `${tools}:${process.env['PATH']}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const cache = join(scratchFolder(), "it's a cache");
  const { ways } = await openGit(`ssh://git@host.example${folder}`, { secrets: { sshKey: 'the key' }, cache });
  expect(await ways()).toEqual(['#start.md']);
  expect(readFileSync(join(tools, 'key'), 'utf8')).toBe('the key\n600\n');
  expect(filesWith(cache, 'the key')).toEqual([]);
});

test('nothing that a repository says makes git run a program', async () => {
  const { folder, git } = makeRepository();
  const cache = scratchFolder();
  const trace = join(cache, 'ran');
  const script = join(cache, 'script');
  writeFileSync(script, `#!/bin/sh\ntouch '${trace}'\n`, { mode: 0o755 });
  for (const name of [
    'core.fsmonitor',
    'core.sshCommand',
    'uploadpack.packObjectsHook',
    'core.pager',
    'credential.helper',
  ]) {
    git('config', name, script);
  }
  for (const hook of ['post-checkout', 'reference-transaction', 'pre-auto-gc']) {
    writeFileSync(join(folder, '.git/hooks', hook), `#!/bin/sh\ntouch '${trace}'\n`, { mode: 0o755 });
  }
  expect(await (await openGit(`git+file://${folder}`, { cache: join(cache, 'own') })).ways()).toEqual(['#start.md']);
  expect(existsSync(trace)).toBe(false);
});

test.skipIf(process.getuid?.() !== 0)('a repository of another user can be read (tried as root only)', async () => {
  const { folder } = makeRepository();
  for (const path of [folder, join(folder, '.git')]) chownSync(path, 12_345, 12_345);
  expect(await (await openGit(`git+file://${folder}`)).ways()).toEqual(['#start.md']);
});
