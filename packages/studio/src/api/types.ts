// The shapes of Atelier's HTTP API as this page reads them. Offsets (`start`, `end`) count UTF-16 code units of the
// document's extracted text, so `text.slice(start, end)` is exactly the passage.

export interface DocumentSummary {
  document: string;
  title: string;
  uri: string;
  source: string;
  version: number;
  characters: number;
  /** null where the format has no pages */
  pages: number | null;
  /** ISO 8601, UTC */
  indexed_at: string;
}

export interface DocumentPage {
  documents: DocumentSummary[];
  total: number;
}

export type BlockKind =
  | 'heading'
  | 'paragraph'
  | 'list-item'
  | 'table-header'
  | 'table-row'
  | 'code'
  | 'quote'
  | 'note';

export interface Block {
  kind: BlockKind;
  /** depth of a heading or list item, from 1; absent elsewhere */
  level?: number | null;
  start: number;
  end: number;
  page: number | null;
}

export interface DocumentText extends DocumentSummary {
  version_id: string;
  text: string;
  blocks: Block[];
}

export interface Run {
  job: string;
  status: JobStatus;
  finished_at: string | null;
  seconds: number | null;
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
  failed: number;
}

export interface Failure {
  uri: string;
  code: string;
  message: string;
  hint: string;
}

export interface Source {
  source: string;
  kind: string;
  uri: string;
  documents: number;
  created_at: string;
  last_run: Run | null;
  failures: Failure[];
}

export type JobStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface Job {
  job: string;
  kind: string;
  status: JobStatus;
  progress: { done: number; total: number; message: string } | null;
  error: ErrorBody | null;
}

export interface Hit {
  document: string;
  version: string;
  title: string;
  uri: string;
  page: number | null;
  /** the headings above the passage, `A > B`, or the empty string */
  heading: string;
  start: number;
  end: number;
  text: string;
  score: number;
}

export interface SearchResult {
  query: string;
  took_ms: number;
  hits: Hit[];
}

export interface Citation {
  document: string;
  version: string;
  title: string;
  uri: string;
  page: number | null;
  start: number;
  end: number;
  quote: string;
}

export interface Sentence {
  text: string;
  citations: Citation[];
}

export interface Answer {
  question: string;
  answer: string;
  refused: boolean;
  sentences: Sentence[];
  model: string;
  took_ms: number;
}

export interface ErrorBody {
  code: string;
  message: string;
  hint?: string | null;
}

/** What a question's stream says, in order: passages, any drafts, the verified sentences, then done or error. */
export type AskEvent =
  | { event: 'passages'; data: { hits: Hit[] } }
  | { event: 'delta'; data: { text: string } }
  | { event: 'sentence'; data: Sentence }
  | { event: 'done'; data: Answer }
  | { event: 'error'; data: { error: ErrorBody } };
