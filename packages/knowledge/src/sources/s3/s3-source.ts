import { createHash } from 'node:crypto';
import { AtelierError } from '@atelier/foundation';
import { formatOf } from '../../read/detect.ts';
import { ReadFailure } from '../../read/read-failure.ts';
import type { ReaderPool } from '../../read/reader-pool.ts';
import { isLeftOut } from '../left-out.ts';
import type { Source, SourceItem } from '../source.ts';
import type { Excludes } from '../source-kind.ts';
import { findObject, listObjects, type S3Object } from './list-objects.ts';
import { type BucketKey, objectUri, parseObjectUri } from './object-uri.ts';
import { type S3Client, TooLarge } from './s3-client.ts';
import { bucketError, objectError, S3Failure } from './s3-failure.ts';

export interface S3SourceOptions {
  client: S3Client;
  /** The bucket, and the object or "folder" in it. */
  root: BucketKey;
  /** The bucket in messages. */
  place: string;
  maxFileBytes: number;
  readers: ReaderPool;
  passwords: readonly string[];
  excludes: Excludes;
}

/**
 * The objects of a bucket, or of a "folder" in it, or one object. Objects are fetched whole into memory, because their
 * hash is what tells them apart: an entity tag is a hash only for those that were uploaded in one piece.
 */
export function s3Source(options: S3SourceOptions): Source {
  const { client, root, place, readers, passwords, maxFileBytes } = options;
  return {
    async *list(signal) {
      try {
        for await (const object of objectsBelow(client, root.key, signal)) {
          signal.throwIfAborted();
          if (isDocument(object.key, options)) yield itemOf(root.bucket, object);
        }
      } catch (error) {
        throw error instanceof S3Failure ? bucketError(error, place) : error;
      }
    },
    async open({ uri }, signal) {
      const { key } = parseObjectUri(uri);
      const name = key.split('/').at(-1) ?? key;
      refuseFormat(name);
      const bytes = await client.get({ key, query: {}, maxBytes: maxFileBytes, signal }).catch((error: unknown) => {
        if (error instanceof TooLarge) throw tooLarge(name, error.size, maxFileBytes);
        throw error instanceof S3Failure ? objectError(error, uri, place) : error;
      });
      const file = { bytes, name, passwords };
      return {
        contentHash: createHash('sha256').update(bytes).digest('hex'),
        bytes: bytes.length,
        file,
        read: () => readers.read(file),
      };
    },
    close: () => client.close(),
  };
}

/** What a prefix holds as a folder would: `a/b` holds `a/b` itself and `a/b/c`, but not `a/bc`. */
async function* objectsBelow(client: S3Client, prefix: string, signal: AbortSignal): AsyncIterable<S3Object> {
  if (prefix !== '') {
    const object = await findObject(client, prefix, signal);
    if (object !== null) yield object;
  }
  yield* listObjects(client, prefix === '' ? '' : `${prefix}/`, signal);
}

function isDocument(key: string, { root, excludes }: S3SourceOptions): boolean {
  // Consoles make an empty object of this name to show a folder.
  if (key.endsWith('/')) return false;
  if (key === root.key) return true;
  const inside = root.key === '' ? key : key.slice(root.key.length + 1);
  return !inside.split('/').some(isLeftOut) && !excludes(inside);
}

const itemOf = (bucket: string, { key, stamp }: S3Object): SourceItem => ({ uri: objectUri({ bucket, key }), stamp });

/** What no reader reads is not fetched: traffic costs money, and videos are large. */
function refuseFormat(name: string): void {
  try {
    formatOf(name);
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    throw new AtelierError({ code: error.code, message: `"${name}" ${error.message}`, hint: error.hint, cause: error });
  }
}

function tooLarge(name: string, size: number, limit: number): AtelierError {
  const megabytes = (bytes: number) => (bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 });
  return new AtelierError({
    code: 'file_too_large',
    message: `"${name}" is ${megabytes(size)} MB large; this source takes objects up to ${megabytes(limit)} MB.`,
    hint: "Raise the source's maxFileMb, or split the file.",
  });
}
