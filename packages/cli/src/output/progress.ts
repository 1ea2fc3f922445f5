import { progress as progressBar, spinner } from '@clack/prompts';
import type { JobProgress } from '@atelier/foundation';

export interface ProgressView {
  update(progress: JobProgress): void;
  end(message: string): void;
}

/** Lines further apart than this, where nobody watches a bar. */
const plainEveryMs = 5000;

/** A bar on a terminal, a line now and then otherwise; always on standard error. */
export function showProgress(title: string): ProgressView {
  return process.stderr.isTTY ? barOnTerminal(title) : plainLines(title);
}

function barOnTerminal(title: string): ProgressView {
  const waiting = spinner({ output: process.stderr });
  waiting.start(title);
  let bar: ReturnType<typeof progressBar> | null = null;
  let reached = 0;
  return {
    update: ({ done, total, message }) => {
      if (bar === null) {
        if (total === null) {
          waiting.message(`${title}: ${message}`);
          return;
        }
        waiting.clear();
        bar = progressBar({ max: Math.max(1, total), output: process.stderr });
        bar.start(title);
      }
      bar.advance(Math.max(0, done - reached), `${title}: ${message} ${done}${total === null ? '' : ` of ${total}`}`);
      reached = Math.max(reached, done);
    },
    end: (message) => (bar ?? waiting).stop(message),
  };
}

function plainLines(title: string): ProgressView {
  let last = Date.now();
  return {
    update: ({ done, total, message }) => {
      if (Date.now() - last < plainEveryMs) return;
      last = Date.now();
      process.stderr.write(`${title}: ${message} ${done}${total === null ? '' : ` of ${total}`}\n`);
    },
    end: (message) => process.stderr.write(`${message}\n`),
  };
}
