import type { ErrorBody } from './types.ts';

/** A failed call: the server's own `{code, message, hint}`, or what the page can say when no such body came. */
export class ApiError extends Error {
  readonly code: string;
  readonly hint: string;
  /** the HTTP status; 0 when there was no answer at all */
  readonly status: number;

  constructor(body: ErrorBody, status: number) {
    super(body.message);
    this.name = 'ApiError';
    this.code = body.code;
    this.hint = body.hint ?? '';
    this.status = status;
  }
}

/** Anything thrown, as an `ApiError`. Aborts are the caller's own doing and must be told apart before. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  // fetch reports a server that is down, and a connection cut half way, as a TypeError with no detail.
  const message = thrown instanceof TypeError ? 'The server does not answer.' : String(thrown);
  return new ApiError({ code: 'unreachable', message, hint: 'Is `atelier up` still running?' }, 0);
}

/** Reads the error that a response carries. A body that is not ours (a proxy's page) still gives its status. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (isErrorReply(body)) return new ApiError(body.error, response.status);
  return new ApiError(
    { code: `http_${response.status}`, message: `The server answered ${response.status} ${response.statusText}.` },
    response.status,
  );
}

function isErrorReply(body: unknown): body is { error: ErrorBody } {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}
