import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What must never be readable in a log, wherever it stands in the logged object. */
const secretKeys = new Set(['token', 'key', 'password', 'authorization', 'cookie', 'secret']);

/**
 * Structured logs: one JSON object a line, to standard error, so that standard output stays the answer's. On a
 * terminal the same lines are written for people.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const stream = destination ?? (process.stderr.isTTY ? { write: writeForPeople } : process.stderr);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (fields) => redact(fields) as Record<string, unknown> },
    },
    stream,
  );
}

function redact(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(redact);
  const fields = Object.entries(value);
  return Object.fromEntries(
    fields.map(([name, inner]) => [name, secretKeys.has(name.toLowerCase()) ? '[redacted]' : redact(inner)]),
  );
}

function writeForPeople(line: string): void {
  const { level, time, msg, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const fields = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  process.stderr.write(
    `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${[String(msg), ...fields].join(' ')}\n`,
  );
}
