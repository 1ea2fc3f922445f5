import { Command } from 'commander';
import { startAtelier } from '@atelier/server';
import { interruptSignal, settingsOf } from '../open.ts';
import { print } from '../output/json.ts';
import { bold, cyan, dim } from '../output/style.ts';
import { studioFolder } from '../studio-folder.ts';

export function upCommand(): Command {
  return new Command('up')
    .description('Serve the web page and the API on 127.0.0.1, and keep documents indexed')
    .argument('[path...]', 'folders or files to add')
    .option('--port <number>', 'port (default: 8600, or ATELIER_PORT; 0 takes a free one)')
    .addHelpText(
      'after',
      `
Examples:
  $ atelier up ./handbook ./contracts
  $ atelier up --port 8700 --home ./second-home`,
    )
    .action(async (paths: string[], _options: unknown, command: Command) => {
      const signal = stopSignal();
      const running = await startAtelier({ settings: settingsOf(command), paths, studio: studioFolder });
      print(`${bold('Atelier')} is up. Open this link (it holds your token):`);
      print(`\n  ${cyan(running.link)}\n`);
      print(dim(`API: ${running.url}/docs    Stop: Ctrl-C`));
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve());
      });
      print('Stopping...');
      await running.stop();
    });
}

/** Ctrl-C, or the polite kill of a process manager. */
function stopSignal(): AbortSignal {
  const terminated = new AbortController();
  process.once('SIGTERM', () => terminated.abort());
  return AbortSignal.any([interruptSignal(), terminated.signal]);
}
