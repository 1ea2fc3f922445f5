import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Context } from 'hono';
import { AtelierError } from '@atelier/foundation';
import { nothingAt } from './errors.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Serves the built web page. Files under `assets/` carry a hash in their name, so they may be kept for ever. */
export async function serveStudio(context: Context, folder: string): Promise<Response> {
  const path = decoded(context.req.path);
  const name = path === '/' ? 'index.html' : normalize(path).slice(1);
  if (name.startsWith('..') || name.includes(`..${sep}`) || name.includes('\0')) throw nothingAt(path);
  const type = types[extname(name)];
  if (type === undefined) throw nothingAt(path);
  const content = await readFile(join(folder, name)).catch(() => {
    throw name === 'index.html' ? notBuilt() : nothingAt(path);
  });
  return new Response(content, {
    headers: {
      'content-type': type,
      'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw nothingAt(path);
  }
}

function notBuilt(): AtelierError {
  return new AtelierError({
    code: 'not_found',
    message: 'The web page is not built.',
    hint: 'Run `npm run build`, then load this page again. The API works without it.',
  });
}
