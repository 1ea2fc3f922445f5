/**
 * The port behind which texts become vectors. Whatever serves it, near vectors must mean near in meaning, and a text
 * must give the same vector every time.
 */
export interface Embedder {
  /** Names the model and its revision: vectors of different ids are never compared. */
  readonly id: string;
  readonly dimensions: number;
  /** It is asked over a network: it may take long, and may cost. */
  readonly isRemote?: boolean;
  /** A vector of length 1 for each text, in order; all zeros where the text has nothing that the embedder knows. */
  embed(texts: readonly string[], role: TextRole, options?: EmbedOptions): Promise<Float32Array[]> | Float32Array[];
}

export interface EmbedOptions {
  /** Somebody waits: soon or not at all. */
  isUrgent?: boolean;
}

/** What a text is there for: some models take what is asked otherwise than what is found. */
export type TextRole = 'query' | 'passage';
