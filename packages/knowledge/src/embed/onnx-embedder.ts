import type { Tensor } from 'onnxruntime-node';
import type { Embedder, TextRole } from './embedder.ts';
import {
  batchesByLength,
  unusableFolder,
  openTransformerFolder,
  readJsonIfThere,
  type ModelOutput,
  type Tokens,
} from './transformer-folder.ts';
import { toUnitLength } from './vectors.ts';

type Pooling = 'mean' | 'first';

/**
 * An embedder that runs here, from a folder such as all-MiniLM-L6-v2. `1_Pooling/config.json` says how a text's vector
 * comes of those of its tokens (their mean unless told), `config_sentence_transformers.json` what stands before queries
 * and passages.
 *
 * @throws AtelierError `model_folder_invalid`
 */
export async function openOnnxEmbedder(path: string): Promise<Embedder> {
  const model = await openTransformerFolder(path);
  await refuseFurtherSteps(path);
  const pooling = poolingOf(path, await readJsonIfThere(path, '1_Pooling/config.json'));
  const sentence = await readJsonIfThere(path, 'config_sentence_transformers.json');
  const prompts = (sentence['prompts'] ?? {}) as Record<string, string>;
  const prefixes = { query: prompts['query'] ?? '', passage: prompts['passage'] ?? prompts['document'] ?? '' };
  const { hidden_size: hidden, dim, d_model: wide } = model.config;
  const dimensions = Number(hidden ?? dim ?? wide);
  if (!(dimensions > 0)) throw unusableFolder(path, 'its config.json does not tell the hidden_size');

  async function embed(texts: readonly string[], role: TextRole): Promise<Float32Array[]> {
    const vectors: Float32Array[] = texts.map(() => new Float32Array(dimensions));
    // A text without a word has no direction.
    const places = texts.flatMap((text, at) => (text.trim() === '' ? [] : [at]));
    const tokens = places.map((at) => model.encode(prefixes[role] + (texts[at] ?? '')));
    for (const batch of batchesByLength(tokens)) {
      const batched = batch.flatMap((at) => tokens[at] ?? []);
      const pooled = pool(await model.run(batched), batched);
      for (const [row, at] of batch.entries()) {
        const vector = pooled[row];
        if (vector?.length !== dimensions)
          throw unusableFolder(
            path,
            `its vectors have ${vector?.length} numbers, and its config.json says ${dimensions}`,
          );
        vectors[places[at] ?? 0] = toUnitLength(vector);
      }
    }
    return vectors;
  }

  function pool({ tensors, length }: ModelOutput, batch: readonly Tokens[]): Float32Array[] {
    const whole = tensors['sentence_embedding'];
    if (whole !== undefined) return batch.map((_tokens, row) => meanOf(whole, row, 1));
    const states = tensors['last_hidden_state'] ?? tensors['token_embeddings'];
    if (states === undefined)
      throw unusableFolder(path, `its model gives ${Object.keys(tensors).join(', ')}, no vectors`);
    // Padding follows behind the text and has no say.
    return batch.map(({ ids }, row) => meanOf(states, row * length, pooling === 'first' ? 1 : ids.length));
  }

  const id = `onnx ${model.name} ${model.fingerprint} ${pooling}${Object.values(prefixes).join('|')}`;
  return { id, dimensions, embed };
}

/** The mean of so many vectors that follow one another. */
function meanOf({ data, dims }: Tensor, first: number, count: number): Float32Array {
  const size = dims.at(-1) ?? 0;
  const numbers = data as Float32Array;
  const mean = new Float32Array(size);
  for (let from = first * size; from < (first + count) * size; from += size)
    for (let at = 0; at < size; at++) mean[at] = (mean[at] ?? 0) + (numbers[from + at] ?? 0) / count;
  return mean;
}

function poolingOf(path: string, config: Record<string, unknown>): Pooling {
  const modes = Object.keys(config).filter((name) => name.startsWith('pooling_mode_') && config[name] === true);
  const known: Record<string, Pooling> = { pooling_mode_mean_tokens: 'mean', pooling_mode_cls_token: 'first' };
  const [mode = 'pooling_mode_mean_tokens', ...others] = modes;
  const pooling = known[mode];
  if (pooling === undefined || others.length > 0) throw unusableFolder(path, `it pools by ${modes.join(' and ')}`);
  return pooling;
}

/** What sentence-transformers computes after pooling stands in no ONNX file. */
async function refuseFurtherSteps(path: string): Promise<void> {
  const modules = Object.values(await readJsonIfThere(path, 'modules.json')) as { type?: string }[];
  const steps = modules.map(({ type = '' }) => type.split('.').at(-1) ?? '');
  const further = steps.filter((step) => !['Transformer', 'Pooling', 'Normalize', ''].includes(step));
  if (further.length > 0) throw unusableFolder(path, `it has further steps (${further.join(', ')})`);
}
