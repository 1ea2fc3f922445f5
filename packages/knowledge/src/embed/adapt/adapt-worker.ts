import { parentPort, workerData } from 'node:worker_threads';
import { readShippedTable } from '../static-embedder.ts';
import { adaptTable } from './adapt-table.ts';
import type { WorkerMessage } from './run-adaptation.ts';
import type { AdaptTexts } from './texts.ts';

/** The thread of `run-adaptation.ts`: training would keep a server from answering. */

const tellEveryMs = 100;
let told = 0;

// A port between threads has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const tell = (message: WorkerMessage) => parentPort?.postMessage(message);

const outcome = await adaptTable(readShippedTable(), workerData as AdaptTexts, (done, total, message) => {
  if (Date.now() - told < tellEveryMs) return;
  told = Date.now();
  tell({ progress: { done, total, message } });
});
tell({ outcome });
