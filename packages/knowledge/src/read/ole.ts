import { CFB } from '@e965/xlsx';
import { damaged } from './read-failure.ts';

/** What the container of old Office files (OLE) may hold. */
export type OleContent = 'package' | 'doc' | 'xls' | 'ppt' | 'msg' | 'other';

/** @throws ReadFailure `file_damaged` */
export function oleContent(bytes: Buffer): OleContent {
  const names = openOle(bytes);
  if (names.has('EncryptedPackage')) return 'package';
  if (names.has('WordDocument')) return 'doc';
  if (names.has('Workbook') || names.has('Book')) return 'xls';
  if (names.has('PowerPoint Document')) return 'ppt';
  return names.has('__properties_version1.0') ? 'msg' : 'other';
}

/**
 * The streams of an OLE container by name, those inside its folders left out: they belong to embedded files.
 * @throws ReadFailure `file_damaged`
 */
export function openOle(bytes: Buffer): Map<string, Buffer> {
  try {
    const { FileIndex, FullPaths } = CFB.read(bytes, { type: 'buffer' }) as {
      FileIndex: { name: string; content?: Uint8Array | number[] }[];
      FullPaths: string[];
    };
    const streams = new Map<string, Buffer>();
    for (const [index, { name, content }] of FileIndex.entries()) {
      if (FullPaths[index]?.split('/').filter((step) => step !== '').length === 2) {
        streams.set(name, Buffer.from(content ?? []));
      }
    }
    return streams;
  } catch (error) {
    throw damaged('its container cannot be opened', error);
  }
}
