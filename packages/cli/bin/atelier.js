#!/usr/bin/env node
// Atelier runs on Node 24, which `npm ci` brings along. Started by an older Node (by path instead of `npx atelier`),
// this file hands over to the one in node_modules.
import { spawn } from 'node:child_process';
import module, { createRequire } from 'node:module';

const major = Number(process.versions.node.split('.')[0]);

if (major >= 24) {
  // Compiled code is kept in the system's temporary folder: later starts take half the time.
  module.enableCompileCache();
  await import('../src/main.ts');
} else {
  const node = createRequire(import.meta.url).resolve('node/bin/node');
  const atelier = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => atelier.kill(signal));
  // Ctrl-C reaches both from the terminal; this one waits for the other to end.
  process.on('SIGINT', () => undefined);
  atelier.on('exit', (status) => process.exit(status ?? 1));
}
