import type { DocumentBuilder } from '../document-builder.ts';

export interface FileContent {
  bytes: Buffer;
  /** Without the dot, lower case. */
  extension: string;
}

/**
 * Tells the builder what a file holds, in reading order.
 * @throws ReadFailure where the content is not what the format promises; anything else counts as a damaged file
 */
export type FormatReader = (file: FileContent, builder: DocumentBuilder) => void | Promise<void>;
