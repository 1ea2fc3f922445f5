import { Command } from 'commander';
import { checkInstallation, version } from '@atelier/server';
import { settingsOf } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { bold, cyan, dim, red } from '../output/style.ts';
import { studioFolder } from '../studio-folder.ts';

const marks = { ok: cyan('ok     '), warning: bold('warning'), failed: red('failed ') };

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check the installation and the home')
    .option('--json', 'print the checks as JSON')
    .addHelpText('after', '\nExample:\n  $ atelier doctor')
    .action(async (options: { json?: boolean }, command: Command) => {
      const checks = await checkInstallation(settingsOf(command), studioFolder);
      if (options.json) printJson({ version, checks });
      else {
        print(`Atelier ${version}`);
        for (const { name, status, found, hint } of checks) {
          print(`${marks[status]} ${name.padEnd(14)} ${found}`);
          if (hint !== undefined) print(`${' '.repeat(23)}${dim(hint)}`);
        }
      }
      if (checks.some(({ status }) => status === 'failed')) process.exitCode = 1;
    });
}
