import { CFB } from '@e965/xlsx';

/** An OLE container of these streams by their path, as old Office programs write it. */
export function makeOle(streams: Record<string, Uint8Array>): Buffer {
  const container = CFB.utils.cfb_new();
  for (const [path, content] of Object.entries(streams)) CFB.utils.cfb_add(container, path, Buffer.from(content));
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Buffer);
}

/** The streams of a container by their path. */
export function streamsOf(bytes: Uint8Array): Record<string, Buffer> {
  const { FileIndex, FullPaths } = CFB.read(Buffer.from(bytes), { type: 'buffer' }) as {
    FileIndex: { type: number; content?: Uint8Array | number[] }[];
    FullPaths: string[];
  };
  const streams: Record<string, Buffer> = {};
  for (const [index, { type, content }] of FileIndex.entries()) {
    const path = FullPaths[index]?.replace(/^[^/]*/, '') ?? '';
    if (type === 2) streams[path] = Buffer.from(content ?? []);
  }
  return streams;
}

/** A mail of Outlook with this subject and text, and an attachment. */
export function makeSmallMsg(subject: string, text: string): Buffer {
  const utf16 = (value: string): Buffer => Buffer.from(value, 'utf16le');
  const streams: Record<string, Buffer> = {};
  const add = (folder: string, properties: Record<string, Buffer | number>, headerBytes: number): void => {
    const entries = [Buffer.alloc(headerBytes)];
    for (const [tag, value] of Object.entries(properties)) {
      const entry = Buffer.alloc(16);
      entry.writeUInt32LE(Number.parseInt(tag, 16));
      entry.writeUInt32LE(6, 4);
      entry.writeUInt32LE(typeof value === 'number' ? value : value.length, 8);
      if (typeof value !== 'number') streams[`${folder}/__substg1.0_${tag}`] = value;
      entries.push(entry);
    }
    streams[`${folder}/__properties_version1.0`] = Buffer.concat(entries);
  };
  add('', { '0037001F': utf16(subject), '0C1A001F': utf16('Ann Lee'), '1000001F': utf16(text) }, 32);
  add('/__recip_version1.0_#00000000', { '3001001F': utf16('Bob'), '3003001F': utf16('bob@example.org') }, 8);
  const attachment = { '3707001F': utf16('note.md'), '37010102': Buffer.from('# A note\n'), '37050003': 1 };
  add('/__attach_version1.0_#00000000', attachment, 8);
  return makeOle(streams);
}

/** A presentation of PowerPoint 97 of one slide with these words. */
export function makeSmallPpt(title: string, text: string): Buffer {
  const record = (type: number, data: Buffer, version = 0): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt16LE(version);
    head.writeUInt16LE(type, 2);
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data]);
  };
  const holding = (type: number, ...parts: Buffer[]): Buffer => record(type, Buffer.concat(parts), 15);
  const numbers = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);
  const words = (role: number, value: string): Buffer =>
    Buffer.concat([record(3999, numbers(role)), record(4000, Buffer.from(value, 'utf16le'))]);
  const objects = [
    holding(1000, holding(4080, record(1011, numbers(2, 0, 0, 256, 0)), words(0, title))),
    holding(
      1006,
      record(1007, numbers(0, 0, 0, 0, 0, 0)),
      holding(1036, holding(0xf002, holding(0xf00d, words(4, text)))),
    ),
  ];
  const places = [0, objects[0]?.length ?? 0];
  const directoryAt = (places[1] as number) + (objects[1]?.length ?? 0);
  const directory = record(6002, numbers(1 | (2 << 20), ...places));
  const edit = record(4085, numbers(1, 0, 0, directoryAt, 1, 2, 0));
  return makeOle({
    '/PowerPoint Document': Buffer.concat([...objects, directory, edit]),
    '/Current User': record(0x0ff6, numbers(20, 0xe391c05f, directoryAt + directory.length, 0, 0)),
  });
}
