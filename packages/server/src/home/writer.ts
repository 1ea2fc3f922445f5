import { AtelierError, type Settings } from '@atelier/foundation';
import { createExtractiveWriter, createModelWriter, type Writer } from '@atelier/knowledge';

/** A model where one is configured, else the writer that needs none. */
export function writerOf({ model, answers }: Settings): Writer {
  if (model.url === undefined) return createExtractiveWriter(answers.threshold);
  if (model.name === undefined) {
    throw new AtelierError({
      code: 'config_invalid',
      message: `The setting "model.url" is ${model.url}, but "model.name" is not set.`,
      hint: 'Name the model as well: ATELIER_MODEL.',
    });
  }
  const endpoint = { url: model.url, model: model.name, key: model.key, timeoutMs: model.timeoutSeconds * 1000 };
  return createModelWriter(endpoint, answers.unsupported);
}
