/** Why a file could not be read. */
export type ReadFailureCode =
  | 'file_missing'
  | 'permission_denied'
  | 'file_empty'
  | 'file_too_large'
  | 'format_unsupported'
  | 'file_mislabelled'
  | 'file_encrypted'
  | 'file_damaged'
  | 'needs_ocr'
  | 'no_text';

/** Why a page could not be drawn, where its file could be read. */
export type PictureFailureCode = 'page_not_pictured';

/**
 * A refusal of a reader. The message is a sentence without its subject ("is empty."): whoever reports it names the file
 * in front. The pool turns it into an `AtelierError`; the reader processes do without that class, because loading
 * its package (database driver, logger) would triple their start-up time and memory.
 */
export class ReadFailure extends Error {
  readonly code: ReadFailureCode | PictureFailureCode;
  readonly hint: string;

  constructor(code: ReadFailureCode | PictureFailureCode, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ReadFailure';
    this.code = code;
    this.hint = hint;
  }
}

/** A file whose structure does not hold what its format promises. `reason` is a short clause; names in it may come from the file. */
export function damaged(reason: string, cause?: unknown): ReadFailure {
  return new ReadFailure(
    'file_damaged',
    `is damaged: ${reason
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .slice(0, 300)
      .toWellFormed()
      .trim()}.`,
    'Open it in the program that made it and save it again, or restore it from a backup.',
    cause,
  );
}
