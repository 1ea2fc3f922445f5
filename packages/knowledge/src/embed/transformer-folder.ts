import { createHash, type Hash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { AtelierError } from '@atelier/foundation';

/** A text, or two that are read together, in the numbers of a model's tokens. */
export interface Tokens {
  ids: number[];
  /** 0 for the first text, 1 for the second. */
  types: number[];
}

/** What a model gave for some texts that were padded to one length. */
export interface ModelOutput {
  tensors: Record<string, Tensor>;
  /** Tokens of the longest text. */
  length: number;
}

/**
 * A transformer as sentence-transformers and transformers.js lay it out: `tokenizer.json`, `config.json`, and
 * `onnx/model.onnx` or `model.onnx`.
 */
export interface TransformerFolder {
  folder: string;
  name: string;
  /** Of the files that make the output: another model under the same name has another one. */
  fingerprint: string;
  config: Record<string, unknown>;
  /** @param pair a second text, which is cut first where both are too long */
  encode(text: string, pair?: string): Tokens;
  run(batch: readonly Tokens[]): Promise<ModelOutput>;
}

const usualLength = 512;
/** Tokens of one run, padding included, and texts of it. */
const tokensAtOnce = 8192;
const textsAtOnce = 64;

/** @throws AtelierError `model_folder_invalid` where something is missing or cannot be read */
export async function openTransformerFolder(folder: string): Promise<TransformerFolder> {
  const tokenizerJson = await readJson(folder, 'tokenizer.json');
  const config = await readJson(folder, 'config.json');
  const tokenizerConfig = await readJsonIfThere(folder, 'tokenizer_config.json');
  const sentence = await readJsonIfThere(folder, 'sentence_bert_config.json');
  const { file, hash } = await modelFile(folder);
  hash.update(JSON.stringify([tokenizerJson, config, tokenizerConfig, sentence]));
  const tokenizer = makeTokenizer(folder, tokenizerJson, tokenizerConfig);
  const most = longest(config, [sentence['max_seq_length'], tokenizerConfig['model_max_length']]);
  const padding = Number(config['pad_token_id'] ?? 0);
  let session: Promise<InferenceSession> | null = null;

  return {
    folder,
    name: basename(folder),
    fingerprint: hash.digest('hex').slice(0, 12),
    config,
    encode: (text, pair) => encode(tokenizer, most, text, pair),
    async run(batch) {
      // Loaded when it is first needed: most commands embed nothing.
      session ??= load(folder, file);
      return await run(folder, await session, batch, padding);
    },
  };
}

/** Places of the texts in batches of about the same length, so that little is padded. */
export function* batchesByLength(texts: readonly Tokens[]): Generator<number[]> {
  const longestFirst = texts.map(({ ids }, at) => ({ at, length: ids.length })).toSorted((a, b) => b.length - a.length);
  for (let first = 0; first < longestFirst.length;) {
    const { length } = longestFirst[first] ?? { length: 1 };
    const count = Math.max(1, Math.min(textsAtOnce, Math.floor(tokensAtOnce / Math.max(1, length))));
    yield longestFirst.slice(first, first + count).map(({ at }) => at);
    first += count;
  }
}

function encode(tokenizer: Tokenizer, most: number, text: string, pair?: string): Tokens {
  const tokens = read(tokenizer, text, pair);
  if (tokens.ids.length <= most) return tokens;
  const framing = read(tokenizer, '', pair === undefined ? undefined : '').ids;
  const ending = commonEnding(tokens.ids, framing);
  const head = most - ending;
  return {
    ids: [...tokens.ids.slice(0, head), ...tokens.ids.slice(tokens.ids.length - ending)],
    types: [...tokens.types.slice(0, head), ...tokens.types.slice(tokens.types.length - ending)],
  };
}

function read(tokenizer: Tokenizer, text: string, pair?: string): Tokens {
  const { ids, token_type_ids: types } = tokenizer.encode(text, {
    text_pair: pair ?? null,
    return_token_type_ids: true,
  });
  return { ids, types };
}

/** The signs that the model wants at the end stay there when a text is cut. */
function commonEnding(ids: readonly number[], framing: readonly number[]): number {
  let common = 0;
  while (common < framing.length && ids.at(-1 - common) === framing.at(-1 - common)) common++;
  return common;
}

/** Tokens that the model can take. */
function longest(config: Record<string, unknown>, told: unknown[]): number {
  const positions = Number(config['max_position_embeddings'] ?? usualLength);
  // RoBERTa and its kin count positions from two on.
  const own = (config['model_type'] as string | undefined)?.includes('roberta') ? positions - 2 : positions;
  const others = told.map(Number).filter((length) => length > 0 && length < Infinity);
  return Math.min(own, ...others);
}

async function run(
  folder: string,
  session: InferenceSession,
  batch: readonly Tokens[],
  padding: number,
): Promise<ModelOutput> {
  const { Tensor } = await import('onnxruntime-node');
  const length = Math.max(1, ...batch.map(({ ids }) => ids.length));
  const filled = (value: (tokens: Tokens, at: number) => number) => {
    const values = new BigInt64Array(batch.length * length);
    for (const [row, tokens] of batch.entries())
      for (let at = 0; at < length; at++) values[row * length + at] = BigInt(value(tokens, at));
    return new Tensor('int64', values, [batch.length, length]);
  };
  const known: Record<string, () => Tensor> = {
    input_ids: () => filled(({ ids }, at) => ids[at] ?? padding),
    attention_mask: () => filled(({ ids }, at) => (at < ids.length ? 1 : 0)),
    token_type_ids: () => filled(({ types }, at) => types[at] ?? 0),
    position_ids: () => filled((_tokens, at) => at),
  };
  const feeds: Record<string, Tensor> = {};
  for (const name of session.inputNames) {
    const make = known[name];
    if (make === undefined) throw unusableFolder(folder, `its model wants "${name}"`);
    feeds[name] = make();
  }
  return { tensors: await session.run(feeds), length };
}

async function load(folder: string, file: string): Promise<InferenceSession> {
  const { InferenceSession } = await import('onnxruntime-node');
  return await InferenceSession.create(file, { logSeverityLevel: 3 }).catch((cause: unknown) => {
    throw unusableFolder(folder, `its model cannot be loaded: ${(cause as Error).message.slice(0, 300)}`, cause);
  });
}

async function modelFile(folder: string): Promise<{ file: string; hash: Hash }> {
  for (const name of ['onnx/model.onnx', 'model.onnx']) {
    const file = join(folder, name);
    const hash = createHash('sha256');
    if (!(await addSamples(hash, file))) continue;
    // Models of more than 2 GB keep their numbers beside them.
    await addSamples(hash, `${file}_data`);
    return { file, hash };
  }
  throw unusableFolder(folder, 'it has neither onnx/model.onnx nor model.onnx');
}

const samples = 64;
const sampleBytes = 16 * 1024;

/**
 * Size and pieces from all over a file: training changes numbers everywhere, and reading all of a large model would cost
 * every command a second. False where there is no such file.
 */
async function addSamples(hash: Hash, path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  try {
    const { size } = await file.stat();
    hash.update(String(size));
    const buffer = Buffer.alloc(sampleBytes);
    for (let sample = 0; sample < samples; sample++) {
      const from = Math.floor((Math.max(0, size - sampleBytes) * sample) / (samples - 1));
      const { bytesRead } = await file.read(buffer, 0, sampleBytes, from);
      hash.update(buffer.subarray(0, bytesRead));
      if (size <= sampleBytes) break;
    }
    return true;
  } finally {
    await file.close();
  }
}

/** A file of the folder as JSON. @throws AtelierError `model_folder_invalid` */
async function readJson(folder: string, name: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(join(folder, name), 'utf8')) as Record<string, unknown>;
  } catch (cause) {
    const isMissing = (cause as { code?: string }).code === 'ENOENT';
    throw unusableFolder(folder, isMissing ? `it has no ${name}` : `its ${name} cannot be read`, cause);
  }
}

/** The same of a file that need not be there: without it, an empty object. */
export async function readJsonIfThere(folder: string, name: string): Promise<Record<string, unknown>> {
  return await readJson(folder, name).catch((error: unknown) => {
    const { cause } = error as { cause?: { code?: string } };
    if (cause?.code === 'ENOENT') return {};
    throw error;
  });
}

function makeTokenizer(folder: string, json: object, config: object): Tokenizer {
  try {
    return new Tokenizer(json, config);
  } catch (cause) {
    throw unusableFolder(folder, `its tokenizer.json cannot be used: ${(cause as Error).message}`, cause);
  }
}

export function unusableFolder(folder: string, what: string, cause?: unknown): AtelierError {
  return new AtelierError({
    code: 'model_folder_invalid',
    message: `The model in ${folder} cannot be used: ${what}.`,
    hint: 'It takes the folder of a model as transformers.js has it: tokenizer.json, config.json, onnx/model.onnx.',
    cause,
  });
}
