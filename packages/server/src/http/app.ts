import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { AtelierError, type Log } from '@atelier/foundation';
import type { Atelier } from '../service/atelier.ts';
import { docsPage, docsStyleHash } from './docs-page.ts';
import { answerError, nothingAt } from './errors.ts';
import { acceptLink, refuseForeigners, requireToken, secureHeaders } from './guard.ts';
import { libraryRoutes } from './routes/library.ts';
import { questionRoutes } from './routes/questions.ts';
import { savedQuestionRoutes } from './routes/saved-questions.ts';
import { tableRoutes } from './routes/tables.ts';
import { serveStudio } from './studio-files.ts';

export interface HttpAppOptions {
  atelier: Atelier;
  token: string;
  version: string;
  log: Log;
  /** Folder of the built web page. */
  studio: string;
}

const largestBody = 1024 * 1024;

/** The whole HTTP face. Everything but `/healthz` and the page's own files wants the token. */
export function createHttpApp({ atelier, token, version, log, studio }: HttpAppOptions): OpenAPIHono {
  const app = new OpenAPIHono();
  app.onError((thrown, context) => answerError(context, thrown, log));
  app.use(secureHeaders, refuseForeigners);
  app.get('/healthz', (context) => context.json({ status: 'ok', version }));

  const guarded = requireToken(token);
  for (const path of ['/api/*', '/openapi.json', '/docs']) app.use(path, guarded);
  app.use(
    '/api/*',
    bodyLimit({
      maxSize: largestBody,
      onError: () => {
        throw new AtelierError({
          code: 'request_too_large',
          message: `The request has more than ${largestBody} bytes.`,
          hint: 'Documents come in as files: POST /api/sources.',
        });
      },
    }),
  );
  app.route('/', questionRoutes(atelier, log));
  app.route('/', savedQuestionRoutes(atelier));
  app.route('/', libraryRoutes(atelier));
  app.route('/', tableRoutes(atelier));

  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  const openApi = () =>
    app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Atelier',
        version,
        description:
          'Every request wants the token that `atelier up` printed, as "Authorization: Bearer <token>". Errors are ' +
          '{"error": {"code", "message", "hint"}}.',
      },
    });
  app.get('/openapi.json', (context) => context.json(openApi()));
  app.get('/docs', (context) => {
    const policy = `default-src 'none'; style-src '${docsStyleHash}'; frame-ancestors 'none'; base-uri 'none'`;
    context.header('content-security-policy', policy);
    return context.html(docsPage(JSON.parse(JSON.stringify(openApi())) as Parameters<typeof docsPage>[0]));
  });

  app.notFound((context) => {
    throw nothingAt(`${context.req.method} ${context.req.path}`);
  });
  app.get('/api/*', (context) => context.notFound());
  app.get('*', acceptLink(token), (context) => serveStudio(context, studio));
  return app;
}
