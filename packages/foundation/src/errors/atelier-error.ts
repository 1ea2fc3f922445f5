/**
 * The one error base class of Atelier.
 *
 * An error says what was wrong (with the offending value) and what to try. It is recognised by a marker rather than by
 * `instanceof`, so that two copies of this package in one process (a plugin with its own `node_modules`) still agree.
 */
const marker = Symbol.for('atelier.error');

export interface AtelierErrorOptions {
  /** Stable, machine-readable, in snake_case: `home_in_use`, `config_unknown_key`. */
  code: string;
  /** What was wrong, with the offending value. A full sentence. */
  message: string;
  /** What to try. A full sentence; left out only where there is nothing to try. */
  hint?: string;
  /** Small JSON values that a program may want, such as `{ path, line }`. Never a secret. */
  details?: Record<string, unknown>;
  /** True where the same call may succeed later (a server that was busy), so that a job is worth retrying. */
  retryable?: boolean;
  cause?: unknown;
}

export interface ErrorShape {
  code: string;
  message: string;
  hint?: string;
  details?: Record<string, unknown>;
}

export class AtelierError extends Error {
  readonly [marker] = true;
  readonly code: string;
  readonly hint: string | undefined;
  readonly details: Record<string, unknown> | undefined;
  readonly retryable: boolean;

  constructor(options: AtelierErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AtelierError';
    this.code = options.code;
    this.hint = options.hint;
    this.details = options.details;
    this.retryable = options.retryable ?? false;
  }

  /** True for an error of any copy of this package, optionally of one code. */
  static is(value: unknown, code?: string): value is AtelierError {
    if (typeof value !== 'object' || value === null || !(marker in value)) return false;
    return code === undefined || (value as AtelierError).code === code;
  }

  /** The form that crosses a process or HTTP boundary. */
  toJSON(): ErrorShape {
    return {
      code: this.code,
      message: this.message,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }
}
