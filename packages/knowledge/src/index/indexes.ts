import type { EmbedderChoice } from '../embed/choose-embedder.ts';
import type { ServingEmbedder } from '../embed/or-words-alone.ts';
import type { SearchIndex } from './search-index.ts';

/** The indexes of a home that are open. Whoever holds this sees at once when the shadow has taken over. */
export interface Indexes {
  index: SearchIndex;
  embedder: ServingEmbedder;
  /** The index of the embedder that is to take over, as far as it is filled. */
  shadow: { id: string; index: SearchIndex } | null;
}

/** How an embedder is put in the place of another. */
export interface EmbedderChange {
  /** The embedder that is to serve. */
  wanted: EmbedderChoice;
  /** Opens the index of an embedder, making it where there is none. */
  openIndex(embedder: { id: string; dimensions: number }): Promise<SearchIndex>;
  /** Deletes the index of an embedder with all its files. */
  dropIndex(id: string): Promise<void>;
}
