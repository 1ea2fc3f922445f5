import { constants } from 'node:fs';
import { access, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { errorShape, type Settings } from '@atelier/foundation';
import { createReaderPool, openLanceIndex, shippedEmbedder } from '@atelier/knowledge';
import { openHome, servedAt } from '../home/open-home.ts';
import { checkOcr } from './check-ocr.ts';

export interface Check {
  name: string;
  status: 'ok' | 'warning' | 'failed';
  /** What was found, or what is wrong. */
  found: string;
  /** What to try where something is wrong. */
  hint?: string;
}

export type Finding = Omit<Check, 'name'>;

const leastFreeGb = 1;

/** Tries every part that Atelier stands on, for real and in a scratch folder, and looks at the home. */
export async function checkInstallation(settings: Settings, studio: string): Promise<Check[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'atelier-doctor-'));
  try {
    const checks: [name: string, look: () => Promise<Finding>][] = [
      ['Node.js', checkNode],
      ['database', () => checkDatabase(settings, join(scratch, 'home'))],
      ['search index', () => checkIndex(join(scratch, 'index'))],
      ['readers', () => checkReaders(settings, scratch)],
      ['text recognition', () => Promise.resolve(checkOcr(settings))],
      ['web page', () => checkStudio(studio)],
      ['home', () => checkHome(settings)],
      ['disk', () => checkDisk(settings)],
      ['model', () => checkModel(settings)],
    ];
    const results: Check[] = [];
    for (const [name, look] of checks) results.push({ name, ...(await look().catch(failed)) });
    return results;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function failed(thrown: unknown): Finding {
  const { message, hint } = errorShape(thrown);
  return { status: 'failed', found: message, ...(hint === undefined ? {} : { hint }) };
}

function checkNode(): Promise<Finding> {
  const { node } = process.versions;
  const found = `${node} on ${process.platform} ${process.arch}`;
  return Promise.resolve(
    Number(node.split('.')[0]) >= 24
      ? { status: 'ok', found }
      : { status: 'failed', found, hint: 'Atelier needs Node 24 or later; start it with npx atelier.' },
  );
}

async function checkDatabase(settings: Settings, home: string): Promise<Finding> {
  const opened = await openHome({ settings: { ...settings, home }, command: 'atelier doctor', access: 'write' });
  await opened.close();
  return { status: 'ok', found: 'SQLite opens, migrates and closes' };
}

async function checkIndex(folder: string): Promise<Finding> {
  const index = await openLanceIndex(folder);
  const [vector = new Float32Array()] = await shippedEmbedder.embed(['word'], 'passage');
  await index.replace(
    ['d'],
    [{ chunk: 1, document: 'd', version: 'v', access: ['everyone'], terms: ['word'], vector }],
  );
  const hits = await index.search({ terms: ['word'], principals: null, limit: 1 });
  const nearest = await index.nearest({ vector, principals: null, limit: 1 });
  index.close();
  return hits.length === 1 && nearest.length === 1
    ? { status: 'ok', found: 'LanceDB writes and finds' }
    : { status: 'failed', found: 'LanceDB did not find what was written' };
}

async function checkReaders(settings: Settings, folder: string): Promise<Finding> {
  const readers = createReaderPool({ processes: 1, memoryMb: settings.readers.memoryMb });
  try {
    const file = join(folder, 'sample.md');
    await writeFile(file, '# A sample\n\nOne sentence.\n');
    const { document } = await readers.read({ path: file });
    return { status: 'ok', found: `a child process reads (${document?.text.length} characters)` };
  } finally {
    await readers.close();
  }
}

async function checkStudio(studio: string): Promise<Finding> {
  return await access(join(studio, 'index.html')).then(
    () => ({ status: 'ok', found: 'built' }),
    () => ({ status: 'warning', found: 'not built', hint: 'npm run build' }),
  );
}

async function checkHome(settings: Settings): Promise<Finding> {
  const path = resolve(settings.home);
  const url = servedAt(path);
  if (url !== null) return { status: 'ok', found: `${path}, served at ${url}` };
  const home = await openHome({ settings, command: 'atelier doctor', access: 'read' }).catch((error: unknown) => {
    const shape = errorShape(error);
    if (shape.code === 'home_missing') return null;
    throw error;
  });
  if (home === null) return { status: 'ok', found: `${path} is not there yet; the first command makes it` };
  try {
    const sources = await home.knowledge.sources();
    const documents = sources.reduce((sum, source) => sum + source.documents, 0);
    const found = `${path}: ${sources.length} sources, ${documents} documents`;
    if (home.writing === null || (await home.knowledge.indexAgrees())) return { status: 'ok', found };
    return { status: 'warning', found: `${found}; the search index is behind`, hint: 'atelier reconcile' };
  } finally {
    await home.close();
  }
}

async function checkDisk(settings: Settings): Promise<Finding> {
  let folder = resolve(settings.home);
  while (
    !(await access(folder, constants.F_OK).then(
      () => true,
      () => false,
    ))
  )
    folder = dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  const gigabytes = (bavail * bsize) / 1e9;
  const found = `${gigabytes.toFixed(1)} GB free in ${folder}`;
  if (gigabytes >= leastFreeGb) return { status: 'ok', found };
  return { status: 'warning', found, hint: 'Free some space, or choose a home on another disk with --home.' };
}

function checkModel({ model }: Settings): Promise<Finding> {
  if (model.url === undefined) {
    return Promise.resolve({ status: 'ok', found: 'none configured: the built-in writer quotes from the documents' });
  }
  return Promise.resolve(
    model.name === undefined
      ? { status: 'failed', found: `${model.url}, but no name`, hint: 'Set ATELIER_MODEL.' }
      : { status: 'ok', found: `${model.name} at ${model.url} (not called now)` },
  );
}
