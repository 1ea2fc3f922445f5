import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { expect, onTestFinished, test, vi } from 'vitest';
import { AtelierError } from '@atelier/foundation';
import { scratchFolder } from '@atelier/foundation/testing';
import { owner, readerOf } from '../documents/access.ts';
import type { Source } from '../sources/source.ts';
import { makeZip } from '../read/testing/make-files.ts';
import { memorySource, openTestHome } from '../testing/knowledge.fixture.ts';

async function openFolder(files: Record<string, string | Buffer>) {
  const home = await openTestHome();
  const folder = scratchFolder();
  const write = (name: string, content: string | Buffer) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  const { source } = await home.knowledge.add({ location: folder });
  const sync = () => home.knowledge.sync(source.id, home.run);
  const titles = async () => (await home.knowledge.documents(owner)).documents.map(({ title }) => title).toSorted();
  const found = async (query: string) =>
    (await home.knowledge.search(query, { limit: 10, reader: owner })).hits.map((hit) => hit.text);
  return { ...home, folder, write, source, sync, titles, found };
}

test('a first sync adds, a second finds nothing to do, a changed file becomes a new version, a deleted one goes', async () => {
  const { folder, write, sync, titles, found, knowledge } = await openFolder({
    'a.md': '# Apples\n\nApples are red.',
    'sub/b.txt': 'Bananas are yellow.',
  });
  expect(await sync()).toMatchObject({ added: 2, changed: 0, removed: 0, unchanged: 0, failed: 0 });
  expect(await titles()).toEqual(['Apples', 'b.txt']);
  expect(await sync()).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 2, failed: 0 });

  write('a.md', '# Apples\n\nApples are green.');
  expect(await sync()).toMatchObject({ added: 0, changed: 1, unchanged: 1 });
  expect(await found('apples')).toEqual(['Apples\n\nApples are green.']);
  expect(await found('red')).toEqual([]);
  const { documents } = await knowledge.documents(owner);
  expect(documents.map(({ version }) => version)).toEqual([2, 1]);

  rmSync(join(folder, 'sub'), { recursive: true });
  expect(await sync()).toMatchObject({ removed: 1, unchanged: 1 });
  expect(await found('bananas')).toEqual([]);
  expect(await titles()).toEqual(['Apples']);
});

test('a file that was only touched is not read again', async () => {
  const { folder, sync, knowledge } = await openFolder({ 'a.txt': 'The same.' });
  await sync();
  utimesSync(join(folder, 'a.txt'), new Date(), new Date(Date.now() + 10_000));
  expect(await sync()).toMatchObject({ changed: 0, unchanged: 1 });
  expect((await knowledge.documents(owner)).documents[0]?.version).toBe(1);
});

test('each file that cannot be read has its plain reason, and the rest goes on', async () => {
  const { sync, source, knowledge, titles, write } = await openFolder({
    'good.md': 'Fine.',
    'empty.md': '',
    'blank.txt': '  \n\n ',
    'mislabelled.pdf': '<html><body>Not a PDF at all.</body></html>',
    'binary.txt': Buffer.from([0, 1, 2, 3, 0, 0, 7]),
    'unknown.xyz': 'What is this?',
    'cut.docx': Buffer.from('PK\u0003\u0004 and then nothing'),
  });
  expect(await sync()).toMatchObject({ added: 1, failed: 6 });
  const failures = await knowledge.failures(source.id);
  expect(Object.fromEntries(failures.map(({ uri, code }) => [uri.split('/').at(-1), code]))).toEqual({
    'empty.md': 'file_empty',
    'blank.txt': expect.stringMatching(/no_text|file_empty/),
    'mislabelled.pdf': 'file_mislabelled',
    'binary.txt': 'file_mislabelled',
    'unknown.xyz': 'format_unsupported',
    'cut.docx': expect.stringMatching(/file_damaged|file_mislabelled/),
  });
  for (const { message } of failures) expect(message).toMatch(/\w+ .*\./);
  expect(await titles()).toEqual(['good.md']);

  // Nothing is read a second time while nothing changes; a mended file is.
  expect(await sync()).toMatchObject({ added: 0, failed: 6, unchanged: 1 });
  write('empty.md', 'Now it has text.');
  expect(await sync()).toMatchObject({ added: 1, failed: 5 });
});

