import { CFB } from '@e965/xlsx';
import { damaged } from '../read-failure.ts';

/**
 * The same container written anew: the chains of its blocks end, and streams are as long as they say, which damaged ones
 * do not promise and libraries rely on.
 * @param leaveOut whether a stream stays out, by its name and content
 * @throws ReadFailure `file_damaged`
 */
export function rewriteOle(bytes: Buffer, leaveOut: (name: string, content: Buffer) => boolean): Buffer {
  try {
    const container = CFB.read(bytes, { type: 'buffer' }) as {
      FileIndex: { name: string; type: number; size: number; content?: Uint8Array | number[] }[];
      FullPaths: string[];
    };
    const left = container.FullPaths.filter((_path, index) => {
      const { name, type, content } = container.FileIndex[index] ?? { name: '', type: 0 };
      return type === 2 && leaveOut(name, Buffer.from(content ?? []));
    });
    for (const entry of container.FileIndex) if (entry.type === 2) entry.size = entry.content?.length ?? 0;
    for (const path of left) CFB.utils.cfb_del(container, path);
    return Buffer.from(CFB.write(container, { type: 'buffer' }) as Uint8Array);
  } catch (error) {
    throw damaged('its container cannot be opened', error);
  }
}

/**
 * Whether a stream of properties (title, author ...) claims to hold more than there is room for: the library would go
 * through all that it claims.
 */
export function hasEndlessProperties(name: string, content: Buffer): boolean {
  if (!name.endsWith('SummaryInformation') || content.length < 56) return false;
  const sets = Math.min(2, content.readUInt32LE(24));
  for (let set = 0; set < sets && 48 + set * 20 <= content.length; set++) {
    const start = content.readUInt32LE(44 + set * 20);
    if (start + 8 > content.length) return true;
    const count = content.readUInt32LE(start + 4);
    if (start + 8 + count * 8 > content.length) return true;
    for (let property = 0; property < count; property++) {
      const at = start + content.readUInt32LE(start + 12 + property * 8);
      const isList = at + 8 <= content.length && (content.readUInt32LE(at) & 0x1000) !== 0;
      if (isList && content.readUInt32LE(at + 4) > content.length) return true;
    }
  }
  return false;
}
