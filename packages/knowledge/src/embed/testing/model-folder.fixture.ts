import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scratchFolder } from '@atelier/foundation/testing';
import { embeddingModel, scoringModel } from './tiny-onnx.ts';

const signs = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];

/** Words that a tiny model knows, with what it makes of each: the numbers of a vector, or what it counts. */
export type Known<Value> = Record<string, Value>;

/** A folder with an embedder in it: what a text has in common with another is what vectors of its words have. */
export function embedderFolder(
  words: Known<number[]>,
  files: Record<string, unknown> = {},
  folder: string = scratchFolder(),
): string {
  const dimensions = Object.values(words)[0]?.length ?? 0;
  const zeros = Array.from({ length: dimensions }, () => 0);
  // Whoever lets padding have a say gets caught.
  const padding = zeros.map(() => 9);
  return writeFolder(folder, {
    ...tokenizerFiles(Object.keys(words)),
    'config.json': { hidden_size: dimensions, max_position_embeddings: 16, pad_token_id: 0 },
    'onnx/model.onnx': embeddingModel([padding, zeros, zeros, zeros, ...Object.values(words)]),
    ...files,
  });
}

/** A folder with a reranker in it, to which a passage is worth what its words count. */
export const rerankerFolder = (words: Known<number>): string =>
  writeFolder(scratchFolder(), {
    ...tokenizerFiles(Object.keys(words)),
    'config.json': { max_position_embeddings: 64, pad_token_id: 0 },
    'model.onnx': scoringModel([...signs.map(() => 0), ...Object.values(words)]),
  });

/** Writes JSON, and bytes as they are; null leaves a file out. */
function writeFolder(folder: string, files: Record<string, unknown>): string {
  for (const [name, content] of Object.entries(files)) {
    if (content === null) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), Buffer.isBuffer(content) ? content : JSON.stringify(content));
  }
  return folder;
}

function tokenizerFiles(words: string[]): Record<string, unknown> {
  const vocabulary = Object.fromEntries([...signs, ...words].map((word, id) => [word, id]));
  const sign = (name: string) => ({ [name]: { id: name, ids: [vocabulary[name]], tokens: [name] } });
  const special = (name: string, type: number) => ({ SpecialToken: { id: name, type_id: type } });
  const sequence = (name: string, type: number) => ({ Sequence: { id: name, type_id: type } });
  const single = [special('[CLS]', 0), sequence('A', 0), special('[SEP]', 0)];
  return {
    'tokenizer.json': {
      version: '1.0',
      added_tokens: signs.map((content, id) => ({ id, content, special: true, normalized: false })),
      normalizer: { type: 'BertNormalizer', lowercase: true, clean_text: true, handle_chinese_chars: true },
      pre_tokenizer: { type: 'BertPreTokenizer' },
      post_processor: {
        type: 'TemplateProcessing',
        single,
        pair: [...single, sequence('B', 1), special('[SEP]', 1)],
        special_tokens: { ...sign('[CLS]'), ...sign('[SEP]') },
      },
      decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
      model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', vocab: vocabulary },
    },
    'tokenizer_config.json': { model_max_length: 1e30, unk_token: '[UNK]', pad_token: '[PAD]' },
  };
}
