import { CommanderError } from 'commander';
import { AtelierError } from '@atelier/foundation';
import { buildProgram } from './program.ts';
import { printError } from './output/errors.ts';

// Whoever reads the output may have had enough of it (`| head`); the command itself goes on to its end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** Exit codes: 0 done, 1 failed, 2 wrong usage. */
try {
  await buildProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed its message; asking for help or the version is no mistake.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    printError(error);
    process.exitCode = AtelierError.is(error) && error.code.startsWith('config_') ? 2 : 1;
  }
}
