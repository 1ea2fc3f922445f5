import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { AtelierError } from '@atelier/foundation';

export interface GitOptions {
  signal: AbortSignal;
  /** Beside what is always set; for git and what it starts. */
  environment?: Record<string, string>;
  /** Settings of git, kept out of the list of processes. */
  config?: Record<string, string>;
}

/** git ended with an error; `stderr` is what it said. */
export class GitFailure extends Error {
  readonly stderr: string;

  constructor(stderr: string) {
    super(lastWords(stderr));
    this.name = 'GitFailure';
    this.stderr = stderr;
  }
}

/** What of the environment git may know: how to get out, and who signs in by ssh. */
const passedOn =
  /^(?:PATH|HOME|TMPDIR|TEMP|TMP|USERPROFILE|SystemRoot|SSH_AUTH_SOCK|SSL_CERT_(?:FILE|DIR)|GIT_SSL_CAINFO|(?:https?|all|no)_proxy)$/i;

/** Nothing that a repository or this machine's settings say makes git start a program, ask a question or never end. */
const safeConfig = {
  'core.hooksPath': devNull,
  'protocol.ext.allow': 'never',
  'credential.helper': '',
  'fetch.recurseSubmodules': 'false',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'http.lowSpeedLimit': '1000',
  'http.lowSpeedTime': '60',
};

/**
 * Runs git, without a shell, and gives what it writes piece by piece.
 * @throws GitFailure; AtelierError `git_missing`
 */
export async function* runGit(args: readonly string[], options: GitOptions): AsyncGenerator<Buffer> {
  const { signal } = options;
  signal.throwIfAborted();
  const child = spawn('git', args, { env: environmentOf(options), stdio: ['ignore', 'pipe', 'pipe'], signal });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    stderr = (stderr + piece).slice(-20_000);
  });
  const ended = new Promise<number | null | Error>((resolve) => {
    child.on('error', resolve);
    child.on('close', resolve);
  });
  try {
    yield* child.stdout as AsyncIterable<Buffer>;
  } finally {
    // Whoever listens no longer wants no more.
    if (child.exitCode === null && !child.stdout.readableEnded) child.kill();
  }
  const end = await ended;
  signal.throwIfAborted();
  if (end instanceof Error) throw gitMissing(end);
  if (end !== 0) throw new GitFailure(stderr);
}

/** All that git writes. */
export async function gitOutput(args: readonly string[], options: GitOptions): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(runGit(args, options)));
}

function environmentOf({ environment, config }: GitOptions): NodeJS.ProcessEnv {
  const settings = Object.entries({ ...safeConfig, ...config });
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => passedOn.test(name))),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'file:https:http:ssh',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_SSH_VARIANT: 'ssh',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes',
    ...environment,
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], n) => [
        [`GIT_CONFIG_KEY_${n}`, key],
        [`GIT_CONFIG_VALUE_${n}`, value],
      ]),
    ),
  };
}

/** The line that tells most: the first that git calls fatal, else the last. */
function lastWords(stderr: string): string {
  const lines = stderr.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const telling = lines.find((line) => /^(?:fatal|error|ERROR|remote: ERROR):/.test(line)) ?? lines.at(-1);
  return (telling ?? 'it gave no reason').replace(/^(?:fatal|error|ERROR): /, '').slice(0, 300);
}

function gitMissing(cause: Error): AtelierError {
  return new AtelierError({
    code: 'git_missing',
    message: `The program git could not be started (${(cause as NodeJS.ErrnoException).code ?? cause.message}).`,
    hint: 'Install Git (https://git-scm.com) and see that it is on the PATH of the user that runs Atelier.',
    cause,
  });
}
