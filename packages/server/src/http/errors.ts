import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AtelierError, errorShape, type ErrorShape, type Log } from '@atelier/foundation';

/** HTTP statuses of errors; what is not listed is the caller's mistake (400), `internal` is ours (500). */
const statuses: Record<string, ContentfulStatusCode> = {
  internal: 500,
  disk_full: 507,
  database_damaged: 500,
  token_required: 401,
  host_refused: 403,
  origin_refused: 403,
  forbidden: 403,
  document_not_found: 404,
  source_not_found: 404,
  job_not_found: 404,
  question_not_found: 404,
  user_not_found: 404,
  not_found: 404,
  path_not_found: 404,
  page_not_pictured: 404,
  table_not_found: 404,
  file_changed: 409,
  nothing_indexed: 409,
  user_exists: 409,
  access_changed: 409,
  request_too_large: 413,
  media_type_refused: 415,
  too_many_attempts: 429,
  too_busy: 429,
  model_unreachable: 502,
  model_refused: 502,
  model_key_invalid: 502,
  model_broke_off: 502,
  model_timeout: 504,
};

export function errorStatus(error: ErrorShape): ContentfulStatusCode {
  return statuses[error.code] ?? 400;
}

export function answerError(context: Context, thrown: unknown, log: Log): Response {
  const error = errorShape(thrown instanceof HTTPException ? inOurWords(thrown) : thrown);
  const status = errorStatus(error);
  // A client that left has no use for the answer, and its leaving is no fault.
  const left = context.req.raw.signal.aborted;
  if (status >= 500 && !left)
    log.error({ code: error.code, path: context.req.path, stack: (thrown as Error).stack }, error.message);
  // The rest of a body that nobody reads would stand in the way of the next request.
  if (status === 413) context.header('connection', 'close');
  return context.json({ error: publicError(error) }, status);
}

/** What the framework itself refuses: a body that is not JSON, or does not say that it is. */
function inOurWords({ status, message }: HTTPException): AtelierError {
  return status === 415
    ? new AtelierError({
        code: 'media_type_refused',
        message: 'The body of the request does not say that it is JSON.',
        hint: 'Send "Content-Type: application/json". See /docs for the shapes.',
      })
    : invalidRequest('The request', message);
}

export function invalidRequest(where: string, why: string): AtelierError {
  return new AtelierError({
    code: 'request_invalid',
    message: `${where} is not valid: ${why}.`,
    hint: 'See /docs for the shapes.',
  });
}

export function nothingAt(what: string): AtelierError {
  return new AtelierError({
    code: 'not_found',
    message: `There is nothing at ${what}.`,
    hint: 'See /docs for the API.',
  });
}

/** What nobody foresaw may hold anything: its text goes to the log, not over the wire. */
export function publicError(error: ErrorShape): ErrorShape {
  if (error.code !== 'internal') return error;
  return {
    code: 'internal',
    message: 'Something went wrong inside Atelier.',
    hint: 'The log of the server says what.',
  };
}
