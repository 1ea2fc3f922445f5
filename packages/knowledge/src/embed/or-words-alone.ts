import { AtelierError } from '@atelier/foundation';
import { isOutOfReach } from './choose-embedder.ts';
import type { Embedder, TextRole } from './embedder.ts';

/** An embedder to search with, which never fails because a server is away. */
export interface ServingEmbedder extends Embedder {
  /** The embedder itself, which does fail. */
  source: Embedder;
  /** Texts have no vectors now, whatever they say. */
  isAway(): boolean;
  /** Asks whether it can be had. */
  look(): Promise<void>;
}

/** Somebody waits for a search: an embedder that failed is left alone for so long. */
const leftAloneMs = 30_000;

/** A search asks for the vector of its query more than once, and the next page of hits does again. */
const rememberedQueries = 100;

/** While the embedder cannot be had, texts have no direction, and search goes by words alone. */
export function orWordsAlone(embedder: Embedder): ServingEmbedder {
  let until = 0;
  const remembered = new Map<string, Float32Array>();
  const isAway = () => Date.now() < until;

  function remember(text: string, vector: Float32Array): void {
    remembered.set(text, vector);
    const [oldest] = remembered.keys();
    if (remembered.size > rememberedQueries && oldest !== undefined) remembered.delete(oldest);
  }

  const nothing = (texts: readonly string[]) => texts.map(() => new Float32Array(embedder.dimensions));

  /** Null where it cannot be had. */
  async function ask(
    texts: readonly string[],
    role: TextRole,
    isToBlame: (error: AtelierError) => boolean,
  ): Promise<Float32Array[] | null> {
    if (isAway()) return null;
    try {
      return await embedder.embed(texts, role, { isUrgent: true });
    } catch (error) {
      if (!isOutOfReach(error)) throw error;
      if (isToBlame(error)) until = Date.now() + leftAloneMs;
      return null;
    }
  }

  return {
    id: embedder.id,
    dimensions: embedder.dimensions,
    ...(embedder.isRemote === undefined ? {} : { isRemote: embedder.isRemote }),
    source: embedder,
    isAway,
    look: async () => void (await ask(['word'], 'query', () => true)),
    async embed(texts, role) {
      const [query, ...others] = texts;
      if (role !== 'query' || query === undefined || others.length > 0) {
        return (await ask(texts, role, isNotTheText)) ?? nothing(texts);
      }
      const known = remembered.get(query);
      if (known !== undefined) return [known];
      const vectors = await ask(texts, role, isNotTheText);
      if (vectors?.[0] !== undefined) remember(query, vectors[0]);
      return vectors ?? nothing(texts);
    },
  };
}

/** Whether others would fare the same: a server may refuse what one of them asks, but a key is everybody's. */
const isNotTheText = ({ code, details }: AtelierError): boolean =>
  code !== 'embedder_refused' || details?.['status'] === 401 || details?.['status'] === 403;

/** Stands for an embedder that is gone, while the index with its vectors still serves. */
export function goneEmbedder({ id, dimensions }: Pick<Embedder, 'id' | 'dimensions'>): Embedder {
  return {
    id,
    dimensions,
    embed() {
      throw new AtelierError({
        code: 'embedder_unreachable',
        message: `The embedder ${id} that the index was made with cannot be had any more.`,
        hint: 'Search goes by words until the index of the embedder that is set now is whole: atelier embedder.',
        retryable: true,
      });
    },
  };
}
