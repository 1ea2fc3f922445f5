import { CommanderError } from 'commander';
import { AtelierError } from '@atelier/foundation';
import { buildProgram } from './program.ts';
import { printError } from './output/errors.ts';

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
