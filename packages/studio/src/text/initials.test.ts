import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test.each([
  ['Anna Berg', 'AB'],
  ['anna', 'A'],
  ['anna.maria.berg@example.org', 'AO'],
  ['Ångström  Öst', 'ÅÖ'],
  ['', ''],
])('%s: %s', (name, initials) => expect(initialsOf(name)).toBe(initials));
