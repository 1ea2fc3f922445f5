import { expect, test } from 'vitest';
import { checkSelect, type SqlLanguage } from './select-check.ts';

const languages: SqlLanguage[] = ['postgres', 'mysql', 'sqlite'];

test('a single SELECT or WITH is taken, without the semicolon at its end', () => {
  for (const language of languages) {
    for (const query of [
      'SELECT 1',
      '  with a as (select 1)\nselect * from a',
      "SELECT ';', 'it''s (', \"a;b\" FROM t",
    ]) {
      expect(checkSelect(query, language)).toEqual({ query });
      expect(checkSelect(`${query} ; \n`, language)).toEqual({ query: `${query} ` });
    }
    expect(checkSelect('SELECT 1; -- done; or not', language)).toEqual({ query: 'SELECT 1' });
    const commented = '/* all; of ) it */ SELECT 1 -- ; DROP';
    expect(checkSelect(commented, language)).toEqual({ query: commented });
  }
  const dollar = "SELECT $a$ ; ) $$ $a$, $$ it's $$, E'\\'; ' FROM \"x\"";
  expect(checkSelect(dollar, 'postgres')).toEqual({ query: dollar });
  const backslash = 'SELECT \'it\\\'s; \', "\\";", `a;``b`, 1--2 # ;';
  expect(checkSelect(backslash, 'mysql')).toEqual({ query: backslash });
  const brackets = "SELECT [a;'b] FROM t WHERE c = '\\'";
  expect(checkSelect(brackets, 'sqlite')).toEqual({ query: brackets });
});

test('anything that is or could become another statement is refused', () => {
  for (const language of languages) {
    for (const [query, reason] of [
      ['DELETE FROM t', 'begin with'],
      ['', 'begin with'],
      ['EXPLAIN SELECT 1', 'begin with'],
      ['SELECT 1; DROP TABLE t', 'more than one'],
      ['SELECT 1;;', 'more than one'],
      ['SELECT 1 FROM (SELECT 2', 'parentheses'],
      ['SELECT 1) AS t, (SELECT 2', 'parentheses'],
      ["SELECT 'open", 'does not end'],
      ['SELECT 1 /* open', 'does not end'],
      ['SELECT 1 /* a /* b */ */', 'comment'],
      ['SELECT * INTO copy FROM t', 'INTO'],
      ['SELECT * FROM t FOR UPDATE', 'lock'],
    ] as const) {
      expect(checkSelect(query, language)).toEqual({
        reason: expect.stringContaining(reason),
      });
    }
  }
  expect(checkSelect('SELECT $1', 'postgres')).toEqual({ reason: expect.stringContaining('parameter') });
  expect(checkSelect('SELECT $a$ ; DROP', 'postgres')).toEqual({ reason: expect.any(String) });
  expect(checkSelect("SELECT '\\'; DROP TABLE t; --'", 'postgres')).toEqual({ reason: expect.any(String) });
  expect(checkSelect('SELECT ?', 'mysql')).toEqual({ reason: expect.stringContaining('parameter') });
  expect(checkSelect("SELECT 1 /*!50000 INTO OUTFILE 'x' */", 'mysql')).toEqual({ reason: expect.any(String) });
  expect(checkSelect('SELECT 1--1; DROP TABLE t', 'mysql')).toEqual({ reason: expect.any(String) });
  expect(checkSelect('SELECT :a', 'sqlite')).toEqual({ reason: expect.stringContaining('parameter') });
});
