import { expect } from 'vitest';
import { owner } from '../../packages/knowledge/src/index.ts';
import { expectNone } from './expect-none.ts';
import type { World } from './leak-world.ts';

/** Users of a company with tokens of their own, and what each of them gets through every door that there is. */

export interface UserOfWorld {
  token: string;
  /** The principals that the user is. */
  as: string[];
}

export async function addUsers(world: World): Promise<UserOfWorld[]> {
  const users = [
    { user: 'anna', groups: ['hr'] },
    { user: "o'neil", groups: ['everyone', 'owner'] },
  ];
  return await Promise.all(
    users.map(async ({ user, groups }) => {
      const { token } = await world.atelier.addUser({ user, groups });
      return { token, as: [`user:${user}`, ...groups.map((group) => `group:${group}`)] };
    }),
  );
}

/** What users may call. A door that is opened to them has to be written down here, and then be checked below. */
const doors = [
  'GET /api/me',
  'GET /api/documents',
  'GET /api/documents/{id}',
  'GET /api/documents/{id}/pages/{page}',
  'GET /api/documents/{id}/tables',
  'POST /api/tables/query',
  'POST /api/search',
  'POST /api/ask',
  'POST /api/search/click',
  'POST /api/search/click',
  // Signing in and out asks for no token.
  'POST /api/session',
  'DELETE /api/session',
];

const absent = {
  doc: 'doc_01kb3v00000000000000000000',
  ver: 'ver_01kb3v00000000000000000000',
  tbl: 'tbl_01kb3v00000000000000000000',
};

/** Everything else is answered alike, whether it is there or not. */
export async function checkReach(world: World, [user]: UserOfWorld[]): Promise<void> {
  const token = user?.token ?? '';
  const { paths } = JSON.parse((await world.request('GET', '/openapi.json')).text) as { paths: Record<string, object> };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
  const [source] = await world.atelier.sources();
  const [question] = await world.atelier.questions();
  const [document] = (await world.atelier.documents({})).documents;
  const present: Record<string, string | undefined> = {
    sources: source?.source,
    questions: question?.id,
    documents: document?.document,
    jobs: source?.last_run?.job,
    users: 'anna',
  };
  expect(Object.values(present)).not.toContain(undefined);
  const refused = new Set<string>();
  for (const { method, path } of operations) {
    if (doors.includes(`${method} ${path}`)) continue;
    const kind = path.split('/')[2] ?? '';
    for (const id of ['absent', present[kind] ?? 'absent']) {
      const address = path.replaceAll(/\{\w+\}/g, id);
      const { status, text } = await world.requestWith(token, method, address, method === 'GET' ? undefined : {});
      expect([method, path, status]).toEqual([method, path, 403]);
      refused.add(text);
    }
  }
  expect(refused.size).toBe(1);
  expect([...refused].join()).toContain('"forbidden"');
  expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual(expect.arrayContaining(doors));
  expect(Object.keys((await world.atelier.users())[0] ?? {})).not.toContain('token');
}

