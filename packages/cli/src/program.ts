import { Command } from 'commander';
import { version } from '@atelier/server';
import { adaptCommand } from './commands/adapt.ts';
import { addCommand } from './commands/add.ts';
import { askCommand } from './commands/ask.ts';
import { doctorCommand } from './commands/doctor.ts';
import { documentsCommand } from './commands/documents.ts';
import { embedderCommand } from './commands/embedder.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { questionsCommand } from './commands/questions.ts';
import { reconcileCommand } from './commands/reconcile.ts';
import { replayCommand } from './commands/replay.ts';
import { searchCommand } from './commands/search.ts';
import { sourcesCommand } from './commands/sources.ts';
import { upCommand } from './commands/up.ts';
import { usersCommand } from './commands/users.ts';

/** The whole command line. */
export function buildProgram(): Command {
  const program = new Command('atelier')
    .description("Answers from a company's own documents, with their sources.")
    .version(version)
    .option('--home <folder>', 'folder that holds everything Atelier keeps (default: ./.atelier, or ATELIER_HOME)')
    .option('--config <file>', 'configuration file (default: ./atelier.config.yaml where it is there)')
    .exitOverride()
    .showHelpAfterError('(its --help shows examples)')
    .addHelpText(
      'after',
      `
Examples:
  $ atelier up ./handbook                       serve the page and the API, keep the folder indexed
  $ atelier add ./contracts ./minutes           index folders or files
  $ atelier ask "How long is the notice period?"`,
    );
  const commands = [
    upCommand,
    addCommand,
    searchCommand,
    askCommand,
    replayCommand,
    sourcesCommand,
    documentsCommand,
    evaluateCommand,
    questionsCommand,
    usersCommand,
    embedderCommand,
    adaptCommand,
    reconcileCommand,
    doctorCommand,
  ];
  for (const command of commands) program.addCommand(command());
  inheritSettings(program);
  return program;
}

/** Every subcommand ends wrong usage as the program does; commander hands its settings down only at creation. */
function inheritSettings(command: Command): void {
  for (const subcommand of command.commands) inheritSettings(subcommand.copyInheritedSettings(command));
}
