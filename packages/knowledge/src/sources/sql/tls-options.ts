import { readFile } from 'node:fs/promises';
import type { SqlAccount } from './sql-client.ts';
import { wrong } from './sql-failure.ts';

/** What Node is told about TLS; null without it. */
export async function tlsOptions({
  tls,
  ca,
}: SqlAccount): Promise<{ rejectUnauthorized: boolean; ca?: string } | null> {
  if (tls === 'none') return null;
  const rejectUnauthorized = tls === 'verify';
  if (ca === null) return { rejectUnauthorized };
  const certificates = await readFile(ca, 'utf8').catch((error: unknown) => {
    throw wrong(`The file ${ca}, which the setting ca names, cannot be read.`, 'Check its path and rights.', error);
  });
  return { rejectUnauthorized, ca: certificates };
}
