import { expect, test } from 'vitest';
import type * as copy from './atelier-error.ts';
import { AtelierError } from './atelier-error.ts';
import { errorShape } from './error-shape.ts';

test('an error of another copy of the package is recognised by its marker', async () => {
  const other = (await import(`${new URL('./atelier-error.ts', import.meta.url).href}?copy`)) as typeof copy;
  const error = new other.AtelierError({ code: 'no_such_place', message: 'There is no "x".', hint: 'Try "y".' });
  expect(error instanceof AtelierError).toBe(false);
  expect(AtelierError.is(error)).toBe(true);
  expect(AtelierError.is(error, 'no_such_place')).toBe(true);
  expect(AtelierError.is(error, 'other')).toBe(false);
  expect(errorShape(error)).toEqual({ code: 'no_such_place', message: 'There is no "x".', hint: 'Try "y".' });
});

test('what the system says is explained, and the unforeseen is called internal', () => {
  expect(errorShape(Object.assign(new Error('write'), { code: 'ENOSPC' }))).toMatchObject({ code: 'disk_full' });
  expect(errorShape(Object.assign(new Error('x'), { code: 'SQLITE_READONLY_DBMOVED' })).code).toBe('home_not_writable');
  expect(errorShape(new Error('lance error: IO: No space left on device (os error 28)')).code).toBe('disk_full');
  expect(errorShape(new TypeError('boom'))).toEqual({ code: 'internal', message: 'boom' });
  expect(AtelierError.is(new Error('x'))).toBe(false);
  expect(AtelierError.is(null)).toBe(false);
});
