/** A process that adds a folder to a home and says on standard output how many files are safely in. Made to be killed. */
import { loadConfig } from '@atelier/foundation';
import { openAtelier } from '@atelier/server';

const [home = '', folder = ''] = process.argv.slice(2);
const settings = loadConfig({ environment: {}, flags: { home, 'log.level': 'silent' } });
const atelier = await openAtelier({ settings, command: 'ingest', access: 'write' });
const { job } = await atelier.addSource({ location: folder });
const { status } = await atelier.waitForJob(job, ({ done, message }) => {
  if (message === 'reading') process.stdout.write(`${done}\n`);
});
process.stdout.write(`${status}\n`);
await atelier.close();
