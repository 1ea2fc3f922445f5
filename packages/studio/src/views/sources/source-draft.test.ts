import { expect, test } from 'vitest';
import { emptyDraft, requestOf } from './source-draft.ts';

const site = {
  kind: 'site',
  examples: ['https://example.com/help/'],
  every_seconds: 60,
  settings: [
    { name: 'depth', description: '', default: 5 },
    { name: 'sitemap', description: '', default: 'auto' },
    { name: 'include', description: '', default: [] },
    { name: 'allowPrivate', description: '', default: false },
    { name: 'since', description: '' },
  ],
  secrets: [
    { name: 'password', description: '' },
    { name: 'filePasswords', description: '' },
  ],
};

test('a location alone is sent alone', () => {
  expect(requestOf({ ...emptyDraft, location: ' ./book ' }, null)).toEqual({ location: './book' });
  const untouched = { settings: { depth: ' ', allowPrivate: false }, secrets: { password: '' } };
  expect(requestOf({ ...emptyDraft, location: 'https://h', ...untouched }, site)).toEqual({ location: 'https://h' });
});

test('what was filled in is sent in the types that the kind has', () => {
  const request = requestOf(
    {
      location: 'https://h',
      excludes: 'drafts/\n\n *.tmp \n',
      schedule: 'own',
      ownSchedule: ' every 2h ',
      access: 'group:hr, user:ann',
      settings: { depth: '0', sitemap: 'only', include: 'a/\nb/', allowPrivate: true, since: '30' },
      secrets: { password: ' keeps its spaces ', filePasswords: 'one\ntwo' },
    },
    site,
  );
  expect(request).toEqual({
    location: 'https://h',
    excludes: ['drafts/', '*.tmp'],
    schedule: 'every 2h',
    access: ['group:hr', 'user:ann'],
    settings: { depth: 0, sitemap: 'only', include: ['a/', 'b/'], allowPrivate: true, since: '30' },
    secrets: { password: ' keeps its spaces ', filePasswords: 'one\ntwo' },
  });
});

test('what was typed for another kind stays here', () => {
  const draft = { ...emptyDraft, location: './a', settings: { revision: 'main' }, secrets: { token: 'secret' } };
  expect(requestOf(draft, site)).toEqual({ location: './a' });
  expect(requestOf(draft, null)).toEqual({ location: './a' });
});

test('a schedule that is chosen is sent, and the own one only when it is', () => {
  expect(requestOf({ ...emptyDraft, schedule: 'manual', ownSchedule: 'every 2h' }, null).schedule).toBe('manual');
  expect(requestOf({ ...emptyDraft, schedule: 'own' }, null)).not.toHaveProperty('schedule');
});
