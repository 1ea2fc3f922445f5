import Table from 'cli-table3';
import { Command } from 'commander';
import type { User, UserWithToken } from '@atelier/server';
import { withAtelier } from '../open.ts';
import { print, printJson } from '../output/json.ts';
import { cyan } from '../output/style.ts';

interface Options {
  json?: boolean;
}

interface ChangeOptions extends Options {
  name?: string;
  /** False for `--no-group`. */
  group?: string[] | false;
}

const collect = (value: string, before: unknown): string[] => [...(Array.isArray(before) ? before : []), value];

export function usersCommand(): Command {
  const users = new Command('users')
    .description('People who may ask with a token of their own: list, add, set, token, remove')
    .addHelpText(
      'afterAll',
      `
Examples:
  $ atelier users add anna --group hr --group it --name "Anna Berg"
  $ atelier users list
  $ atelier users set anna --group it
  $ atelier users token anna
  $ atelier users remove anna`,
    );
  users
    .command('list')
    .description('List the users with their groups')
    .option('--json', 'print the list as JSON')
    .action(async ({ json }: Options, command: Command) => {
      await withAtelier(command, 'read', async (atelier) => {
        const list = await atelier.users();
        if (json) printJson(list);
        else printUsers(list);
      });
    });
  users
    .command('add')
    .description('Add a user and print the token, this once')
    .argument('<user>', 'a short name, such as anna; access lists name her as user:anna')
    .option('--group <group>', 'a group of the user, such as hr; give it once for each', collect)
    .option('--name <name>', 'the name as people write it')
    .option('--json', 'print the user with the token as JSON')
    .action(async (user: string, { name, group, json }: ChangeOptions, command: Command) => {
      await withAtelier(command, 'write', async (atelier) => {
        const added = await atelier.addUser({ user, name, groups: group === false ? [] : group });
        if (json) printJson(added);
        else printToken(`Added ${inWords(added)}.`, added);
      });
    });
  users
    .command('set')
    .description('Change the groups or the name of a user; the token stays')
    .argument('<user>', 'the name that the list shows')
    .option('--group <group>', 'a group of the user from now on; give it once for each', collect)
    .option('--no-group', 'the user is in no group from now on')
    .option('--name <name>', 'the name as people write it')
    .option('--json', 'print the user as JSON')
    .action(async (user: string, { name, group, json }: ChangeOptions, command: Command) => {
      await withAtelier(command, 'write', async (atelier) => {
        const changed = await atelier.setUser({ user, name, groups: group === false ? [] : group });
        if (json) printJson(changed);
        else print(`${inWords(changed)}.`);
      });
    });
  users
    .command('token')
    .description('Make a new token for a user; the old one ends at once')
    .argument('<user>', 'the name that the list shows')
    .option('--json', 'print the user with the token as JSON')
    .action(async (user: string, { json }: Options, command: Command) => {
      await withAtelier(command, 'write', async (atelier) => {
        const renewed = await atelier.renewToken(user);
        if (json) printJson(renewed);
        else printToken(`The token of ${user} before, and whoever signed in with it, is out.`, renewed);
      });
    });
  users
    .command('remove')
    .description('Remove a user; the token and all sessions end at once')
    .argument('<user>', 'the name that the list shows')
    .option('--json', 'print what was removed as JSON')
    .action(async (user: string, { json }: Options, command: Command) => {
      await withAtelier(command, 'write', async (atelier) => {
        const removed = await atelier.removeUser(user);
        if (json) printJson(removed);
        else print(`Removed ${removed.user}.`);
      });
    });
  return users;
}

function inWords({ user, groups }: User): string {
  return groups.length === 0 ? `${user}, in no group` : `${user}, in ${groups.join(', ')}`;
}

function printToken(done: string, { token }: UserWithToken): void {
  print(`${done} The token is shown this once:`);
  print(`\n  ${cyan(token)}\n`);
}

function printUsers(users: User[]): void {
  const table = new Table({ head: ['User', 'Name', 'Groups', 'Since'], style: { head: [], border: [] } });
  for (const { user, name, groups, created_at: since } of users) {
    table.push([user, name ?? '', groups.join(', '), since.slice(0, 10)]);
  }
  print(table.toString());
}
