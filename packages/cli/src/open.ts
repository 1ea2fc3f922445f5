import type { Command } from 'commander';
import { loadConfig, type Settings } from '@atelier/foundation';
import { openAtelier, type Atelier } from '@atelier/server';
import { showProgress, type ProgressView } from './output/progress.ts';

/** The settings as flags, environment and file give them, for the command that runs. */
export function settingsOf(command: Command): Settings {
  const { home, config, port } = command.optsWithGlobals<{ home?: string; config?: string; port?: string }>();
  return loadConfig({ flags: { home, 'server.port': port }, ...(config === undefined ? {} : { file: config }) });
}

/** Opens the home, runs the work, and closes it whatever happens. */
export async function withAtelier<Result>(
  command: Command,
  access: 'read' | 'write',
  work: (atelier: Atelier) => Promise<Result>,
): Promise<Result> {
  let recovery: ProgressView | null = null;
  const atelier = await openAtelier({
    settings: settingsOf(command),
    command: `atelier ${nameOf(command)}`,
    access,
    onRecovery: (progress) => {
      recovery ??= showProgress('search index');
      recovery.update(progress);
    },
  }).finally(() => recovery?.end('search index: up to date'));
  const stop = () => {
    process.stderr.write('\nStopped. What was finished is kept; the rest goes on when the command is run again.\n');
    void atelier.close().finally(() => process.exit(130));
  };
  // Commands that read have an answer to break off, and see to Ctrl-C themselves.
  if (access === 'write') process.once('SIGINT', stop);
  try {
    return await work(atelier);
  } finally {
    process.off('SIGINT', stop);
    await atelier.close();
  }
}

function nameOf(command: Command): string {
  const parent = command.parent;
  return parent?.parent == null ? command.name() : `${nameOf(parent)} ${command.name()}`;
}

/** Aborts on Ctrl-C, once; a second one ends the process at once. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}
