import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { callWith } from '../../testing/client.fixture.ts';
import { indexed, startServer } from '../../testing/server.fixture.ts';

const datasheet = join(import.meta.dirname, '../../../../../examples/company/products/corrie-40-datasheet.pdf');

test('the picture of a page stays in no browser: the document may be removed, or closed to who looks', async () => {
  const server = await startServer({ paths: [] });
  onTestFinished(server.stop);
  cpSync(datasheet, join(server.handbook, 'sheet.pdf'));
  await server.running.atelier.addSource({ location: join(server.handbook, 'sheet.pdf') });
  await indexed(server);
  const [sheet] = (await server.running.atelier.documents({})).documents;
  const { version_id: version } = await server.running.atelier.document(sheet?.document ?? '');
  for (const query of ['', `?version=${version}`]) {
    const { status, headers } = await callWith(server)(`/api/documents/${sheet?.document}/pages/1${query}`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'no-store' });
  }
});
