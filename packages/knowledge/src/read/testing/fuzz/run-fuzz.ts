import type { OcrSettings } from '../../protocol.ts';
import type { DocumentFormat, ReadResult } from '../../read-document.ts';
import type { ReadFailureCode } from '../../read-failure.ts';
import { ReaderProcess } from '../../reader-process.ts';
import { smallFiles } from '../small-files.ts';
import { fuzzFile, type FuzzFile } from './fuzz-file.ts';

export interface FuzzReport {
  /** How many files ended in which way: a code, or "document". */
  outcomes: Record<string, number>;
  /** What no file may do to its reader, and replies that nobody can use. */
  broken: { file: FuzzFile; reason: string }[];
  /** Bytes without any sense that became a document, though there are more than 256. */
  nonsense: FuzzFile[];
  slowest: { label: string; milliseconds: number };
  /** Memory of the process after the first 200 files and after the last one, in MB. */
  memoryMb: { early: number; late: number };
}

export interface FuzzLimits {
  timeoutMs: number;
  memoryMb: number;
  /** Null: pictures are refused before they are looked at. */
  ocr: OcrSettings | null;
}

const warmUp = 200;

const knownCodes: ReadonlySet<string> = new Set<ReadFailureCode>([
  'file_empty',
  'file_too_large',
  'format_unsupported',
  'file_mislabelled',
  'file_encrypted',
  'file_damaged',
  'needs_ocr',
  'no_text',
]);

/** Reads random files and mutations of one format in a reader process, as many of each, and looks at every reply. */
export async function fuzzFormat(
  format: DocumentFormat,
  { seed, files, limits }: { seed: string; files: number; limits: FuzzLimits },
): Promise<FuzzReport> {
  const start = (): ReaderProcess =>
    new ReaderProcess({
      maxFileBytes: 10_000_000,
      maxTextCharacters: 5_000_000,
      memoryMb: limits.memoryMb,
      // Blank pages of PDFs would be looked at as well, a fifth of a second each.
      ocr: format === 'image' ? limits.ocr : null,
    });
  const samples = smallFiles()[format];
  const report: FuzzReport = {
    outcomes: {},
    broken: [],
    nonsense: [],
    slowest: { label: '', milliseconds: 0 },
    memoryMb: { early: 0, late: 0 },
  };
  let reader = start();
  try {
    for (let index = 0; index < files * 2; index++) {
      const file = fuzzFile(format, samples, seed, index);
      const before = performance.now();
      const outcome = await reader.run({ kind: 'read', file }, limits.timeoutMs);
      const milliseconds = performance.now() - before;
      if (milliseconds > report.slowest.milliseconds) report.slowest = { label: file.label, milliseconds };
      const count = (name: string): void => void (report.outcomes[name] = (report.outcomes[name] ?? 0) + 1);
      if ('ended' in outcome) {
        count(`reader_${outcome.ended}`);
        report.broken.push({ file, reason: `its reader ended: ${outcome.ended} (${outcome.reason})` });
        reader = start();
        continue;
      }
      count(outcome.ok ? 'document' : outcome.failure.code);
      const reason = outcome.ok ? wrongWith(outcome.result as ReadResult) : wrongWithFailure(outcome.failure);
      if (reason !== null) report.broken.push({ file, reason });
      if (outcome.ok && file.kind === 'bytes' && file.bytes.length > 256) report.nonsense.push(file);
      const memory = Math.round(outcome.rss / 1e6);
      if (index === Math.min(warmUp, files * 2) - 1) report.memoryMb.early = memory;
      report.memoryMb.late = memory;
    }
  } finally {
    await reader.end();
  }
  return report;
}

function wrongWith({ document, members }: ReadResult): string | null {
  if (document === null && members.length === 0) return 'there is neither a document nor a member';
  for (const inner of [{ document }, ...members]) {
    if ('failure' in inner) {
      const reason = wrongWithFailure(inner.failure);
      if (reason !== null) return reason;
    } else if (inner.document !== null) {
      const { text, blocks } = inner.document;
      if (text.trim() === '') return 'the text is empty';
      if (!blocks.every(({ start, end }) => start < end && end <= text.length)) return 'a block lies outside the text';
    }
  }
  return null;
}

/** Words of a program's own errors, which tell nobody what is wrong with a file. */
const jargon =
  /Cannot read prop|is not a function|is not iterable|undefined|\bnull\b|NaN|call stack|Invalid array length|\[object/;

function wrongWithFailure({ code, message, hint }: { code: string; message: string; hint: string }): string | null {
  if (!knownCodes.has(code)) return `the code is ${code}`;
  if (!/^[a-z][^\n]{3,500}\.$/u.test(message) || jargon.test(message)) return `the message says "${message}"`;
  return /^[A-Z"][^\n]{3,}\.$/.test(hint) ? null : `the hint says "${hint}"`;
}
