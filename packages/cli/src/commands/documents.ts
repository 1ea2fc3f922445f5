import Table from 'cli-table3';
import { Command } from 'commander';
import { withAtelier } from '../open.ts';
import { reportWiping } from '../output/wiping.ts';
import { print, printJson } from '../output/json.ts';
import { readableUri } from '../output/places.ts';
import { bold } from '../output/style.ts';
import { asUri } from '../as-uri.ts';
import { addTablesCommand } from './document-tables.ts';

interface Options {
  json?: boolean;
  text?: boolean;
}

export function documentsCommand(): Command {
  const documents = new Command('documents').description('What is indexed: list, show, tables, remove').addHelpText(
    'afterAll',
    `
Examples:
  $ atelier documents list
  $ atelier documents show handbook/leave.md --text
  $ atelier documents tables budget.xlsx --table 1 --sum Amount --where "Region=North"
  $ atelier documents remove doc_01kb3v...`,
  );
  documents
    .command('list')
    .description('List the documents')
    .option('--json', 'print the list as JSON')
    .action(async (options: Options, command: Command) => {
      await withAtelier(command, 'read', async (atelier) => {
        const { documents: list } = await atelier.documents({});
        if (options.json) {
          printJson(list);
          return;
        }
        const table = new Table({
          head: ['Title', 'Where', 'Version', 'Characters', 'Pages'],
          style: { head: [], border: [] },
        });
        for (const { title, uri, version, characters, pages } of list) {
          table.push([title.slice(0, 50), readableUri(uri), version, characters, pages ?? '']);
        }
        print(table.toString());
        print(`${list.length} documents`);
      });
    });
  documents
    .command('show')
    .description('Show a document')
    .argument('<document>', 'its id, path or uri')
    .option('--text', 'print the extracted text, exactly as offsets count it')
    .option('--json', 'print the document with its text and layout as JSON')
    .action(async (document: string, options: Options, command: Command) => {
      await withAtelier(command, 'read', async (atelier) => {
        const { text, blocks, ...summary } = await atelier.document(asUri(document));
        if (options.json) printJson({ ...summary, text, blocks });
        else if (options.text) process.stdout.write(text);
        else {
          print(bold(summary.title));
          for (const [name, value] of Object.entries(summary)) print(`${name.padEnd(12)} ${value ?? ''}`);
        }
      });
    });
  addTablesCommand(documents);
  documents
    .command('remove')
    .description('Remove a document for good; a sync does not bring it back')
    .argument('<document>', 'its id, path or uri')
    .option('--json', 'print what was removed as JSON')
    .action(async (document: string, options: Options, command: Command) => {
      await withAtelier(command, 'write', async (atelier) => {
        const removed = await atelier.removeDocument(asUri(document));
        const wiped = await atelier.waitForJob(removed.job);
        if (options.json) printJson(removed);
        else print(`Removed ${removed.document}: no search and no answer shows it any more.`);
        reportWiping(wiped);
      });
    });
  return documents;
}