test('a file that became unreadable keeps its last readable version, and is reported', async () => {
  const { sync, write, found, source, knowledge } = await openFolder({ 'a.md': 'Readable words.' });
  await sync();
  write('a.md', '');
  expect(await sync()).toMatchObject({ failed: 1, removed: 0 });
  expect(await found('readable')).toEqual(['Readable words.']);
  expect(await knowledge.failures(source.id)).toMatchObject([{ code: 'file_empty' }]);
});

test.skipIf(process.getuid?.() === 0)(
  'a file without permission is reported (skipped as root, who may read all)',
  async () => {
    const { folder, sync, source, knowledge } = await openFolder({ 'a.md': 'Secret.' });
    chmodSync(join(folder, 'a.md'), 0);
    expect(await sync()).toMatchObject({ failed: 1 });
    expect(await knowledge.failures(source.id)).toMatchObject([{ code: 'permission_denied' }]);
  },
);

test('a folder that is gone removes nothing: its disk may not be mounted', async () => {
  const { folder, sync, titles } = await openFolder({ 'a.md': 'Still here.' });
  await sync();
  renameSync(folder, `${folder}-away`);
  await expect(sync()).rejects.toMatchObject({ code: 'source_missing' });
  expect(await titles()).toEqual(['a.md']);
  renameSync(`${folder}-away`, folder);
  expect(await sync()).toMatchObject({ unchanged: 1 });
});

test('a folder that is suddenly empty removes nothing: an unmounted disk looks like that', async () => {
  const { folder, sync, titles } = await openFolder({ 'a.md': 'Still here.' });
  await sync();
  rmSync(join(folder, 'a.md'));
  await expect(sync()).rejects.toMatchObject({ code: 'source_empty' });
  expect(await titles()).toEqual(['a.md']);
});

test('what is decided during a sync holds: removed is removed, and a narrowed access list counts', async () => {
  const { knowledge, database, run } = await openTestHome();
  const texts = new Map([
    ['m:a', 'Alpha is here.'],
    ['m:b', 'Beta is here.'],
  ]);
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  await knowledge.sync(source.id, run, memorySource(texts));
  texts.set('m:a', 'Alpha has changed.');
  texts.set('m:c', 'Gamma is new.');
  const inner = memorySource(texts);
  const slow: Source = {
    ...inner,
    open: async (item, signal) => {
      if (item.uri === 'm:a') {
        await knowledge.removeDocument('m:a');
        await knowledge.addCustom({ kind: 'memory', uri: 'memory:', access: ['group:hr'] });
      }
      return await inner.open(item, signal);
    },
  };
  await knowledge.sync(source.id, run, slow);
  expect((await knowledge.documents(owner)).documents.map(({ uri }) => uri)).toEqual(['m:b', 'm:c']);
  expect((await knowledge.documents(readerOf([]))).total).toBe(0);
  expect((await knowledge.documents(readerOf(['group:hr']))).total).toBe(2);
  expect(
    await database.selectFrom('document_access').selectAll().where('principal', '=', 'everyone').execute(),
  ).toEqual([]);
});

