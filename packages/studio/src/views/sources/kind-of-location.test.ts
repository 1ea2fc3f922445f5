import { expect, test } from 'vitest';
import { kindOfLocation } from './kind-of-location.ts';

const kind = (name: string, ...examples: string[]) => ({
  kind: name,
  examples,
  every_seconds: 60,
  settings: [],
  secrets: [],
});
const kinds = [
  kind('git', 'https://example.com/team/docs.git'),
  kind('site', 'https://example.com/help/'),
  kind('folder', './handbook'),
  kind('s3', 's3://bucket/folder'),
  kind('tables', 'postgres://reader@host/crm', 'sqlite:/srv/crm.db'),
  kind('imap', 'imaps://ann@example.com/INBOX'),
];
const kindOf = (location: string) => kindOfLocation(location, kinds)?.kind;

test('a location is known by its look', () => {
  expect(['./book', '/srv/book', 'C:\\book', 'file:///srv/book', 'book'].map(kindOf)).toEqual(
    Array.from({ length: 5 }, () => 'folder'),
  );
  expect(
    ['https://h/a.git', 'git+file:///srv/a', 'ssh://git@h/a', 'git@h:team/a.git', 'http://h/a.git/'].map(kindOf),
  ).toEqual(Array.from({ length: 5 }, () => 'git'));
  expect(['https://h/help', ' HTTP://h/a.github'].map(kindOf)).toEqual(['site', 'site']);
  expect(['s3://b', 'imap://u@h', 'IMAPS://u@h'].map(kindOf)).toEqual(['s3', 'imap', 'imap']);
  expect(['postgresql://h/db', 'postgres://u@h/db', 'sqlite:/a.db'].map(kindOf)).toEqual([
    'tables',
    'tables',
    'tables',
  ]);
});

test('nothing, and what no kind has an example for, is of no kind', () => {
  expect(['', '  ', 'ftp://h/a', 'mysql://h/db'].map(kindOf)).toEqual([undefined, undefined, undefined, undefined]);
});
