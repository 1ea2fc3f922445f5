import type { DocumentFormat } from '../../read-document.ts';
import { makeOle, streamsOf } from '../make-ole.ts';
import type { SmallFile } from '../small-files.ts';
import { mutate } from './mutate.ts';
import { isOle, isZip, randomBytes, randomStructure, repacked } from './random-file.ts';
import { Random } from './random.ts';

export type FuzzKind = 'bytes' | 'structure' | 'mutation';

export interface FuzzFile {
  /** What makes it again: seed, format, kind and number. */
  label: string;
  kind: FuzzKind;
  name: string;
  bytes: Buffer;
}

/** File number `index` of a format: the even ones are random, the odd ones mutations of small valid files. */
export function fuzzFile(format: DocumentFormat, samples: readonly SmallFile[], seed: string, index: number): FuzzFile {
  const kind = index % 2 === 1 ? 'mutation' : index % 4 === 0 ? 'bytes' : 'structure';
  const label = `${seed}-${format}-${kind}-${index}`;
  const random = new Random(label);
  const { extension, bytes } =
    kind === 'bytes'
      ? randomBytes(format, random)
      : kind === 'structure'
        ? randomStructure(format, samples, random)
        : mutated(samples, random);
  return { label, kind, name: `${label}.${extension}`, bytes: bytes.length === 0 ? Buffer.from(' ') : bytes };
}

function mutated(samples: readonly SmallFile[], random: Random): SmallFile {
  const { extension, bytes } = random.pick(samples);
  const other = random.pick(samples).bytes;
  const inside = random.chance(0.65);
  if (inside && isZip(bytes)) {
    return { extension, bytes: repacked(bytes, (_name, part) => changedOrNot(part, random), random) };
  }
  if (inside && isOle(bytes)) {
    const streams = Object.entries(streamsOf(bytes)).map(([path, part]) => [path, changedOrNot(part, random)]);
    return { extension, bytes: makeOle(Object.fromEntries(streams) as Record<string, Buffer>) };
  }
  return { extension, bytes: mutate(bytes, random, other) };
}

const changedOrNot = (part: Buffer, random: Random): Buffer =>
  part.length > 0 && random.chance(0.4) ? mutate(part, random, part) : part;
