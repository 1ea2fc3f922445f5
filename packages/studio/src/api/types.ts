// The shapes of Atelier's HTTP API as this page reads them. Offsets (`start`, `end`) count UTF-16 code units of the
// document's extracted text, so `text.slice(start, end)` is exactly the passage.

/** Who is signed in: the owner, or a user, who sees only its own and manages nothing. */
export interface Me {
  /** null for the owner */
  user: string | null;
  name: string | null;
  groups: string[];
  owner: boolean;
}

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

/** Where a block stands on its page, in fractions of the page's width and height. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Block {
  kind: BlockKind;
  /** depth of a heading or list item, from 1; absent elsewhere */
  level?: number | null;
  start: number;
  end: number;
  page: number | null;
  /** null where the format does not say */
  box: Box | null;
}

export interface DocumentText extends DocumentSummary {
  version_id: string;
  text: string;
  blocks: Block[];
}

/** One look at a source; its counts are zero until it has ended. */
export interface Run {
  job: string;
  status: JobStatus;
  started_at: string | null;
  finished_at: string | null;
  seconds: number;
  /** size of what was read */
  bytes: number;
  added: number;
  changed: number;
  /** found under another name, not read again */
  moved: number;
  removed: number;
  unchanged: number;
  failed: number;
  error: ErrorBody | null;
  /** what could not be read then, the first hundred */
  failures: Failure[];
}

export interface Failure {
  uri: string;
  code: string;
  message: string;
  hint?: string;
}

export interface Source {
  source: string;
  kind: string;
  uri: string;
  /** the principals who may see its documents */
  access: string[];
  settings: Record<string, unknown>;
  excludes: string[];
  /** `every 15m`, a cron expression or `manual`; null: as its kind does */
  schedule: string | null;
  documents: number;
  created_at: string;
  last_run: Run | null;
  failures: Failure[];
}

export interface KindSetting {
  name: string;
  description: string;
  default?: unknown;
  choices?: string[];
}

/** A kind of source, with what it lets one set. */
export interface SourceKind {
  kind: string;
  /** locations of this kind, as somebody would write them */
  examples: string[];
  /** how often it is looked at unless told otherwise */
  every_seconds: number;
  settings: KindSetting[];
  secrets: { name: string; description: string }[];
}

/** A source to add; what is left out is as its kind has it. */
export interface SourceRequest {
  location: string;
  settings?: Record<string, unknown>;
  secrets?: Record<string, string>;
  /** patterns in the language of .gitignore */
  excludes?: string[];
  schedule?: string;
  access?: string[];
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
  /** the words that were looked for; absent where the passage is one that an answer read */
  highlights?: { start: number; end: number }[];
}

export interface SearchResult {
  query: string;
  took_ms: number;
  hits: Hit[];
  /** words that no document has, and those that were searched for in their place */
  corrected: { from: string; to: string }[];
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
  /** false where its sources do not bear it out; absent elsewhere */
  supported?: false;
  /** why they do not */
  reasons?: string[];
}

/** what became of the sentences that were written */
export interface Verified {
  sentences: number;
  supported: number;
  dropped: number;
  marked: number;
}

export interface Answer {
  question: string;
  answer: string;
  refused: boolean;
  sentences: Sentence[];
  verified?: Verified;
  disagreement?: Disagreement[];
  /** how much was read, where all documents were */
  coverage?: Coverage;
  /** there where the question looks like one over all documents, and was not asked as one */
  hint?: string;
  model: string;
  took_ms: number;
}

/** two sentences of an answer, by their places, whose documents say different things */
export interface Disagreement {
  sentence: number;
  otherwise: number;
  dates: [sentence: string | null, otherwise: string | null];
}

/** How much of all documents in scope was read for an answer. */
export interface Coverage {
  documents: { in_scope: number; read: number };
  passages: { in_scope: number; read: number };
  /** files that could not be read when they were last looked at; the first of them by name */
  unreadable: { files: number; first: Failure[] };
  found: { statements: number; documents: number };
  /** words of the question that name documents: only what stands in those was taken */
  named: string[];
  /** statements in other documents, left out */
  elsewhere: number;
  /** why not everything was read; null where it was */
  stopped: 'time' | 'statements' | null;
}

/** A question to save with what is right: one of the texts, one of the sources, or a refusal. */
export interface NewQuestion {
  question: string;
  answers?: string[];
  /** ids or uris of documents */
  sources?: string[];
  refuse?: boolean;
}

/** Something that is not as it was when a question was right. */
export type QuestionChange =
  | { what: 'setting'; name: string; from: string | number | null; to: string | number | null }
  | {
      what: 'document';
      change: 'came' | 'changed' | 'removed';
      document: string;
      /** null where the document is gone */
      title: string | null;
      cited: boolean;
    };

export interface QuestionResult {
  right: boolean;
  refused: boolean;
  /** right in the run before, and wrong now */
  broke: boolean;
  changes: QuestionChange[];
  /** null for a refusal, and where a document that it quotes is gone */
  answer: string | null;
}

export interface SavedQuestion extends Required<NewQuestion> {
  id: string;
  /** how it did last; null before the first run */
  last: QuestionResult | null;
}

export interface ErrorBody {
  code: string;
  message: string;
  hint?: string | null;
}

/**
 * What a question's stream says, in order: passages, any drafts, the verified sentences, then done or error. Where all
 * documents are read: sentences and progress in turns, then done or error.
 */
export type AskEvent =
  | { event: 'passages'; data: { hits: Hit[] } }
  | { event: 'delta'; data: { text: string } }
  | { event: 'sentence'; data: Sentence }
  | { event: 'progress'; data: Coverage }
  | { event: 'done'; data: Answer }
  | { event: 'error'; data: { error: ErrorBody } };