test('what lies in a source that is added during a sync of the one around it stays out of that one', async () => {
  const { knowledge, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const texts = memorySource(
    new Map([
      ['memory:/a', 'Alpha.'],
      ['memory:/hr/b', 'Beta.'],
    ]),
  );
  const slow: Source = {
    ...texts,
    open: async (item, signal) => {
      await knowledge.addCustom({ kind: 'memory', uri: 'memory:/hr', access: ['group:hr'] });
      return await texts.open(item, signal);
    },
  };
  await knowledge.sync(source.id, run, slow);
  expect((await knowledge.documents(owner)).documents.map(({ uri }) => uri)).toEqual(['memory:/a']);
});

test('removed by hand is removed, whichever of the sources around the file comes or goes', async () => {
  const { folder, knowledge, run, sync, titles } = await openFolder({ 'a.md': 'Open.', 'hr/b.md': 'Hidden.' });
  await sync();
  await knowledge.removeDocument(pathToFileURL(join(folder, 'hr/b.md')).href);
  const { source } = await knowledge.add({ location: join(folder, 'hr'), access: ['group:hr'] });
  await knowledge.sync(source.id, run);
  expect(await titles()).toEqual(['a.md']);
  await knowledge.removeSource(source.id);
  await sync();
  expect(await titles()).toEqual(['a.md']);
});

test('a document takes along what is inside it, and every receipt that names it', async () => {
  const archive = makeZip({ 'a.md': 'Alpha inside.' });
  const { folder, source, knowledge, sync, write, titles } = await openFolder({ 'keep.md': 'Kept.' });
  const mail = (attachment: Uint8Array): string =>
    [
      'From: anna@example.com',
      'Subject: Figures',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'See the attachment.',
      '--b',
      'Content-Type: application/zip',
      'Content-Disposition: attachment; filename="figures.zip"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(attachment).toString('base64'),
      '--b--',
    ].join('\r\n');
  write('figures.eml', mail(archive));
  await sync();
  expect(await titles()).toHaveLength(3);
  write('figures.eml', '');
  await sync();
  const told = async () => JSON.stringify([await knowledge.runs(source.id), await knowledge.failures(source.id)]);
  expect(await told()).toContain('figures.eml');
  await knowledge.removeDocument(pathToFileURL(join(folder, 'figures.eml')).href);
  expect(await titles()).toEqual(['keep.md']);
  expect(await told()).not.toContain('figures');
  write('figures.eml', mail(archive));
  await sync();
  expect(await titles()).toEqual(['keep.md']);
});

test('a source that is removed during its sync ends the sync plainly and leaves nothing', async () => {
  const { knowledge, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const inner = memorySource(new Map([['m:a', 'Alpha.']]));
  const slow: Source = {
    ...inner,
    open: async (item, signal) => {
      await knowledge.removeSource(source.id);
      return await inner.open(item, signal);
    },
  };
  await expect(knowledge.sync(source.id, run, slow)).rejects.toMatchObject({ code: 'source_not_found' });
  expect((await knowledge.documents(owner)).total).toBe(0);
});

test('a file belongs to the innermost source, so that its access list is the one that counts', async () => {
  const { folder, knowledge, run, sync } = await openFolder({ 'a.md': 'Open to all.', 'hr/b.md': 'For the few.' });
  await sync();
  const { source } = await knowledge.add({ location: join(folder, 'hr'), access: ['group:hr'] });
  // At once, not only after the next sync of the folder around it.
  expect((await knowledge.documents(readerOf([]))).documents.map(({ title }) => title)).toEqual(['a.md']);
  await knowledge.sync(source.id, run);
  await sync();
  expect((await knowledge.documents(owner)).total).toBe(2);
  expect((await knowledge.documents(readerOf([]))).documents.map(({ title }) => title)).toEqual(['a.md']);
});

test('what is inside a folder that can no longer be listed is kept, and the folder is reported', async () => {
  const { knowledge, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const texts = new Map([
    ['m:sub/a', 'Inside.'],
    ['m:b', 'Outside.'],
    ['m:subway', 'Beside.'],
  ]);
  await knowledge.sync(source.id, run, memorySource(texts));
  texts.delete('m:sub/a');
  texts.delete('m:subway');
  const inner = memorySource(texts);
  const closed: Source = {
    async *list(signal, known) {
      yield* inner.list(signal, known);
      yield { uri: 'm:sub', stamp: 'closed', closed: true };
    },
    open: (item, signal) =>
      item.closed
        ? Promise.reject(new AtelierError({ code: 'permission_denied', message: 'It may not be read.' }))
        : inner.open(item, signal),
  };
  expect(await knowledge.sync(source.id, run, closed)).toMatchObject({ failed: 1, removed: 1, unchanged: 1 });
  expect((await knowledge.documents(owner)).documents.map(({ uri }) => uri)).toEqual(['m:b', 'm:sub/a']);
  expect(await knowledge.failures(source.id)).toMatchObject([{ uri: 'm:sub', code: 'permission_denied' }]);
});

test('a home inside a source is not taken for documents', async () => {
  const { sync, titles } = await openFolder({ 'a.md': 'Text.', 'state/atelier.db': 'x', 'state/notes.md': 'x' });
  await sync();
  expect(await titles()).toEqual(['a.md']);
});

test('a principal that is empty or has spaces is refused', async () => {
  const { knowledge, folder } = await openFolder({});
  await expect(knowledge.add({ location: folder, access: ['group: hr'] })).rejects.toMatchObject({
    code: 'access_invalid',
  });
});

test('a link to a folder is that folder, not a second source', async () => {
  const { folder, knowledge, source } = await openFolder({ 'a.md': 'Text.' });
  const link = join(scratchFolder(), 'link');
  symlinkSync(folder, link);
  expect(await knowledge.add({ location: link })).toMatchObject({ created: false, source: { id: source.id } });
});

/** A source whose items fail with these codes; tells how often each was opened. */
async function failingSource(codes: Record<string, string>) {
  const { knowledge, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const reads: string[] = [];
  const failing: Source = {
    async *list() {
      for (const uri of Object.keys(codes)) yield await Promise.resolve({ uri, stamp: 'same' });
    },
    open: ({ uri }) => {
      reads.push(uri);
      return Promise.reject(new AtelierError({ code: codes[uri] ?? '', message: 'It failed.' }));
    },
  };
  const sync = () => knowledge.sync(source.id, run, failing);
  return { knowledge, source, sync, reads };
}

test('a file that failed for want of time or memory is tried again, later each time, and then left', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { sync, reads } = await failingSource({ 'm:slow': 'reader_timeout', 'm:bad': 'file_damaged' });
  await sync();
  expect(await sync()).toMatchObject({ failed: 2 });
  expect(reads).toEqual(['m:slow', 'm:bad']);
  const waited: number[] = [];
  for (let minute = 1; minute <= 24 * 60; minute++) {
    vi.setSystemTime(Date.now() + 60_001);
    if (minute % 10 !== 1) continue;
    const before = reads.length;
    await sync();
    if (reads.length > before) waited.push(minute);
  }
  expect(reads.filter((uri) => uri === 'm:slow')).toHaveLength(5);
  expect(reads.filter((uri) => uri === 'm:bad')).toHaveLength(1);
  expect(waited).toEqual([1, 11, 71, 431]);
});

test('whoever asks has everything that failed tried again at once', async () => {
  const { knowledge, source, sync, reads } = await failingSource({ 'm:locked': 'file_encrypted' });
  await sync();
  await sync();
  expect(reads).toHaveLength(1);
  await knowledge.retryFailures(source.id);
  await sync();
  expect(reads).toHaveLength(2);
  await sync();
  expect(reads).toHaveLength(2);
});

test('a renamed file is not read again: it keeps its document, and is found under its new name', async () => {
  const { folder, sync, knowledge, found, readers } = await openFolder({
    'plan.txt': 'The harbour opens in May.',
    'b.md': 'Beside.',
  });
  await sync();
  const before = (await knowledge.documents(owner)).documents.find(({ title }) => title === 'plan.txt');
  let reads = 0;
  const { read } = readers;
  readers.read = (request) => {
    reads += 1;
    return read(request);
  };
  mkdirSync(join(folder, 'archive'));
  renameSync(join(folder, 'plan.txt'), join(folder, 'archive/old plan.txt'));
  expect(await sync()).toMatchObject({ moved: 1, added: 0, removed: 0, changed: 0, unchanged: 1 });
  expect(reads).toBe(0);
  const after = (await knowledge.documents(owner)).documents.find(({ document }) => document === before?.document);
  expect(after).toMatchObject({
    title: 'old plan.txt',
    uri: expect.stringMatching(/archive\/old%20plan.txt$/),
    version: 1,
  });
  expect(await found('old plan harbour')).toHaveLength(1);
  expect(await sync()).toMatchObject({ moved: 0, unchanged: 2 });
});

test('a copy is no move, and a file of another kind under a new name is read', async () => {
  const { folder, write, sync } = await openFolder({ 'a.md': '# Heading', 'c.txt': 'Plain.' });
  await sync();
  write('b.md', '# Heading');
  renameSync(join(folder, 'c.txt'), join(folder, 'c.md'));
  expect(await sync()).toMatchObject({ moved: 0, added: 2, removed: 1 });
});

test('files inside a file come, change, move and go with it', async () => {
  const zip = (files: Record<string, string>) =>
    Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));
  const { folder, write, sync, found, source, knowledge } = await openFolder({
    'pack.zip': zip({ 'a.md': 'Alpha inside.', 'sub/b.md': 'Beta inside.', 'empty.md': '' }),
  });
  expect(await sync()).toMatchObject({ added: 2, failed: 1 });
  const uris = async () =>
    (await knowledge.documents(owner)).documents.map(({ uri }) => uri.slice(uri.lastIndexOf('/pack') + 1));
  expect(await uris()).toEqual(['pack.zip#a.md', 'pack.zip#sub/b.md']);
  expect(await knowledge.failures(source.id)).toMatchObject([{ code: 'file_empty' }]);
  expect(await sync()).toMatchObject({ unchanged: 2, failed: 1, added: 0 });

  write('pack.zip', zip({ 'a.md': 'Alpha inside.', 'sub/b.md': 'Gamma now.' }));
  expect(await sync()).toMatchObject({ unchanged: 1, changed: 1, failed: 0 });
  expect(await found('beta')).toEqual([]);
  expect(await found('gamma')).toEqual(['Gamma now.']);

  await knowledge.removeDocument(`${source.uri}/pack.zip#a.md`);
  renameSync(join(folder, 'pack.zip'), join(folder, 'pack2.zip'));
  expect(await sync()).toMatchObject({ moved: 1, added: 0, removed: 0 });
  expect(await uris()).toEqual(['pack2.zip#sub/b.md']);

  write('other.md', 'Other.');
  rmSync(join(folder, 'pack2.zip'));
  expect(await sync()).toMatchObject({ removed: 1, added: 1 });
  expect(await found('gamma')).toEqual([]);
  expect(await found('alpha')).toEqual([]);
});

test('a source that lost nearly everything stops and asks', async () => {
  const { knowledge, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const texts = new Map(Array.from({ length: 20 }, (_, n) => [`m:${n}`, `Text ${n}.`]));
  const sync = (acceptRemovals = false) => knowledge.sync(source.id, { ...run, acceptRemovals }, memorySource(texts));
  await sync();
  for (let n = 1; n < 20; n++) texts.delete(`m:${n}`);
  texts.set('m:new', 'A new text.');
  await expect(sync()).rejects.toMatchObject({ code: 'source_shrunk', details: { lost: 19, before: 20 } });
  expect((await knowledge.documents(owner)).total).toBe(21);
  expect(await sync(true)).toMatchObject({ removed: 19 });
  texts.clear();
  await expect(sync()).rejects.toMatchObject({ code: 'source_empty' });
  expect(await sync(true)).toMatchObject({ removed: 2 });
  expect((await knowledge.documents(owner)).total).toBe(0);
});

test('what is listed no more is kept where the source says that it is not gone', async () => {
  const { knowledge, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const texts = new Map([
    ['m:a', 'Alpha.'],
    ['m:b', 'Beta.'],
    ['m:c', 'Gamma.'],
  ]);
  const site = { ...memorySource(texts), isGone: (uri: string) => Promise.resolve(uri === 'm:b') };
  await knowledge.sync(source.id, run, site);
  texts.delete('m:a');
  texts.delete('m:b');
  expect(await knowledge.sync(source.id, run, site)).toMatchObject({ removed: 1, unchanged: 1 });
  expect((await knowledge.documents(owner)).documents.map(({ uri }) => uri)).toEqual(['m:a', 'm:c']);
});

test('the runs that did something are remembered with what failed, and the newest', async () => {
  const { write, sync, knowledge, source, folder } = await openFolder({ 'a.md': 'Text.', 'b.pdf': 'no pdf' });
  await sync();
  for (let n = 0; n < 3; n++) await sync();
  write('a.md', 'Other text.');
  await sync();
  renameSync(folder, `${folder}-away`);
  await expect(sync()).rejects.toMatchObject({ code: 'source_missing' });
  const runs = await knowledge.runs(source.id);
  expect(runs.map(({ status, receipt }) => [status, receipt.added, receipt.changed, receipt.bytes])).toEqual([
    ['failed', 0, 0, 0],
    ['done', 0, 1, 11],
    ['done', 1, 0, 5],
  ]);
  expect(runs[0]?.error).toMatchObject({ code: 'source_missing' });
  expect(runs[2]?.receipt.failures).toMatchObject([{ code: 'file_mislabelled' }]);
});

test('patterns leave files out, and what is left out from now on goes', async () => {
  const { folder, sync, titles, knowledge } = await openFolder({
    'a.md': 'A.',
    'drafts/b.md': 'B.',
    'sub/c.tmp.md': 'C.',
  });
  await sync();
  expect(await titles()).toEqual(['a.md', 'b.md', 'c.tmp.md']);
  await knowledge.add({ location: folder, excludes: ['drafts/', '*.tmp.md'] });
  await sync();
  expect(await titles()).toEqual(['a.md']);
});

test('hidden files, machinery and links out of the folder are left alone', async () => {
  const outside = scratchFolder();
  writeFileSync(join(outside, 'secret.md'), 'Outside.');
  const { folder, sync, titles } = await openFolder({
    'a.md': 'Inside.',
    '.git/config.md': 'Hidden.',
    'node_modules/x/readme.md': 'Machinery.',
    '~$a.docx': 'An office lock file.',
  });
  symlinkSync(join(outside, 'secret.md'), join(folder, 'link.md'));
  symlinkSync(outside, join(folder, 'linked-folder'));
  await sync();
  expect(await titles()).toEqual(['a.md']);
});

test('a single file is a source as well', async () => {
  const { folder, knowledge, run } = await openFolder({ 'dir/one.md': 'Only this.', 'dir/two.md': 'Not this.' });
  const path = join(folder, 'dir', 'one.md');
  const { source } = await knowledge.add({ location: path });
  expect(source).toMatchObject({ kind: 'file', uri: pathToFileURL(path).href });
  expect(await knowledge.sync(source.id, run)).toMatchObject({ added: 1 });
});

test('a document that was removed by hand stays out when its folder is synced', async () => {
  const { sync, titles, knowledge, write } = await openFolder({ 'a.md': 'Keep.', 'b.md': 'Remove me.' });
  await sync();
  const { documents } = await knowledge.documents(owner);
  await knowledge.removeDocument(documents.find(({ title }) => title === 'b.md')?.document ?? '');
  await sync();
  expect(await titles()).toEqual(['a.md']);
  write('b.md', 'Remove me, edited.');
  await sync();
  expect(await titles()).toEqual(['a.md']);
});

test('a document that was removed by hand stays out also when its file had become unreadable before', async () => {
  const { sync, titles, knowledge, write } = await openFolder({ 'a.md': 'Remove me.' });
  await sync();
  write('a.md', '');
  expect(await sync()).toMatchObject({ failed: 1 });
  const { documents } = await knowledge.documents(owner);
  await knowledge.removeDocument(documents[0]?.document ?? '');
  write('a.md', 'Readable again.');
  await sync();
  expect(await titles()).toEqual([]);
});

test('a sync that is aborted keeps what it had, and the next one does the rest', async () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`f${n}.txt`, `Document number ${n}.`]));
  const { knowledge, source, sync, titles } = await openFolder(files);
  const controller = new AbortController();
  const cut = knowledge.sync(source.id, {
    signal: controller.signal,
    progress: ({ done }) => {
      if (done > 0) controller.abort();
    },
  });
  await expect(cut).rejects.toThrow(/abort/i);
  const kept = (await titles()).length;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(300);
  expect(await sync()).toMatchObject({ added: 300 - kept, unchanged: kept });
  expect(await titles()).toHaveLength(300);
});
