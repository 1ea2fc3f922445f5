import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/atelier.js', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Place {
  /** Where commands run; the home is `.atelier` in it. */
  folder: string;
  home: string;
  /** Runs a command to its end. */
  run(args: string[], options?: RunOptions): Promise<Ended>;
  /** Runs a command that must succeed, with `--json`, and gives its one document. */
  json<Result>(args: string[], options?: RunOptions): Promise<Result>;
  /** Starts a command and leaves it running. */
  start(args: string[], options?: RunOptions): Started;
  write(files: Record<string, string>): void;
  remove(): void;
}

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
}

export interface Started {
  process: ChildProcess;
  /** Resolves when standard output has what is looked for; rejects when the process ends before. */
  says(pattern: RegExp): Promise<string>;
  ended: Promise<Ended>;
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** A folder of its own in which `atelier` runs as real processes, untouched by the settings of the tester. */
export function makePlace(files: Record<string, string> = {}): Place {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'atelier-cli-')));
  const running = new Set<ChildProcess>();

  function start(args: string[], { cwd = folder, env = {} }: RunOptions = {}): Started {
    const child = spawn(process.execPath, [program, ...args], { cwd, env: { ...plainEnvironment(), ...env } });
    running.add(child);
    let [stdout, stderr] = ['', ''];
    let look: () => void = () => undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      look();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        running.delete(child);
        resolve({ code, stdout, stderr });
      });
    });
    return {
      process: child,
      ended,
      says: (pattern) =>
        new Promise((resolve, reject) => {
          look = () => {
            const match = pattern.exec(stdout);
            if (match !== null) resolve(match[1] ?? match[0]);
          };
          look();
          void ended.then(() => reject(new Error(`it ended without saying ${String(pattern)}: ${stdout}${stderr}`)));
        }),
      stop: async (signal = 'SIGTERM') => {
        child.kill(signal);
        return await ended;
      },
    };
  }

  const run = async (args: string[], options?: RunOptions): Promise<Ended> => await start(args, options).ended;
  const place: Place = {
    folder,
    home: join(folder, '.atelier'),
    start,
    run,
    async json<Result>(args: string[], options?: RunOptions) {
      const { code, stdout, stderr } = await run([...args, '--json'], options);
      if (code !== 0) throw new Error(`atelier ${args.join(' ')} ended with ${code}: ${stdout}${stderr}`);
      // Throws on anything but exactly one document.
      return JSON.parse(stdout) as Result;
    },
    write: (more) => {
      for (const [name, text] of Object.entries(more)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
    },
    remove: () => {
      for (const child of running) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  place.write(files);
  return place;
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(?:ATELIER_|VITEST|NODE_OPTIONS|FORCE_COLOR)/.test(name),
  );
  // Compiled modules are kept between the many processes of the tests.
  const cache = join(tmpdir(), 'atelier-test-compile-cache');
  return { ...Object.fromEntries(own), NO_COLOR: '1', NODE_COMPILE_CACHE: cache };
}

export const handbook = {
  'handbook/leave.md':
    '# Leave for donors\n\nBone marrow donors get 7 days of paid leave. Blood donors may leave early 🦉.\n',
  'handbook/notice.md': '# Notice periods\n\nThe notice period is 30 days. It is 90 days for managers.\n',
};

export const donorQuestion = 'How many days of paid leave do bone marrow donors get?';
