import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { AtelierError } from '@atelier/foundation';
import type { SourceKind } from '../source-kind.ts';
import { wrong } from './sql-failure.ts';
import { sqliteSettings, type SqliteSettings } from './sql-settings.ts';
import { sqlSource } from './sql-source.ts';
import { sqliteClient } from './sqlite-client.ts';

/** The rows of a table or query of a SQLite file, `sqlite:/path/file.db#table`. */
export const sqliteKind: SourceKind<SqliteSettings> = {
  kind: 'sqlite',
  examples: ['sqlite:/srv/shop.db#articles', 'sqlite:shop.db'],
  accepts: (location) => /^sqlite:/i.test(location),
  settings: sqliteSettings,
  secrets: {},
  everySeconds: 900,
  async identify(location) {
    const written = location.replace(/^sqlite:(?:\/\/(?=\/))?/i, '');
    // A file may have "#" in its name, and "%41" too: what is there decides.
    const [, path = '', fragment = ''] = /^(.*)#([^#/]*)$/s.exec(written) ?? [];
    const choices = [
      { path: written, name: '' },
      { path, name: decoded(fragment) },
      { path: decoded(written), name: '' },
      { path: decoded(path), name: decoded(fragment) },
    ].filter((choice) => choice.path !== '');
    for (const { path: candidate, name } of choices) {
      const stats = await stat(candidate).catch(() => null);
      if (stats?.isDirectory()) throw wrong(`${candidate} is a folder.`, 'Name the SQLite file in it.');
      if (stats !== null) return { uri: fileUri(await realpath(candidate)) + (name && `#${encodeURIComponent(name)}`) };
    }
    throw new AtelierError({
      code: 'path_not_found',
      message: `There is no file ${resolve(path || written)}.`,
      hint: 'Check the spelling; a relative path counts from the folder where the command runs. None is made.',
    });
  },
  open({ uri, settings, excludes }) {
    const [file = '', name] = uri.split('#');
    const path = fileURLToPath(file.replace(/^sqlite:/, 'file://'));
    const client = sqliteClient(path);
    return sqlSource({
      client,
      uri,
      name: name === undefined ? null : decoded(name),
      nameMark: '#',
      settings,
      excludes,
    });
  },
};

const fileUri = (path: string): string => pathToFileURL(path).href.replace(/^file:\/\//, 'sqlite:');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
