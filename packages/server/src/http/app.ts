import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { AtelierError, type Log, type Sessions, type Users } from '@atelier/foundation';
import type { Atelier, Reading } from '../service/atelier.ts';
import { readingOf } from './asker.ts';
import { docsPage, docsStyleHash } from './docs-page.ts';
import { answerError, nothingAt } from './errors.ts';
import { keepPrivate, refuseForeigners, secureHeaders } from './guard.ts';
import { adaptRoutes } from './routes/adapt.ts';
import { embedderRoutes } from './routes/embedder.ts';
import { libraryRoutes } from './routes/library.ts';
import { questionRoutes } from './routes/questions.ts';
import { savedQuestionRoutes } from './routes/saved-questions.ts';
import { meRoutes, sessionRoutes } from './routes/session.ts';
import { tableRoutes } from './routes/tables.ts';
import { userRoutes } from './routes/users.ts';
import { createRunningWork } from './running-work.ts';
import { createSignIn } from './sign-in.ts';
import { serveStudio } from './studio-files.ts';

export interface HttpAppOptions {
  /** What the owner can do. */
  atelier: Atelier;
  /** What somebody with these principals can read. */
  readingAs: (principals: string[]) => Reading;
  /** The token of the home: whoever has it is the owner. */
  token: string;
  users: Users;
  sessions: Sessions;
  version: string;
  log: Log;
  /** Folder of the built web page. */
  studio: string;
}

const largestBody = 1024 * 1024;

const limitBody = bodyLimit({
  maxSize: largestBody,
  onError: () => {
    throw new AtelierError({
      code: 'request_too_large',
      message: `The request has more than ${largestBody} bytes.`,
      hint: 'Documents come in as files: POST /api/sources.',
    });
  },
});

/**
 * The whole HTTP face. Everything but `/healthz`, signing in and the page's own files wants to know who asks; what is not
 * declared to be for readers is the owner's.
 */
export function createHttpApp(options: HttpAppOptions): OpenAPIHono {
  const { atelier, readingAs, token, users, sessions, version, log, studio } = options;
  const app = new OpenAPIHono();
  app.onError((thrown, context) => answerError(context, thrown, log));
  app.use(secureHeaders, refuseForeigners);
  app.get('/healthz', (context) => context.json({ status: 'ok', version }));

  const signIn = createSignIn({ token, users, sessions, log });
  const reading = readingOf(atelier, readingAs);
  const running = createRunningWork();
  app.use('/api/*', keepPrivate);
  app.use('/api/session', limitBody);
  app.route('/', sessionRoutes(signIn));
  for (const path of ['/api/*', '/openapi.json', '/docs']) app.use(path, signIn.required);
  app.use('/api/*', limitBody);
  app.route('/', meRoutes());
  app.route('/', questionRoutes(reading, running, log));
  app.route('/', savedQuestionRoutes(atelier));
  app.route('/', embedderRoutes(atelier));
  app.route('/', adaptRoutes(atelier, reading));
  app.route('/', libraryRoutes(atelier, reading));
  app.route('/', tableRoutes(reading));
  app.route('/', userRoutes(atelier, running));

  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  const openApi = () =>
    app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Atelier',
        version,
        description:
          'Every request wants a token, as "Authorization: Bearer <token>": that of the home, which `atelier up` printed ' +
          'and whose holder is the owner, or that of a user, who sees only its own and manages nothing. Errors are ' +
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
  app.get('*', signIn.link, (context) => serveStudio(context, studio));
  return app;
}
