import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { makePdf } from '../read/testing/make-files.ts';
import { openTestHome } from '../testing/knowledge.fixture.ts';
import { owner, readerOf } from './access.ts';

async function pdfHome() {
  const { knowledge, run } = await openTestHome();
  const folder = scratchFolder();
  writeFileSync(join(folder, 'a.pdf'), makePdf([['The first page.'], ['The second page.']]));
  writeFileSync(join(folder, 'b.md'), 'No pages.');
  const { source } = await knowledge.add({ location: folder, access: ['group:hr'] });
  await knowledge.sync(source.id, run);
  const { documents } = await knowledge.documents(owner);
  const idOf = (name: string) => documents.find(({ uri }) => uri.endsWith(name))?.document ?? '';
  const page = (document: string, number: number, reader = owner) =>
    knowledge.pagePicture(reader, { document, page: number });
  return { knowledge, folder, idOf, page };
}

test('a page of a PDF is a picture of its shape, for those who may see it', async () => {
  const { idOf, page } = await pdfHome();
  const { png, width, height } = await page(idOf('a.pdf'), 2, readerOf(['group:hr']));
  expect(Buffer.from(png).toString('latin1', 1, 4)).toBe('PNG');
  expect(width).toBeGreaterThan(200);
  expect(height).toBeGreaterThan(200);
  await expect(page(idOf('a.pdf'), 1, readerOf([]))).rejects.toMatchObject({ code: 'document_not_found' });
});

test('a page that is not there, and a format without pages, have no picture', async () => {
  const { idOf, page } = await pdfHome();
  await expect(page(idOf('a.pdf'), 3)).rejects.toMatchObject({ code: 'page_not_pictured' });
  await expect(page(idOf('b.md'), 1)).rejects.toMatchObject({ code: 'page_not_pictured' });
});

test('a file that has changed since is not shown as if it were what was cited', async () => {
  const { folder, idOf, page } = await pdfHome();
  writeFileSync(join(folder, 'a.pdf'), makePdf([['Another text.']]));
  await expect(page(idOf('a.pdf'), 1)).rejects.toMatchObject({ code: 'file_changed' });
});
