import { expect, test } from 'vitest';
import { filterDocuments } from './filter-documents.ts';

const row = (title: string, uri: string) => ({
  document: uri,
  title,
  uri,
  source: 'src_1',
  version: 1,
  characters: 1,
  pages: null,
  indexed_at: '',
});
const rows = [
  row('Leave', '/hr/leave.md'),
  row('Travel Guide', '/hr/travel.md'),
  row('Leave forms', '/our%20forms.pdf'),
];
const find = (filter: string) => filterDocuments(rows, filter).map(({ uri }) => uri);

test('every word must stand in the title or the address, in any order and case', () => {
  expect(find(' ')).toHaveLength(3);
  expect(find('HR leave')).toEqual(['/hr/leave.md']);
  expect(find('guide travel')).toEqual(['/hr/travel.md']);
  expect(find('leave')).toEqual(['/hr/leave.md', '/our%20forms.pdf']);
  expect(find('leave guide')).toEqual([]);
});

test('an address is found as it is shown, and as it is written', () => {
  expect(find('our forms')).toEqual(['/our%20forms.pdf']);
  expect(find('our%20forms')).toEqual(['/our%20forms.pdf']);
});
