import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentContent, DocumentTables, TableResult } from '@atelier/knowledge';
import type { Atelier } from '../../service/atelier.ts';
import { openAtelier } from '../../service/open-atelier.ts';
import { callWith } from '../../testing/client.fixture.ts';
import { startServer, type TestServer } from '../../testing/server.fixture.ts';

let server: TestServer;
let send: ReturnType<typeof callWith>;
let local: Atelier;
let listed: DocumentTables;

beforeAll(async () => {
  server = await startServer({ paths: [] });
  send = callWith(server);
  local = server.running.atelier;
  const path = join(server.handbook, 'sales.csv');
  writeFileSync(path, 'Region,Amount\nNorth,"1,200.50"\nSouth,300\nNorth,50\n');
  const { job } = await local.addSource({ location: path, access: ['group:hr'] });
  await local.waitForJob(job);
  listed = await local.tables(pathToFileURL(path).href);
});
afterAll(() => server.stop());

const sum = () => ({ table: listed.tables[0]?.table ?? '', aggregate: 'sum', column: 'Amount' }) as const;
const query = (body: unknown) => send('/api/tables/query', { method: 'POST', body });

test('a document lists its tables, by its id, its uri and its version', async () => {
  expect(listed.tables).toMatchObject([
    {
      ordinal: 1,
      name: 'sales.csv',
      rows: 3,
      columns: [
        { name: 'Region', type: 'text' },
        { name: 'Amount', type: 'number' },
      ],
    },
  ]);
  for (const id of [listed.document, encodeURIComponent(listed.uri)]) {
    expect(await send(`/api/documents/${id}/tables`)).toMatchObject({ status: 200, json: listed });
    const version = `?version=${listed.version}`;
    expect(await send(`/api/documents/${id}/tables${version}`)).toMatchObject({ status: 200, json: listed });
  }
  const none = await send('/api/documents/doc_none/tables');
  expect(none).toMatchObject({ status: 404, json: { error: { code: 'document_not_found' } } });
});

test('a sum comes with its cells, each a slice of the text of its version', async () => {
  const where = [{ column: 'Region', op: '=', value: 'North' }];
  const { status, json } = await query({ ...sum(), where });
  expect(status).toBe(200);
  const { results, matched } = json as TableResult;
  expect(matched).toBe(2);
  expect(results).toMatchObject([
    {
      value: 1250.5,
      count: 2,
      cells: [
        { text: '1,200.50', row: 1 },
        { text: '50', row: 3 },
      ],
    },
  ]);
  const shown = await send(`/api/documents/${listed.document}?version=${listed.version}`);
  const { text } = shown.json as DocumentContent;
  for (const cell of results[0]?.cells ?? []) expect(text.slice(cell.start, cell.end)).toBe(cell.text);
});

test('who may not see the document finds no table', async () => {
  expect(await query({ ...sum(), as: ['group:hr'] })).toMatchObject({ status: 200 });
  expect(await query({ ...sum(), as: ['user:bob'] })).toMatchObject({
    status: 404,
    json: { error: { code: 'table_not_found' } },
  });
});

test.each<[code: string, body: object]>([
  ['table_query_invalid', { column: 'Price' }],
  ['request_invalid', { aggregate: 'median' }],
  ['request_invalid', { where: [{ column: 'Region', op: 'like', value: 'N%' }] }],
  ['request_invalid', { sql: 'drop table tables' }],
])('%s: %j', async (code, body) => {
  expect(await query({ ...sum(), ...body })).toMatchObject({ status: 400, json: { error: { code } } });
});

test('the command line beside the server gets the same', async () => {
  const remote = await openAtelier({ settings: server.settings, command: 'atelier test', access: 'read' });
  expect(await remote.tables(listed.uri)).toEqual(listed);
  expect(await remote.tables(listed.document, listed.version)).toEqual(listed);
  expect(await remote.queryTable(sum())).toEqual(await local.queryTable(sum()));
  await expect(remote.queryTable({ ...sum(), as: [] })).rejects.toMatchObject({ code: 'table_not_found' });
});

test('when the document is removed, its tables are gone', async () => {
  const removed = await local.removeDocument(listed.document);
  await local.waitForJob(removed.job);
  expect(await query(sum())).toMatchObject({ status: 404, json: { error: { code: 'table_not_found' } } });
  expect(await send(`/api/documents/${listed.document}/tables`)).toMatchObject({ status: 404 });
});
