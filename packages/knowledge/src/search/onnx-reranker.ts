import { batchesByLength, openTransformerFolder, unusableFolder } from '../embed/transformer-folder.ts';
import type { Reranker } from './reranker.ts';

/**
 * A cross-encoder that runs here, from a folder such as ms-marco-MiniLM-L6-v2: one score a pair, or one for "no" and one
 * for "yes".
 *
 * @throws AtelierError `model_folder_invalid`
 */
export async function openOnnxReranker(path: string): Promise<Reranker> {
  const model = await openTransformerFolder(path);
  return {
    async score(query, texts) {
      const tokens = texts.map((text) => model.encode(query, text));
      const scores = texts.map(() => 0);
      for (const batch of batchesByLength(tokens)) {
        const { tensors } = await model.run(batch.flatMap((at) => tokens[at] ?? []));
        const { logits } = tensors;
        const labels = logits?.dims.at(-1) ?? 0;
        if (logits === undefined || logits.dims.length !== 2 || labels < 1 || labels > 2)
          throw unusableFolder(path, `its model gives ${Object.keys(tensors).join(', ')}, no scores`);
        const numbers = logits.data as Float32Array;
        for (const [row, at] of batch.entries()) {
          const [no, yes] = labels === 1 ? [0, numbers[row]] : [numbers[2 * row], numbers[2 * row + 1]];
          scores[at] = (yes ?? 0) - (no ?? 0);
        }
      }
      return scores;
    },
  };
}
