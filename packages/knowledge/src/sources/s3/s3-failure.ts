import { AtelierError } from '@atelier/foundation';

/** An answer that is a refusal: the status with the code and the words of S3's error document. */
export class S3Failure extends Error {
  /** HTTP status; 0 where no whole answer came. */
  readonly status: number;
  /** Such as `NoSuchBucket`; of a network failure its own, such as `ECONNREFUSED`; "" where there is none. */
  readonly code: string;
  /** Where the bucket is, if the answer tells. */
  readonly region: string | null;

  constructor(
    { status, code, message, region = null }: { status: number; code: string; message: string; region?: string | null },
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'S3Failure';
    this.status = status;
    this.code = code;
    this.region = region;
  }
}

const passing = new Set(['SlowDown', 'RequestTimeout', 'InternalError', 'ServiceUnavailable', 'Throttling']);
/** Where nobody listens, asking again at once does not help; the next sync asks. */
const nobodyThere = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

/** Whether the same request may well succeed a moment later. */
export function isPassing({ status, code }: S3Failure): boolean {
  if (status === 0) return !nobodyThere.has(code) && !isAboutCertificate(code);
  return status >= 500 || status === 429 || passing.has(code);
}

const isAboutCertificate = (code: string): boolean => /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/.test(code);

/** What to try, by what S3 says. */
const refusals: Record<string, string> = {
  AccessDenied: 'Give the key the rights s3:ListBucket and s3:GetObject on this bucket, or name a key that has them.',
  InvalidAccessKeyId: 'Check the secret accessKeyId, and that the endpoint is the one that the key belongs to.',
  SignatureDoesNotMatch: 'Check the secret secretAccessKey.',
  ExpiredToken: 'The session token has expired: set accessKeyId, secretAccessKey and sessionToken anew.',
  TokenRefreshRequired: 'The session token has expired: set accessKeyId, secretAccessKey and sessionToken anew.',
  InvalidToken: 'Set accessKeyId, secretAccessKey and sessionToken anew; the three belong together.',
  RequestTimeTooSkewed: 'Set the clock of this machine: signatures hold only for some minutes.',
};

/** Why the bucket as a whole cannot be had. `place` names it: `s3://bucket at https://...`. */
export function bucketError(failure: S3Failure, place: string): AtelierError {
  const { status, code } = failure;
  if (code === 'NoSuchBucket' || code === 'InvalidBucketName' || (status === 404 && code === '')) {
    return new AtelierError({
      code: 'source_missing',
      message: `There is no bucket for ${place}${said(failure)}.`,
      hint: 'Check the name, the endpoint and the region. Nothing was removed from the index.',
      cause: failure,
    });
  }
  if (status !== 0 && !isPassing(failure)) {
    return new AtelierError({
      code: 'source_refused',
      message: `${place} may not be read with this key${said(failure)}.`,
      hint: refusals[code] ?? 'Check the key, the endpoint and the region. Nothing was removed from the index.',
      cause: failure,
    });
  }
  return new AtelierError({
    code: 'source_unreachable',
    message: `${place} does not answer as it should${said(failure)}.`,
    hint: isAboutCertificate(code)
      ? 'If its certificate is from the company, name the authority in NODE_EXTRA_CA_CERTS.'
      : 'Check the endpoint and the network. The next sync tries again; nothing was removed from the index.',
    retryable: true,
    cause: failure,
  });
}

/** Why one object cannot be had, which may be because the bucket cannot. */
export function objectError(failure: S3Failure, uri: string, place: string): AtelierError {
  const { status, code } = failure;
  if (code === 'NoSuchKey' || (status === 404 && code !== 'NoSuchBucket')) {
    return new AtelierError({
      code: 'file_missing',
      message: `${uri} is no longer there.`,
      hint: 'It may have been moved or deleted meanwhile; the next sync will tell.',
      cause: failure,
    });
  }
  if (code === 'InvalidObjectState' || code === 'AccessDenied') {
    return new AtelierError({
      code: 'permission_denied',
      message: `${uri} may not be read${said(failure)}.`,
      hint:
        code === 'AccessDenied'
          ? 'Give the key the right s3:GetObject (and kms:Decrypt where objects are encrypted), or leave it out.'
          : 'It is in an archive (Glacier): restore it, or leave it out.',
      cause: failure,
    });
  }
  return bucketError(failure, place);
}

function said({ status, code, message }: S3Failure): string {
  const facts = [code, status === 0 ? '' : `HTTP ${status}`].filter((fact) => fact !== '').join(', ');
  const words = message.trim().replace(/\.$/, '');
  return ` (${[facts, words].filter((part) => part !== '').join(': ')})`;
}
