import { AtelierError } from '@atelier/foundation';
import type { Embedder } from './embedder.ts';
import { openOnnxEmbedder } from './onnx-embedder.ts';
import { createOpenAiEmbedder, openAiEmbedderId, probeDimensions } from './openai-embedder.ts';
import { shippedEmbedder } from './static-embedder.ts';

/** What it takes to have an embedder, apart from a key. */
export type EmbedderSpec =
  | { kind: 'words'; adapted?: true }
  | { kind: 'openai'; url: string; model: string }
  | { kind: 'onnx'; folder: string };

/** An embedder that somebody named. Of one that is far away it is not known yet whether it can be had. */
export interface EmbedderChoice {
  id: string;
  spec: EmbedderSpec;
  /** @param dimensions where they are known: else the embedder is asked, which throws AtelierError `embedder_...` */
  open(dimensions?: number): Promise<Embedder>;
}

/** @throws AtelierError `model_folder_invalid` where a folder holds no embedder, `embedder_invalid` where an address holds a password */
export async function chooseEmbedder(spec: EmbedderSpec, key?: string): Promise<EmbedderChoice> {
  switch (spec.kind) {
    case 'words':
      return { id: shippedEmbedder.id, spec, open: () => Promise.resolve(shippedEmbedder) };
    case 'onnx': {
      const embedder = await openOnnxEmbedder(spec.folder);
      return { id: embedder.id, spec, open: () => Promise.resolve(embedder) };
    }
    case 'openai': {
      refuseCredentials(spec.url);
      const endpoint = { url: spec.url, model: spec.model, key };
      return {
        id: openAiEmbedderId(endpoint),
        spec,
        open: async (dimensions) => createOpenAiEmbedder(endpoint, dimensions ?? (await probeDimensions(endpoint))),
      };
    }
  }
}

/** The address is part of the embedder's id, which is shown and kept. */
function refuseCredentials(url: string): void {
  const { username, password, host } = new URL(url);
  if (username === '' && password === '') return;
  throw new AtelierError({
    code: 'embedder_invalid',
    message: `The address of the embedder at ${host} holds a user name or a password.`,
    hint: 'Take them out of embedder.url, and give a key with embedder.key (ATELIER_EMBEDDER_KEY).',
  });
}

/** Whether an embedder cannot be had, or not now: search goes on by words. One that ships and is damaged does not pass. */
export const isOutOfReach = (error: unknown): error is AtelierError =>
  AtelierError.is(error) && outOfReach.has(error.code);

const outOfReach = new Set(['embedder_unreachable', 'embedder_refused', 'embedder_invalid', 'model_folder_invalid']);
