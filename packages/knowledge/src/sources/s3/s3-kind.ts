import { z } from 'zod';
import { AtelierError } from '@atelier/foundation';
import { filePasswords, type Secrets, type SourceKind } from '../source-kind.ts';
import { objectUri, parseObjectUri } from './object-uri.ts';
import { createS3Client, type S3Options } from './s3-client.ts';
import { s3Source } from './s3-source.ts';

const settings = z.strictObject({
  endpoint: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Address of S3-compatible storage (MinIO, Ceph, R2 ...), as https://minio.example.org:9000; AWS without it',
    ),
  region: z
    .string()
    .regex(/^[a-z\d-]{2,40}$/, 'a region looks like eu-central-1')
    .optional()
    .describe('Region of the bucket, as eu-central-1; AWS_REGION or us-east-1 without it. A wrong one is corrected'),
  pathStyle: z
    .enum(['auto', 'always', 'never'])
    .default('auto')
    .describe('Whether the bucket stands in the path instead of the host name; auto: yes, except at AWS'),
  maxFileMb: z
    .number()
    .positive()
    .max(2000)
    .default(200)
    .describe('Objects above this are reported instead of read; in MB'),
});

type Settings = z.output<typeof settings>;

/** A bucket of Amazon S3 or of storage that speaks like it, or a "folder" in it. */
export const s3Kind: SourceKind<Settings> = {
  kind: 's3',
  examples: ['s3://contracts', 's3://contracts/2024'],
  accepts: (location) => /^s3:\/\//i.test(location),
  settings,
  secrets: {
    accessKeyId: 'Access key; without it AWS_ACCESS_KEY_ID, or requests without a key',
    secretAccessKey: 'What the access key signs with',
    sessionToken: 'Token that belongs to a temporary key',
    filePasswords: 'Passwords of protected files, one a line',
  },
  everySeconds: 900,
  identify(location) {
    const { bucket, key } = parseObjectUri(location);
    if (!/^[a-z\d][a-z\d._-]{1,61}[a-z\d]$/i.test(bucket)) return Promise.reject(notABucket(location, bucket));
    return Promise.resolve({ uri: objectUri({ bucket, key: key.replace(/\/+$/, '') }) });
  },
  open({ uri, settings: given, secrets, readers, excludes }) {
    const root = parseObjectUri(uri);
    const { endpoint, maxFileMb } = given;
    const client = createS3Client({
      bucket: root.bucket,
      keys: keysOf(secrets, uri),
      ...connectionOf(root.bucket, given),
    });
    return s3Source({
      client,
      root,
      place: endpoint === undefined ? `s3://${root.bucket}` : `s3://${root.bucket} at ${endpoint}`,
      maxFileBytes: maxFileMb * 1e6,
      readers,
      passwords: filePasswords(secrets),
      excludes,
    });
  },
};

function connectionOf(bucket: string, { endpoint, region, pathStyle }: Settings): Omit<S3Options, 'bucket' | 'keys'> {
  // A certificate for *.s3.region.amazonaws.com does not hold for a bucket with a dot in its name.
  const wantsPath = pathStyle === 'auto' ? endpoint !== undefined || bucket.includes('.') : pathStyle === 'always';
  return {
    endpoint: endpoint === undefined ? null : new URL(endpoint),
    region: region ?? process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'us-east-1',
    pathStyle: wantsPath,
  };
}

function keysOf(secrets: Secrets, uri: string): S3Options['keys'] {
  const own = keysFrom(secrets['accessKeyId'], secrets['secretAccessKey'], secrets['sessionToken'], uri);
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  return own ?? keysFrom(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, uri);
}

function keysFrom(
  accessKeyId: string | undefined,
  secretAccessKey: string | undefined,
  sessionToken: string | undefined,
  uri: string,
): S3Options['keys'] {
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, sessionToken: sessionToken || undefined };
  if (!accessKeyId && !secretAccessKey) return null;
  throw new AtelierError({
    code: 'source_invalid',
    message: `For ${uri} there is ${accessKeyId ? 'an accessKeyId without its secretAccessKey' : 'a secretAccessKey without its accessKeyId'}.`,
    hint: 'Give both, or neither for a bucket that everybody may read.',
  });
}

function notABucket(location: string, bucket: string): AtelierError {
  return new AtelierError({
    code: 'source_invalid',
    message: `"${bucket}" in ${location} cannot be the name of a bucket.`,
    hint: 'Write s3://bucket or s3://bucket/folder; the address of the server goes into the setting endpoint.',
  });
}
