import { decrypt, isEncrypted } from 'officecrypto-tool';
import { needsPassword } from './needs-password.ts';
import { oleContent, type OleContent } from './ole.ts';
import { ReadFailure } from './read-failure.ts';

/** Excel encrypts workbooks that are only "recommended to be read only" with this word of its own. */
const excelsOwn = 'VelvetSweatshop';

/**
 * Opens an OLE file. The encryption of Office files, old or new, is taken off with the first password that fits; what
 * was inside a package is no OLE file any more.
 * @throws ReadFailure `file_encrypted`, `file_damaged`
 */
export async function openProtected(
  bytes: Buffer,
  passwords: readonly string[],
): Promise<{ bytes: Buffer; ole: OleContent | null }> {
  const ole = oleContent(bytes);
  if (!isProtected(bytes, ole)) return { bytes, ole };
  for (const password of [...passwords, excelsOwn]) {
    try {
      if (password !== '') return { bytes: await decrypt(bytes, { password }), ole: ole === 'package' ? null : ole };
    } catch (error) {
      if (/password is incorrect/i.test(String(error))) continue;
      throw new ReadFailure(
        'file_encrypted',
        'is protected by a password in a way that is not known here.',
        'Save it without a password.',
        error,
      );
    }
  }
  throw needsPassword(passwords.length > 0);
}

function isProtected(bytes: Buffer, ole: OleContent): boolean {
  if (ole === 'msg' || ole === 'other') return false;
  try {
    return isEncrypted(bytes);
  } catch {
    // Its own reader finds better words for what is wrong with it.
    return false;
  }
}
