import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { memoryExceededLine } from './protocol.ts';

/**
 * A thread beside a busy reader: parsers block their own thread for long, and native ones take memory that V8 does not
 * count. It ends the process when it grew too far, or when it was orphaned while busy.
 */
const { maxRssBytes } = workerData as { maxRssBytes: number };
const parent = process.ppid;

setInterval(() => {
  if (process.memoryUsage.rss() > maxRssBytes) {
    writeSync(2, `\n${memoryExceededLine}\n`);
    process.kill(process.pid, 'SIGKILL');
  }
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 50);
