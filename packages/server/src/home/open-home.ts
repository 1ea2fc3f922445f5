import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  appliedMigrations,
  AtelierError,
  createJobRunner,
  createJobs,
  createLog,
  createSecretBox,
  createSessions,
  createUsers,
  homeInUse,
  migrate,
  openSqlite,
  readHomeOwner,
  tryLockHome,
  type Database,
  type HomeLock,
  type JobProgress,
  type Job,
  type JobRunner,
  type Jobs,
  type Log,
  type Sessions,
  type Settings,
  type Users,
} from '@atelier/foundation';
import {
  createKnowledge,
  createReaderPool,
  knowledgeMigrations,
  openIndexes,
  openOnnxReranker,
  type Knowledge,
  type KnowledgeSchema,
  type ReaderPool,
} from '@atelier/knowledge';
import { embedderAgain, embedderOf } from './embedder.ts';
import { jobHandlers } from './job-handlers.ts';
import { ocrSettings } from './ocr-settings.ts';

/** A slow site must not keep a changed file waiting. */
const jobsAtOnce = 3;

/** An open home: everything wired, nothing served yet. */
export interface Home {
  path: string;
  settings: Settings;
  log: Log;
  knowledge: Knowledge;
  jobs: Jobs;
  users: Users;
  sessions: Sessions;
  /** Null where another process holds the home and this one only reads. */
  writing: { lock: HomeLock; runner: JobRunner } | null;
  /** Hears the progress and the end of jobs that this process runs. */
  listeners: Set<JobListener>;
  close(): Promise<void>;
}

export interface JobListener {
  progress?(job: Job, progress: JobProgress): void;
  end?(job: Job): void;
}

export interface OpenHomeOptions {
  settings: Settings;
  /** What the process does, as a person would type it; others are told. */
  command: string;
  /**
   * `write` takes the home for this process alone. `read` takes it if it is free, to finish what a crash left behind,
   * and else reads beside the owner. `look` never takes it: on a full disk there is nothing to write with.
   */
  access: 'write' | 'read' | 'look';
}

/**
 * Opens the home folder, making it where writing is asked for.
 *
 * @throws AtelierError `home_in_use`, `home_newer`, `home_missing`
 */
export async function openHome({ settings, command, access }: OpenHomeOptions): Promise<Home> {
  const path = resolve(settings.home);
  const databaseFile = join(path, 'atelier.db');
  checkFolder(path);
  if (access !== 'write' && !existsSync(databaseFile)) throw homeMissing(path);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  checkWritable(path);
  const lock = access === 'look' ? null : tryLockHome(path, command);
  if (lock === null && access === 'write') throw homeInUse(path);

  const log = createLog(settings.log.level);
  const readers = createReaderPool({
    processes: settings.readers.processes,
    timeoutMs: settings.readers.timeoutSeconds * 1000,
    memoryMb: settings.readers.memoryMb,
    maxFileBytes: settings.readers.maxFileMb * 1024 * 1024,
    ocr: ocrSettings(settings),
    passwords: settings.readers.passwords ?? [],
  });
  let database: Database<KnowledgeSchema> | null = null;
  try {
    database = openSqlite<KnowledgeSchema>(databaseFile, { readonly: lock === null });
    if (lock === null) await refuseOther(database, path);
    else await migrate(database, knowledgeMigrations);
    return await wire({ path, settings, log, lock, database, readers });
  } catch (error) {
    await database?.destroy();
    await readers.close();
    lock?.release();
    throw error;
  }
}

async function wire(parts: {
  path: string;
  settings: Settings;
  log: Log;
  lock: HomeLock | null;
  database: Database<KnowledgeSchema>;
  readers: ReaderPool;
}): Promise<Home> {
  const { path, settings, log, lock, database, readers } = parts;
  const { folder } = settings.reranker;
  const opened = await openIndexes({
    database,
    path,
    wanted: await embedderOf(settings),
    again: embedderAgain(settings),
    writes: lock !== null,
  });
  const knowledge = createKnowledge({
    database,
    ...opened,
    reranker: folder === undefined ? undefined : await openOnnxReranker(resolve(folder)),
    readers,
    secrets: createSecretBox(path, settings.secretKey),
    cache: join(path, 'cache'),
  });
  const jobs = createJobs(database);
  const listeners = new Set<JobListener>();
  const runner =
    lock === null
      ? null
      : await createJobRunner({
          database,
          concurrency: jobsAtOnce,
          handlers: jobHandlers({ knowledge, jobs, log, settings, home: path }),
          onProgress: (job, progress) => {
            for (const listener of listeners) listener.progress?.(job, progress);
          },
          onError: (error) => log.error({ error: String(error) }, 'the job table could not be written'),
          onEnd: (job) => {
            for (const listener of listeners) listener.end?.(job);
          },
        });
  return {
    path,
    settings,
    log,
    knowledge,
    jobs,
    users: createUsers(database),
    sessions: createSessions(database),
    writing: lock === null || runner === null ? null : { lock, runner },
    listeners,
    close: async () => {
      await runner?.stop();
      await readers.close();
      knowledge.closeIndexes();
      await database.destroy();
      lock?.release();
    },
  };
}

/** A process that only reads must find exactly the tables that it knows. */
async function refuseOther(database: Database<KnowledgeSchema>, path: string): Promise<void> {
  const applied = await appliedMigrations(database);
  const known = Object.keys(knowledgeMigrations).toSorted();
  if (applied.join() === known.join()) return;
  // The owner is making it just now, or bringing it up to date.
  if (applied.join() === known.slice(0, applied.length).join()) throw homeInUse(path);
  throw new AtelierError({
    code: 'home_other_version',
    message: 'The home is in use by another version of Atelier.',
    hint: 'Stop that process first, or use the version that it runs.',
  });
}

function checkFolder(path: string): void {
  if (!existsSync(path) || statSync(path).isDirectory()) return;
  throw new AtelierError({
    code: 'home_not_a_folder',
    message: `The home ${path} is a file, not a folder.`,
    hint: 'Name another home with --home.',
  });
}

/** Reading needs it as well: SQLite keeps a file of its readers beside the database. */
function checkWritable(path: string): void {
  try {
    accessSync(path, constants.W_OK);
  } catch (cause) {
    throw new AtelierError({
      code: 'home_not_writable',
      message: `The home ${path} may not be written by this user.`,
      hint: 'Check its permissions, or choose another home with --home.',
      cause,
    });
  }
}

function homeMissing(path: string): AtelierError {
  return new AtelierError({
    code: 'home_missing',
    message: `There is nothing indexed in ${path} yet.`,
    hint: 'Add documents first: atelier add <folder>. Or name the home with --home.',
  });
}

/** Where a server serves this home, if one does. */
export function servedAt(path: string): string | null {
  const home = resolve(path);
  if (!existsSync(home)) return null;
  const owner = readHomeOwner(home);
  if (owner?.url === undefined) return null;
  // The file outlives a killed owner; only a held lock makes it true.
  const lock = tryLockHome(home, 'looking');
  lock?.release();
  return lock === null ? owner.url : null;
}
