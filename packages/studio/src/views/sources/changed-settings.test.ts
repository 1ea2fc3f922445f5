import { expect, test } from 'vitest';
import { changedSettings } from './changed-settings.ts';

const kind = {
  kind: 'site',
  examples: [],
  every_seconds: 60,
  settings: [
    { name: 'depth', description: '', default: 5 },
    { name: 'include', description: '', default: [] },
    { name: 'allowPrivate', description: '', default: false },
    { name: 'endpoint', description: '' },
  ],
  secrets: [],
};

test('only what differs from the defaults is told', () => {
  expect(changedSettings({ depth: 5, include: [], allowPrivate: false }, kind)).toEqual([]);
  const settings = { depth: 0, include: ['a/', 'b/'], allowPrivate: true, endpoint: 'https://minio.example' };
  expect(changedSettings(settings, kind).map(({ name, value }) => `${name}: ${value}`)).toEqual([
    'depth: 0',
    'include: a/, b/',
    'allowPrivate: yes',
    'endpoint: https://minio.example',
  ]);
  expect(changedSettings(settings, null)).toEqual([]);
});
