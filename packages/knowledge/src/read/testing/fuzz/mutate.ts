import type { Random } from './random.ts';

/** Numbers on the edges of what lengths, counts and offsets are kept in. */
const edges = [0, 1, 2, 3, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

type Mutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

const mutations: Mutation[] = [
  function flipBits(bytes, random) {
    const copy = Buffer.from(bytes);
    for (let flips = random.size(64); flips >= 0; flips--) {
      const at = random.below(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    }
    return copy;
  },
  function cut(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length));
  },
  function cutOut(bytes, random) {
    const { from, to } = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function double(bytes, random) {
    const { from, to } = range(bytes, random);
    const times = Math.min(random.size(200), Math.floor(200_000 / Math.max(1, to - from)));
    return Buffer.concat([
      bytes.subarray(0, to),
      ...Array<Buffer>(times).fill(bytes.subarray(from, to)),
      bytes.subarray(to),
    ]);
  },
  function splice(bytes, random, other) {
    const { from, to } = range(other, random);
    const at = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at)]);
  },
  function swap(bytes, random) {
    const [first, second] = [range(bytes, random), range(bytes, random)];
    if (first.to > second.from) return bytes.subarray(first.from);
    return Buffer.concat([
      bytes.subarray(0, first.from),
      bytes.subarray(second.from, second.to),
      bytes.subarray(first.to, second.from),
      bytes.subarray(first.from, first.to),
      bytes.subarray(second.to),
    ]);
  },
  function overwrite(bytes, random) {
    const copy = Buffer.from(bytes);
    const at = random.below(copy.length);
    random.bytes(random.size(64)).copy(copy, at);
    return copy;
  },
  function changeLength(bytes, random) {
    const copy = Buffer.from(bytes);
    const number = random.pick(edges);
    const at = random.below(copy.length);
    if (at + 4 <= copy.length && random.chance(0.5)) {
      if (random.chance(0.7)) copy.writeUInt32LE(number, at);
      else copy.writeUInt32BE(number, at);
    } else if (at + 2 <= copy.length) {
      copy.writeUInt16LE(number & 0xffff, at);
    }
    return copy;
  },
  function changeNumber(bytes, random) {
    // Numbers that are written out, as text formats have their sizes and counts.
    const places = [...bytes.toString('latin1').matchAll(/\d+/g)];
    if (places.length === 0) return bytes;
    const place = random.pick(places);
    const number = random.pick([...edges.map(String), '-1', '99999999999999999999', '1e309', '00']);
    return Buffer.concat([
      bytes.subarray(0, place.index),
      Buffer.from(number),
      bytes.subarray(place.index + place[0].length),
    ]);
  },
];

/** One to four mutations, one upon the other; `other` is what may be spliced in. */
export function mutate(bytes: Buffer, random: Random, other: Buffer): Buffer {
  let mutated = bytes;
  for (let count = random.below(4); count >= 0 && mutated.length > 0; count--) {
    mutated = random.pick(mutations)(mutated, random, other);
  }
  return mutated;
}

function range(bytes: Buffer, random: Random): { from: number; to: number } {
  const from = random.below(bytes.length);
  return { from, to: Math.min(bytes.length, from + random.size(bytes.length)) };
}
