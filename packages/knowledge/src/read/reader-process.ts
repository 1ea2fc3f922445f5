import { fork, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  memoryExceededLine,
  type ReaderLimits,
  type ReaderTask,
  type ReadProgress,
  type ReadReply,
} from './protocol.ts';

/** How a request ended: with a reply, or with the process. */
export type ReadOutcome = ReadReply | { ended: 'timeout' | 'memory' | 'crash'; reason: string };

/**
 * One reader process, which reads one file at a time. Node's permission model keeps it from writing files and starting
 * processes, and it gets nothing of the environment, so that a parser that a file took over finds no secret there.
 */
export class ReaderProcess {
  readonly #child: ChildProcess;
  #files = 0;
  #errorTail = '';
  #ended = false;
  #timedOut = false;
  #timer: NodeJS.Timeout | undefined;
  #settle: ((outcome: ReadOutcome) => void) | null = null;
  readonly #closed: Promise<void>;

  constructor(limits: ReaderLimits, program = new URL('./reader-child.ts', import.meta.url)) {
    this.#child = fork(fileURLToPath(program), [JSON.stringify(limits)], {
      execArgv: [
        '--permission',
        '--allow-fs-read=*',
        '--allow-addons',
        '--allow-worker',
        // V8 collects its garbage before the watchdog has to end the process.
        `--max-old-space-size=${Math.ceil(limits.memoryMb * 0.75)}`,
      ],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {},
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errorTail = (this.#errorTail + text).slice(-4000);
    });
    this.#child.on('message', (message: ReadReply | ReadProgress) => {
      if ('progress' in message) this.#timer?.refresh();
      else this.#finish(message);
    });
    this.#child.on('error', (error) => {
      this.#errorTail += error.message;
      // It could not be started, so it will not report its end.
      if (this.#child.pid === undefined) this.#finish({ ended: 'crash', reason: error.message });
    });
    this.#closed = new Promise((resolve) => {
      // 'close' comes after 'exit', when standard error has been read to its end.
      this.#child.on('close', (code, signal) => {
        this.#ended = true;
        this.#finish(this.#endOf(code, signal));
        resolve();
      });
    });
    this.#keepParentAlive(false);
  }

  get ended(): boolean {
    return this.#ended || !this.#child.connected;
  }

  get files(): number {
    return this.#files;
  }

  /**
   * Does a task; never rejects. The time counts anew where the process tells of progress. After an outcome with `ended` the process
   * is gone.
   */
  run(task: ReaderTask, timeoutMs: number): Promise<ReadOutcome> {
    this.#files++;
    this.#keepParentAlive(true);
    return new Promise((resolve) => {
      this.#timer = setTimeout(() => {
        this.#timedOut = true;
        this.#child.kill('SIGKILL');
      }, timeoutMs);
      this.#settle = (outcome) => {
        clearTimeout(this.#timer);
        this.#keepParentAlive(false);
        resolve(outcome);
      };
      // A process that ended meanwhile reports through 'close'.
      this.#child.send(task, () => {});
    });
  }

  /** Ends the process at once and resolves when it is gone. */
  async end(): Promise<void> {
    if (this.#ended) return;
    this.#child.kill('SIGKILL');
    this.#keepParentAlive(true);
    await this.#closed;
  }

  #finish(outcome: ReadOutcome): void {
    const settle = this.#settle;
    this.#settle = null;
    settle?.(outcome);
  }

  #endOf(code: number | null, signal: NodeJS.Signals | null): ReadOutcome {
    const reason = signal ?? `exit code ${code}`;
    if (this.#timedOut) return { ended: 'timeout', reason };
    const outOfMemory = /heap out of memory|Array buffer allocation failed|memory allocation of \d+ bytes failed/;
    const isMemory =
      this.#errorTail.includes(memoryExceededLine) ||
      outOfMemory.test(this.#errorTail) ||
      // The system's own out-of-memory killer.
      (signal === 'SIGKILL' && process.platform === 'linux');
    return { ended: isMemory ? 'memory' : 'crash', reason };
  }

  /** An idle reader must not keep the program from ending. */
  #keepParentAlive(keep: boolean): void {
    const handles = [this.#child, this.#child.channel, this.#child.stderr as Socket | null];
    for (const handle of handles) {
      if (keep) handle?.ref();
      else handle?.unref();
    }
  }
}
