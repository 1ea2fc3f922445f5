import { resolve } from 'node:path';
import { AtelierError, type Settings } from '@atelier/foundation';
import { chooseEmbedder, wordsEmbedderOf, type EmbedderChoice, type EmbedderSpec } from '@atelier/knowledge';

/** The embedder that is set. @throws AtelierError `config_invalid`, `embedder_invalid` */
export function embedderOf({ home, embedder }: Settings): Promise<EmbedderChoice> {
  const { kind, url, model, folder, key } = embedder;
  if (kind === 'words') return Promise.resolve(wordsEmbedderOf(resolve(home)));
  if (kind === 'onnx') return chooseEmbedder({ kind, folder: resolve(folder ?? missing(kind, 'folder')) });
  return chooseEmbedder({ kind, url: url ?? missing(kind, 'url'), model: model ?? missing(kind, 'model') }, key);
}

/** An embedder of before, whose key nobody keeps: the one that is set goes to the address that it is for, and no other. */
export function embedderAgain({ home, embedder }: Settings): (spec: EmbedderSpec) => Promise<EmbedderChoice> {
  const origin = (url: string | undefined) => (url === undefined ? null : new URL(url).origin);
  return (spec) => {
    if (spec.kind === 'words' && spec.adapted) return Promise.resolve(wordsEmbedderOf(resolve(home)));
    const isSameServer = spec.kind === 'openai' && origin(spec.url) === origin(embedder.url);
    return chooseEmbedder(spec, isSameServer ? embedder.key : undefined);
  };
}

function missing(kind: string, name: string): never {
  throw new AtelierError({
    code: 'config_invalid',
    message: `The setting "embedder.kind" is ${kind}, but "embedder.${name}" is not set.`,
    hint: `Set it as well: ATELIER_EMBEDDER_${name.toUpperCase()}.`,
  });
}
