import { createRoute, type RouteConfig, type z } from '@hono/zod-openapi';
import { requireOwner } from './asker.ts';
import { errorBody } from './schemas.ts';

export const jsonContent = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });

/** The answers that any route may give instead of its own. */
export const errors = {
  400: { description: 'The request is not valid, or cannot be done', content: jsonContent(errorBody) },
  401: { description: 'The token is missing or wrong', content: jsonContent(errorBody) },
  403: { description: 'The asker may not do that', content: jsonContent(errorBody) },
  404: { description: 'There is no such thing', content: jsonContent(errorBody) },
  429: {
    description: 'Too many wrong tokens came from this address, or too much is being asked',
    content: jsonContent(errorBody),
  },
};

/** `createRoute` with what all routes of `/api` share: the token and the errors. Only the owner gets through. */
export function apiRoute<const Config extends RouteConfig>(config: Config) {
  return createRoute({
    ...config,
    middleware: [requireOwner] as const,
    security: [{ token: [] }],
    responses: { ...errors, ...config.responses },
  });
}

/** A route that users take as well: what it shows has to come from what `reading` gives for the one who asks. */
export function readerRoute<const Config extends RouteConfig>(config: Config) {
  return createRoute({
    ...config,
    security: [{ token: [] }],
    responses: { ...errors, ...config.responses },
  });
}
