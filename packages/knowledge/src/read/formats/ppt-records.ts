import { damaged } from '../read-failure.ts';

/** Numbers of the records of PowerPoint 97 that are used here ([MS-PPT], 2.13.24). */
export const recordTypes = {
  document: 1000,
  slide: 1006,
  slideAtom: 1007,
  notes: 1008,
  slidePersistAtom: 1011,
  outlineTextRef: 3998,
  textHeader: 3999,
  textChars: 4000,
  textBytes: 4008,
  cString: 4026,
  slideList: 4080,
  userEdit: 4085,
  persistDirectory: 6002,
  comment: 12_000,
  textbox: 0xf00d,
};

export interface PptRecord {
  type: number;
  instance: number;
  /** Without the eight bytes of its header. */
  data: Buffer;
  isContainer: boolean;
}

export function recordAt(stream: Buffer, at: number): PptRecord {
  if (at < 0 || at + 8 > stream.length) throw damaged('its records break off');
  const head = stream.readUInt16LE(at);
  const end = at + 8 + stream.readUInt32LE(at + 4);
  return {
    type: stream.readUInt16LE(at + 2),
    instance: head >> 4,
    isContainer: (head & 15) === 15,
    data: stream.subarray(at + 8, end),
  };
}

export function* recordsIn(data: Buffer): Generator<PptRecord> {
  for (let at = 0; at + 8 <= data.length; at += 8 + data.readUInt32LE(at + 4)) yield recordAt(data, at);
}

/** All records of these types, however deep, in their order; what is inside of one found is left out. */
export function* findRecords(data: Buffer, types: readonly number[], depth = 0): Generator<PptRecord> {
  // Real files nest a dozen deep.
  if (depth > 50) return;
  for (const record of recordsIn(data)) {
    if (types.includes(record.type)) yield record;
    else if (record.isContainer) yield* findRecords(record.data, types, depth + 1);
  }
}

/** The words of a text record; null for others. */
export function textOf({ type, data }: PptRecord): string | null {
  if (type === recordTypes.textChars || type === recordTypes.cString) return data.toString('utf16le');
  // The low bytes of Unicode characters whose high bytes are all zero.
  return type === recordTypes.textBytes ? data.toString('latin1') : null;
}

/**
 * Where the objects of a file stand in its stream, by number. Every saving appended what had changed and points to the
 * one before, so the newest place counts.
 */
export function persistDirectory(stream: Buffer, currentUser: Buffer): Map<number, number> {
  const places = new Map<number, number>();
  if (currentUser.length < 20) throw damaged('it does not say where its slides are');
  const seen = new Set<number>();
  for (let edit = currentUser.readUInt32LE(16); edit !== 0 && !seen.has(edit);) {
    seen.add(edit);
    const { type, data } = recordAt(stream, edit);
    if (type !== recordTypes.userEdit || data.length < 20) throw damaged('it does not say where its slides are');
    const directory = recordAt(stream, data.readUInt32LE(12)).data;
    for (let at = 0; at + 4 <= directory.length;) {
      // 20 bits of a first number, 12 bits of how many places follow.
      const head = directory.readUInt32LE(at);
      const first = head & 0xfffff;
      const count = head >>> 20;
      at += 4;
      for (let index = 0; index < count && at + 4 <= directory.length; index++, at += 4) {
        if (!places.has(first + index)) places.set(first + index, directory.readUInt32LE(at));
      }
    }
    edit = data.readUInt32LE(8);
  }
  return places;
}

/** The object of the document as a whole has the number that the newest saving names. */
export function documentRecord(stream: Buffer, currentUser: Buffer, places: Map<number, number>): PptRecord {
  const newest = recordAt(stream, currentUser.readUInt32LE(16)).data;
  const record = recordAt(stream, places.get(newest.readUInt32LE(16)) ?? -1);
  if (record.type !== recordTypes.document) throw damaged('its document is lost');
  return record;
}
