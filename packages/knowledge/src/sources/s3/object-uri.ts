/** A bucket, and a key in it or the beginning of keys; "" for the whole bucket. */
export interface BucketKey {
  bucket: string;
  key: string;
}

/** `s3://bucket/key`, with what may not stand in a uri as %XX; the steps of the key stay readable. */
export function objectUri({ bucket, key }: BucketKey): string {
  return key === '' ? `s3://${bucket}` : `s3://${bucket}/${encodeKey(key)}`;
}

/** The inverse of `objectUri`. A percent sign that begins no proper %XX stands for itself, as people write keys. */
export function parseObjectUri(uri: string): BucketKey {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/?(.*)$/is.exec(uri) ?? [];
  return { bucket, key: key.replace(/(?:%[\da-f]{2})+/gi, decoded) };
}

function decoded(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return escapes;
  }
}

/** As signatures want it (RFC 3986): everything but letters, digits, `-._~` and the slashes between steps. */
export function encodeKey(key: string): string {
  return key.split('/').map(encodePart).join('/');
}

export function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
