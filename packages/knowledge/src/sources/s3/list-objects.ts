import { child, parseXml, type XmlElement } from '../../read/formats/xml.ts';
import type { S3Client } from './s3-client.ts';
import { S3Failure } from './s3-failure.ts';

export interface S3Object {
  key: string;
  /** Changes with the object: entity tag, size and time. */
  stamp: string;
}

interface Page {
  objects: S3Object[];
  /** Where the next page begins; null after the last. */
  next: string | null;
}

/** A page has a thousand keys of at most 1,024 bytes, each of which may be three as %XX. */
const maxPageBytes = 20_000_000;

/**
 * Every object whose key begins like this, in the order of keys; of a bucket with versions the current ones.
 * @throws S3Failure where a page is missing or is none
 */
export async function* listObjects(client: S3Client, prefix: string, signal: AbortSignal): AsyncIterable<S3Object> {
  let next: string | null = null;
  do {
    const from: string | null = next;
    const page = await fetchPage(client, { prefix, ...(from === null ? {} : { 'continuation-token': from }) }, signal);
    yield* page.objects;
    if (page.next !== null && page.next === from) throw brokenListing('it gives the same page again and again');
    ({ next } = page);
  } while (next !== null);
}

/** The object of exactly this key; null where there is none. Keys are listed in order, so it would be the first. */
export async function findObject(client: S3Client, key: string, signal: AbortSignal): Promise<S3Object | null> {
  const { objects } = await fetchPage(client, { prefix: key, 'max-keys': '1' }, signal);
  return objects[0]?.key === key ? objects[0] : null;
}

async function fetchPage(client: S3Client, query: Record<string, string>, signal: AbortSignal): Promise<Page> {
  const whole = { 'list-type': '2', 'encoding-type': 'url', ...query };
  return pageOf((await client.get({ key: '', query: whole, maxBytes: maxPageBytes, signal })).toString());
}

function pageOf(text: string): Page {
  const root = rootOf(text);
  const isTruncated = child(root, 'IsTruncated')?.text;
  const token = child(root, 'NextContinuationToken')?.text ?? '';
  if (isTruncated !== 'true' && isTruncated !== 'false') throw brokenListing('it does not tell whether more follows');
  if (isTruncated === 'true' && token === '') throw brokenListing('it has more, but does not tell how to go on');
  const encoded = child(root, 'EncodingType')?.text === 'url';
  const objects = root.children.filter(({ name }) => name === 'Contents').map((element) => objectOf(element, encoded));
  return { objects, next: isTruncated === 'true' ? token : null };
}

/** The parser is lenient: an end that is not there is looked for. */
function rootOf(text: string): XmlElement {
  let root: XmlElement | null = null;
  try {
    root = /<\/(?:\w+:)?ListBucketResult>\s*$/.test(text) ? parseXml(text) : null;
  } catch (error) {
    throw brokenListing('it is not proper XML', error);
  }
  if (root?.name !== 'ListBucketResult') throw brokenListing('it is not what S3 storage answers');
  return root;
}

function objectOf(element: XmlElement, encoded: boolean): S3Object {
  const [key, tag, size, time] = ['Key', 'ETag', 'Size', 'LastModified'].map((name) => child(element, name)?.text);
  if (key === undefined || key === '') throw brokenListing('an object has no key');
  return { key: encoded ? decoded(key) : key, stamp: [tag, size, time].join(' ') };
}

/** A space comes as + or as %20, a plus always as %2B. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch (error) {
    throw brokenListing(`the key ${key} is not proper UTF-8`, error);
  }
}

function brokenListing(reason: string, cause?: unknown): S3Failure {
  return new S3Failure({ status: 0, code: '', message: `the listing is broken: ${reason}` }, cause);
}
