import { createRoute, type RouteConfig, type z } from '@hono/zod-openapi';
import { errorBody } from './schemas.ts';

export const jsonContent = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });

/** The answers that any route may give instead of its own. */
const errors = {
  400: { description: 'The request is not valid, or cannot be done', content: jsonContent(errorBody) },
  401: { description: 'The token is missing or wrong', content: jsonContent(errorBody) },
  404: { description: 'There is no such thing', content: jsonContent(errorBody) },
};

/** `createRoute` with what all routes of `/api` share: the token and the errors. */
export function apiRoute<const Config extends RouteConfig>(config: Config) {
  return createRoute({
    ...config,
    security: [{ token: [] }],
    responses: { ...errors, ...config.responses },
  });
}
