import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { AtelierError } from '@atelier/foundation';
import type { OcrSettings, PagePicture, ReaderTask, ReadRequest } from './protocol.ts';
import type { ReadResult } from './read-document.ts';
import { ReaderProcess, type ReadOutcome } from './reader-process.ts';

export interface ReaderPoolOptions {
  /** Files read at the same time, each in a process of its own. */
  processes?: number;
  /** For one file, start of a process included. */
  timeoutMs?: number;
  /** For one file, over what an idle process takes. */
  memoryMb?: number;
  maxFileBytes?: number;
  /** UTF-16 code units of a document's text. */
  maxTextCharacters?: number;
  /** How pictures of text are read; null: they are not. */
  ocr?: OcrSettings | null;
  /** Passwords that are tried on every protected file, after those that the request brings. */
  passwords?: readonly string[];
}

export interface ReaderPool {
  /**
   * Reads a file, and the files inside it, in a reader process, so that a file that crashes, stalls or bloats its parser costs only itself.
   * @throws AtelierError with one of the codes of `ReadFailureCode`, or `reader_timeout`, `reader_memory`,
   * `reader_crashed`, `readers_closed`; never resolves with an empty text
   */
  read(request: ReadRequest): Promise<ReadResult>;
  /**
   * A page of a PDF as a picture, 1-based.
   * @throws AtelierError as `read`, and `page_not_pictured` for other formats and pages that are not there
   */
  picture(request: ReadRequest, page: number): Promise<PagePicture>;
  /** Ends the processes; what is being read or waits is rejected with `readers_closed`. */
  close(): Promise<void>;
}

/** Parsers leak a little: a process is replaced after this many files. */
const filesPerProcess = 2000;

interface Waiting {
  task: ReaderTask;
  resolve: (result: ReadResult | PagePicture) => void;
  reject: (error: AtelierError) => void;
}

/** Starts processes when there is work for them, keeps them for the next file, and queues what has to wait. */
export function createReaderPool(options: ReaderPoolOptions = {}): ReaderPool {
  const {
    processes = Math.min(2, availableParallelism()),
    timeoutMs = 60_000,
    memoryMb = 768,
    maxFileBytes = 200_000_000,
    maxTextCharacters = 20_000_000,
    ocr = null,
    passwords = [],
  } = options;
  const limits = { maxFileBytes, maxTextCharacters, memoryMb, ocr };
  const pool = poolOf(() => new ReaderProcess(limits), { processes, timeoutMs, memoryMb });
  const withPasswords = (request: ReadRequest): ReadRequest => ({
    ...request,
    passwords: [...(request.passwords ?? []), ...passwords],
  });
  return {
    ...pool,
    read: (request) => pool.read(withPasswords(request)),
    picture: (request, page) => pool.picture(withPasswords(request), page),
  };
}

/** The pool over any way to start a process. */
export function poolOf(
  start: () => ReaderProcess,
  { processes, timeoutMs, memoryMb }: Required<Pick<ReaderPoolOptions, 'processes' | 'timeoutMs' | 'memoryMb'>>,
): ReaderPool {
  const waiting: Waiting[] = [];
  const idle: ReaderProcess[] = [];
  const busy = new Set<ReaderProcess>();
  let closed = false;

  const dispatch = (): void => {
    while (busy.size < processes) {
      const next = waiting.shift();
      if (next === undefined) return;
      void readNext(next, takeIdle() ?? start);
    }
  };

  const readNext = async ({ task, resolve, reject }: Waiting, from: ReaderProcess | typeof start): Promise<void> => {
    let reader: ReaderProcess;
    try {
      reader = typeof from === 'function' ? from() : from;
    } catch (error) {
      // The system refuses another process.
      reject(errorOf(task.file, { ended: 'crash', reason: String(error) }, { timeoutMs, memoryMb }));
      return;
    }
    busy.add(reader);
    const isFirst = reader.files === 0;
    const outcome = await reader.run(task, timeoutMs);
    busy.delete(reader);
    if (closed) {
      reject(readersClosed(task.file));
      return;
    }
    if (!('ended' in outcome)) {
      const grown = outcome.rss - outcome.baseRss > (memoryMb * 1024 * 1024) / 2;
      if (grown || reader.files >= filesPerProcess) void reader.end();
      else idle.push(reader);
    } else if (outcome.ended !== 'timeout' && !isFirst) {
      // What files before it left behind may be to blame: it gets a process of its own.
      await readNext({ task, resolve, reject }, start);
      return;
    }
    dispatch();
    if ('ok' in outcome && outcome.ok) resolve(outcome.result);
    else reject(errorOf(task.file, outcome, { timeoutMs, memoryMb }));
  };

  const takeIdle = (): ReaderProcess | undefined => {
    for (let reader = idle.pop(); reader !== undefined; reader = idle.pop()) {
      if (!reader.ended) return reader;
    }
    return undefined;
  };

  const run = (task: ReaderTask): Promise<ReadResult | PagePicture> =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(readersClosed(task.file));
        return;
      }
      waiting.push({ task, resolve, reject });
      dispatch();
    });

  return {
    read: async (file) => (await run({ kind: 'read', file })) as ReadResult,
    picture: async (file, page) => (await run({ kind: 'picture', file, page })) as PagePicture,
    async close() {
      closed = true;
      for (const { task, reject } of waiting.splice(0)) reject(readersClosed(task.file));
      await Promise.all([...idle.splice(0), ...busy].map((reader) => reader.end()));
    },
  };
}

type Failed = Exclude<ReadOutcome, { ok: true }>;

function errorOf(request: ReadRequest, outcome: Failed, limits: { timeoutMs: number; memoryMb: number }): AtelierError {
  const name = `"${nameOf(request)}"`;
  const details = { path: 'path' in request ? request.path : request.name };
  if ('failure' in outcome) {
    const { code, message, hint } = outcome.failure;
    return new AtelierError({ code, message: `${name} ${message}`, hint, details });
  }
  if (outcome.ended === 'timeout') {
    return new AtelierError({
      code: 'reader_timeout',
      message: `${name} was not read within ${limits.timeoutMs / 1000} seconds.`,
      hint: 'It may be very large or damaged: split it, or save it again from the program that made it.',
      details,
    });
  }
  if (outcome.ended === 'memory') {
    return new AtelierError({
      code: 'reader_memory',
      message: `${name} needs more than ${limits.memoryMb} MB of memory to be read.`,
      hint: 'It may be damaged or made to exhaust memory: split it, or save it again from the program that made it.',
      details,
    });
  }
  return new AtelierError({
    code: 'reader_crashed',
    message: `The reader of ${name} crashed (${outcome.reason}).`,
    hint: 'The file is probably damaged: save it again from the program that made it. Other files are not affected.',
    details: { ...details, reason: outcome.reason },
  });
}

const nameOf = (request: ReadRequest): string => basename(request.name ?? ('path' in request ? request.path : ''));

function readersClosed(request: ReadRequest): AtelierError {
  return new AtelierError({
    code: 'readers_closed',
    message: `"${nameOf(request)}" was not read: the program is closing.`,
    hint: 'It is read at the next start.',
  });
}
