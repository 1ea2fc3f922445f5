import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesWith } from '../../packages/knowledge/src/testing/knowledge.fixture.ts';
import { everyone } from '../../packages/knowledge/src/index.ts';
import { makeZip } from '../../packages/knowledge/src/read/testing/make-files.ts';
import { createHttpApp } from '../../packages/server/src/http/app.ts';
import { openHome } from '../../packages/server/src/home/open-home.ts';
import { localAtelier, localReading } from '../../packages/server/src/service/local.ts';
import { writerOf } from '../../packages/server/src/home/writer.ts';
import { settingsFor } from '../../packages/server/src/testing/server.fixture.ts';

/**
 * A company of which everything is known: what lies where, whose it is, and which words stand in it and nowhere else. A
 * real home with its database, index, readers, jobs and HTTP face is kept beside it.
 */

export interface Secret {
  uri: string;
  /** In its text and title, and in its name. */
  words: string[];
  /** Of former versions, and of documents that are gone. */
  former: string[];
}

export const places = ['lib', 'lib/inner', 'other'] as const;
export type Place = (typeof places)[number];

export type Shape = 'text' | 'table' | 'zip';

/** Letters that no stemmer, splitter or speller makes anything of. */
export function* secretWords(): Generator<string> {
  const letters = 'bcdfghjkmnpqrtvwxz';
  for (let n = 1; ; n++) {
    const bytes = createHash('sha256').update(`word ${n}`).digest().subarray(0, 9);
    yield `q${Array.from(bytes, (byte) => letters[byte % letters.length]).join('')}x`;
  }
}

