import type { DocumentBuilder } from '../document-builder.ts';
import type { OcrSettings } from '../protocol.ts';
import type { ReadFailure } from '../read-failure.ts';

export interface FileContent {
  bytes: Buffer;
  /** Without the dot, lower case. */
  extension: string;
  /** Passwords that may open it, to be tried in this order. */
  passwords: readonly string[];
  /** How pictures of text are read; null where that is not possible here. */
  ocr: OcrSettings | null;
  /** To be called now and then where honest work may pass the time limit: it begins anew. */
  onProgress: () => void;
  /**
   * Reads a file inside this one as a document of its own, or says why its bytes could not be had. `name` is its way inside, "/" between the steps. A member
   * that cannot be read is reported and costs only itself.
   * @throws ReadFailure where the members together pass the limits
   */
  member: (name: string, bytes: Uint8Array | ReadFailure) => Promise<void>;
}

/**
 * Tells the builder what a file holds, in reading order.
 * @throws ReadFailure where the content is not what the format promises; anything else counts as a damaged file
 */
export type FormatReader = (file: FileContent, builder: DocumentBuilder) => void | Promise<void>;
