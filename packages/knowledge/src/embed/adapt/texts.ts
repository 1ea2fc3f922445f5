/** A passage that training may see, without the titles above it. */
export interface AdaptPassage {
  /** The same number for all passages of one document. */
  document: number;
  /** Nothing is trained on it: it tells whether training has helped. */
  heldOut: boolean;
  /** The document's title and the headings above the passage, outermost first. */
  path: string[];
  text: string;
}

/** What an embedder is adapted to. Neighbouring passages of a document stand one after the other. */
export interface AdaptTexts {
  passages: AdaptPassage[];
  /** Queries, and the places of the passages that were opened for them. */
  clicks: { query: string; passage: number }[];
}

/** What somebody would type who looks for the passage: the title and the headings above it. */
export const askedFor = ({ path }: AdaptPassage): string => path.join('\n');