export async function checkUser(world: World, { token, as }: UserOfWorld, isSynced: boolean): Promise<void> {
  const words = world.forbidden(as);
  const call = (method: string, path: string, body?: unknown, events = false) =>
    world.requestWith(token, method, path, body, events);
  const heard = async (method: string, path: string, body?: unknown, events = false) => {
    const { status, text } = await call(method, path, body, events);
    // What was asked with comes back; it is the asker's own.
    const told = body === undefined ? text : text.replaceAll(/"(?:query|question)":"(?:[^"\\]|\\.)*"/g, '');
    expectNone(told, words, `${method} ${path} of ${as.join()}`);
    return { status, text };
  };

  await heard('GET', '/api/me');
  const listed = JSON.parse((await heard('GET', '/api/documents')).text) as {
    documents: { document: string; uri: string }[];
    total: number;
  };
  expect(listed.total).toBe(listed.documents.length);
  const visible = [...world.visible(as).values()].map(({ uri }) => uri).toSorted();
  if (isSynced) expect(listed.documents.map(({ uri }) => uri).toSorted()).toEqual(visible);
  for (const { document } of listed.documents.slice(0, 3)) {
    expect((await heard('GET', `/api/documents/${document}`)).status).toBe(200);
    await heard('GET', `/api/documents/${document}/pages/1`);
    const { text } = await heard('GET', `/api/documents/${document}/tables`);
    for (const { table } of (JSON.parse(text) as { tables: { table: string }[] }).tables) {
      expect((await heard('POST', '/api/tables/query', { table })).status).toBe(200);
    }
  }
  const everything = `report code yearly amount ${words.filter((word) => !word.includes('/')).join(' ')}`;
  const search = { query: everything.slice(0, 3900), limit: 100 };
  const ask = { question: 'What does the yearly report say about the code?' };
  await heard('POST', '/api/ask', ask, true);

  // Who comes with a token gets what the owner gets who asks for the same person, and asks for nobody.
  for (const [path, body] of [
    ['/api/search', search],
    ['/api/ask', ask],
    ['/api/ask', { ...ask, all: true }],
    ['/api/search', { ...search, as_of: new Date(Date.now() - 1000).toISOString() }],
  ] as const) {
    // What was there a moment ago may have words that are former ones by now.
    const own = await ('as_of' in body ? call : heard)('POST', path, body);
    const asked = await world.request('POST', path, { ...body, as });
    const untimed = ({ status, text }: { status: number; text: string }) => [
      status,
      text.replace(/"took_ms":[\d.]+/, ''),
    ];
    expect(untimed(own)).toEqual(untimed(asked));
    for (const other of [[], as, ['group:hr']]) {
      for (const events of [false, true])
        expect((await call('POST', path, { ...body, as: other }, events)).status).toBe(403);
    }
  }
  await checkNames(world, call, new Set(listed.documents.map(({ document }) => document)));
}

/** What is there and not for this user gets the status and the body of what never was. */
async function checkNames(
  world: World,
  call: (method: string, path: string, body?: unknown) => Promise<{ status: number; text: string }>,
  mine: Set<string>,
): Promise<void> {
  const others = (await world.home.knowledge.documents(owner)).documents.filter(({ document }) => !mine.has(document));
  const about = async (name: string, version?: string) => {
    const [id, query] = [encodeURIComponent(name), version === undefined ? '' : `?version=${version}`];
    const paths = [`${id}${query}`, `${id}/tables${query}`, `${id}/pages/1${query}`, `${id}/pages/x`];
    const replies = await Promise.all(paths.map((path) => call('GET', `/api/documents/${path}`)));
    const removal = await call('DELETE', `/api/documents/${id}`);
    const click = { query: 'report', document: name, version: version ?? absent.ver, start: 0 };
    const clicked = await call('POST', '/api/search/click', click);
    return [...replies, removal, clicked].map(({ status, text }) => [status, text.replaceAll(name, '<named>')]);
  };
  const expected = await about(absent.doc);
  expect(expected.map(([status]) => status)).toEqual([404, 404, 404, 400, 403, 404]);
  for (const { document, uri } of others.slice(0, 2)) {
    const { version_id: version } = await world.home.knowledge.document(owner, document);
    expect(await about(document)).toEqual(expected);
    expect(await about(uri)).toEqual(expected);
    expect(await about(document, version)).toEqual(expected);
    const click = async (id: string) => {
      const opened = { query: 'yearly', document: id, version, start: 0 };
      const { status, text } = await call('POST', '/api/search/click', opened);
      return [status, text.replaceAll(id, '<named>')];
    };
    expect(await click(document)).toEqual(await click(absent.doc));
    for (const { table } of (await world.home.knowledge.tables(owner, document)).tables) {
      const query = async (id: string, more: object) => {
        const { status, text } = await call('POST', '/api/tables/query', { table: id, ...more });
        return [status, text.replaceAll(id, '<named>')];
      };
      for (const more of [{}, { version }, { aggregate: 'sum', column: 'Amount' }]) {
        expect(await query(table, more)).toEqual(await query(absent.tbl, more));
      }
    }
  }
}
