import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { locateTessdata } from './locate-tessdata.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tessdata-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function install(folder: string, ...languages: string[]): string {
  const path = join(root, folder);
  mkdirSync(path, { recursive: true });
  for (const language of languages) writeFileSync(join(path, `${language}.traineddata`), '');
  return path;
}

test('the newest version of the usual folders is found, with its languages', () => {
  install('share/4.00/tessdata', 'eng');
  const newest = install('share/5/tessdata', 'osd', 'eng', 'deu', 'chi_sim');
  expect(locateTessdata(undefined, { prefix: '', folders: [join(root, 'none'), `${root}/share/*/tessdata`] })).toEqual({
    tessdata: newest,
    languages: ['chi_sim', 'deu', 'eng'],
  });
});

test('TESSDATA_PREFIX goes first, also where it names the folder above', () => {
  const folders = [install('usual', 'eng')];
  const own = install('own/tessdata', 'fra');
  expect(locateTessdata(undefined, { prefix: own, folders })?.languages).toEqual(['fra']);
  expect(locateTessdata(undefined, { prefix: join(root, 'own'), folders })?.tessdata).toBe(own);
});

test('a folder that the settings name counts alone, and one without languages is none', () => {
  const folders = [install('usual', 'eng')];
  expect(locateTessdata(install('set', 'ita'), { folders })?.languages).toEqual(['ita']);
  expect(locateTessdata(install('empty', 'osd'), { folders })).toBeNull();
  expect(locateTessdata(undefined, { prefix: '', folders: [join(root, 'empty')] })).toBeNull();
});
