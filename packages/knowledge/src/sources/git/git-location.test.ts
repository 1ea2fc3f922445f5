import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { makeRepository } from './git-server.fixture.ts';
import { gitKind } from './git-kind.ts';

test.each([
  ['https://host.example/owner/handbook.git', 'git+https://host.example/owner/handbook.git'],
  ['git+https://HOST.example:443/owner/handbook/', 'git+https://host.example/owner/handbook'],
  ['git@host.example:owner/handbook.git', 'git+ssh://git@host.example/owner/handbook.git'],
  ['ssh://git@host.example/owner/handbook.git', 'git+ssh://git@host.example/owner/handbook.git'],
  ['anna@host.example:handbook', 'git+ssh://anna@host.example/~/handbook'],
  ['anna@host.example:/srv/handbook', 'git+ssh://anna@host.example/srv/handbook'],
])('%s is %s', async (location, uri) => {
  expect(gitKind.accepts(location)).toBe(true);
  expect(await gitKind.identify(location)).toEqual({ uri });
  expect(await gitKind.identify(uri)).toEqual({ uri });
});

test('a folder on this machine is named by any way to it, and must be a repository', async () => {
  const { folder, git } = makeRepository();
  git('clone', '--quiet', '--bare', '.', 'bare.git');
  const uri = `git+file://${folder}`;
  for (const location of [uri, `${uri}/`, `git+${folder}/../${folder.split('/').at(-1)}`]) {
    expect(await gitKind.identify(location)).toEqual({ uri });
  }
  expect(await gitKind.identify(`git+${folder}/bare.git`)).toEqual({ uri: `${uri}/bare.git` });
  const plain = join(scratchFolder(), 'plain');
  mkdirSync(plain);
  await expect(gitKind.identify(`git+${plain}`)).rejects.toMatchObject({ code: 'source_invalid' });
  await expect(gitKind.identify(`git+file://${plain}/none`)).rejects.toMatchObject({ code: 'path_not_found' });
});

test.each([
  'git+ssh://-oProxyCommand=touch/x',
  'git+ssh://-oProxyCommand@host/x',
  'git+ext::sh -c touch% /x',
  'git+ftp://host/x',
  'git+git://host/x',
  'git+https://',
])('%s is refused', async (location) => {
  await expect(gitKind.identify(location)).rejects.toMatchObject({
    code: expect.stringMatching(/source_invalid|path_not_found/),
  });
});

test.each(['--upload-pack=touch', 'a:b', '+main', 'main..next', 'HEAD@{1}', '^main', ''])(
  'revision "%s" is refused',
  (revision) => {
    expect(gitKind.settings.safeParse({ revision }).success).toBe(false);
  },
);

test.each(['/srv/documents', 'documents', 'https://host.example/docs/', 's3://bucket', 'imaps://host/'])(
  '%s is of another kind',
  (location) => {
    expect(gitKind.accepts(location)).toBe(false);
  },
);