export async function openWorld(folder: string) {
  const settings = { ...settingsFor(join(folder, 'home')), search: { logClicks: true } };
  const home = await openHome({ settings, command: 'test', access: 'write' });
  const writer = writerOf(home.settings);
  const atelier = localAtelier(home, writer);
  const app = createHttpApp({
    atelier,
    readingAs: (principals) => localReading(home, writer, principals),
    token: 'token',
    users: home.users,
    sessions: home.sessions,
    version: '0',
    log: home.log,
    studio: join(folder, 'studio'),
  });
  const words = secretWords();
  for (const place of places) mkdirSync(join(folder, place), { recursive: true });
  const uriOf = (path: string) => pathToFileURL(join(folder, path)).href;

  /** By path; a file of an archive has the path of the archive, "#" and its name. */
  const documents = new Map<string, Secret>();
  const sources = new Map<Place, { id: string; access: string[] }>();
  const removed = new Set<string>();
  const gone: string[] = [];
  /** Ids that were documents once. */
  const formerIds = new Set<string>();

  const next = () => words.next().value as string;
  const finish = async (job: string) => await atelier.waitForJob(job);

  function forget(path: string): void {
    for (const [known, { words: own, former, uri }] of documents) {
      if (known !== path && !known.startsWith(`${path}#`)) continue;
      gone.push(...own, ...former, uri);
      documents.delete(known);
    }
  }

  function write(place: Place, slot: number, shape: Shape): void {
    const path = [...documents.keys()].find((known) => known.startsWith(`${place}/${slot}-`))?.replace(/#.*/, '');
    if (path !== undefined) edit(path);
    else {
      const name = next();
      const extension = { text: 'md', table: 'csv', zip: 'zip' }[shape];
      fill(`${place}/${slot}-${name}.${extension}`, name);
    }
  }

  function edit(path: string): void {
    fill(path, null);
  }

  function fill(path: string, name: string | null): void {
    const member = path.endsWith('.zip') ? `${path}#inside.md` : path;
    const before = documents.get(member);
    const [title, body] = [next(), next()];
    const file = join(folder, path);
    const named = name ?? /-(\w+)\./.exec(path)?.[1] ?? '';
    documents.set(member, {
      uri: uriOf(path) + (member === path ? '' : '#inside.md'),
      words: path.endsWith('.csv') ? [named, body] : [named, title, body],
      former: before === undefined ? [] : [...before.former, ...before.words.filter((word) => word !== named)],
    });
    const text = `# Report ${title}\n\nThe report says that the code of ${title} is ${body}. Reports are yearly.\n`;
    if (path.endsWith('.zip')) writeFileSync(file, makeZip({ 'inside.md': text }));
    else if (path.endsWith('.csv')) writeFileSync(file, `Report,Amount\n${body},12\nplain,30\n`);
    else writeFileSync(file, text);
  }

  function erase(path: string): void {
    const file = path.replace(/#.*/, '');
    rmSync(join(folder, file));
    forget(file);
    for (const known of removed) if (known === file || known.startsWith(`${file}#`)) removed.delete(known);
  }

  async function remove(path: string): Promise<void> {
    const document = documents.get(path);
    if (document === undefined || removed.has(path) || ownerOf(path) === undefined) return;
    const found = (await home.knowledge.documents({ principals: 'owner' })).documents.find(
      ({ uri }) => uri === document.uri,
    );
    if (found === undefined) return;
    formerIds.add(found.document);
    await atelier.removeDocument(found.document);
    removed.add(path);
  }

  async function share(place: Place, access: string[]): Promise<string> {
    const { source, job } = await atelier.addSource({ location: join(folder, place), access });
    sources.set(place, { id: source, access });
    return job;
  }

  async function unshare(place: Place): Promise<void> {
    const source = sources.get(place);
    if (source === undefined) return;
    await atelier.removeSource(source.id);
    sources.delete(place);
    const isTakenIn = place === 'lib/inner' && sources.has('lib');
    // Named anew is wanted anew, unless a source around it still knows.
    if (!isTakenIn) for (const path of removed) if (ownerOf(path) === undefined) removed.delete(path);
  }

  async function sync(): Promise<void> {
    for (const { id } of sources.values()) await finish((await atelier.syncSource(id, { acceptRemovals: true })).job);
  }

  /** The innermost source around a path. */
  function ownerOf(path: string) {
    const around = [...sources].filter(([place]) => path.startsWith(`${place}/`));
    return around.toSorted(([a], [b]) => b.length - a.length)[0]?.[1];
  }

  function visible(as: readonly string[] | null): Map<string, Secret> {
    const mine = new Set([everyone, ...(as ?? [])]);
    return new Map(
      [...documents].filter(([path]) => {
        const source = ownerOf(path);
        if (source === undefined || removed.has(path)) return false;
        return as === null || source.access.some((principal) => mine.has(principal));
      }),
    );
  }

  /** Every word that this asker must not see now. */
  function forbidden(as: readonly string[] | null): string[] {
    const seen = visible(as);
    const hidden = [...documents].filter(([path]) => !seen.has(path));
    return [
      ...hidden.flatMap(([, { words: own, former, uri }]) => [...own, ...former, uri]),
      ...[...seen.values()].flatMap(({ former }) => former),
      ...gone,
    ];
  }

  const request = (method: string, path: string, body?: unknown, events = false) =>
    requestWith('token', method, path, body, events);

  async function requestWith(token: string, method: string, path: string, body?: unknown, events = false) {
    const response = await app.request(`http://127.0.0.1${path}`, {
      method,
      headers: {
        host: '127.0.0.1',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(events ? { accept: 'text/event-stream' } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }

  return {
    home,
    atelier,
    documents,
    removed,
    formerIds,
    gone,
    write,
    edit,
    erase,
    remove,
    share,
    unshare,
    sync,
    visible,
    forbidden,
    /** As the owner. */
    request,
    requestWith,
    nonsense: next,
    /** Words of what is gone that stand in a file of the home all the same. */
    left: (of: readonly string[]) => of.filter((word) => filesWith(join(folder, 'home'), word).length > 0),
    close: () => home.close(),
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;
