import type { ErrorShape, JobProgress, JobStatus, User, UserRequest } from '@atelier/foundation';
import type {
  Answer,
  AskEvent,
  Click,
  DocumentContent,
  DocumentSummary,
  KindField,
  DocumentTables,
  EmbedderState,
  Filter,
  NewQuestion,
  PagePicture,
  QuestionResult,
  QuestionRun,
  SavedQuestion,
  SearchResult,
  SourceRequest,
  SyncFailure,
  SyncReceipt,
  TableQuery,
  TableResult,
} from '@atelier/knowledge';

/**
 * What can be done with a home, whoever asks: the command line on files of its own (`local.ts`), the same command line
 * beside a running server (`remote.ts`), and the HTTP routes. Shapes are those of the JSON that others rely on.
 */
export interface Atelier {
  addSource(request: SourceRequest): Promise<{ source: string; job: string }>;
  sources(): Promise<SourceView[]>;
  /** The kinds of sources, with what each lets one set. */
  sourceKinds(): Promise<SourceKindView[]>;
  /** Looks for changes; what could not be read is tried again. */
  syncSource(source: string, options?: { acceptRemovals?: boolean }): Promise<{ job: string }>;
  /** The runs of a source that are remembered, the newest first. */
  runs(source: string): Promise<SourceRun[]>;
  removeSource(source: string): Promise<{ removed: true; source: string; documents: number; job: string }>;
  documents(page: { limit?: number; offset?: number }): Promise<{ documents: DocumentSummary[]; total: number }>;
  document(idOrUri: string, version?: string): Promise<DocumentContent>;
  /** A page of a PDF as a picture. */
  page(wanted: { document: string; version?: string | undefined; page: number }): Promise<PagePicture>;
  tables(documentIdOrUri: string, version?: string): Promise<DocumentTables>;
  queryTable(request: TableRequest): Promise<TableResult>;
  removeDocument(idOrUri: string): Promise<{ removed: true; document: string; job: string }>;
  search(request: SearchRequest): Promise<SearchResult>;
  ask(request: AskRequest, options: { signal: AbortSignal; onEvent?: (event: AskEvent) => void }): Promise<Answer>;
  /** The saved questions, each with how it did last. */
  questions(): Promise<SavedQuestionView[]>;
  saveQuestion(question: NewQuestion): Promise<SavedQuestion>;
  removeQuestion(id: string): Promise<{ removed: true; id: string }>;
  /** Asks all saved questions. */
  runQuestions(): Promise<{ job: string }>;
  /** The runs that are remembered, the newest first. */
  questionRuns(limit?: number): Promise<QuestionRun[]>;
  /** Those who may ask, beside the owner. */
  users(): Promise<User[]>;
  /** The token is given here and never again. */
  addUser(request: UserRequest): Promise<UserWithToken>;
  setUser(request: UserRequest): Promise<User>;
  removeUser(user: string): Promise<{ removed: true; user: string }>;
  /** A new token; the old one ends at once. */
  renewToken(user: string): Promise<UserWithToken>;
  /** The embedder that serves, and how far the change to the one that is set has come. */
  embedder(): Promise<EmbedderState>;
  /** Has the embedder that is set take over; `force`: also where fewer saved questions are answered right with it. */
  switchEmbedder(options: { force: boolean }): Promise<{ job: string }>;
  /** Adapts the embedder to the documents; the job's result is an `AdaptReport`. */
  adaptSearch(request: AdaptRequest): Promise<{ job: string }>;
  /** Whether search goes by an adapted embedder, and how its last adaptation went. */
  adaptation(): Promise<AdaptState>;
  /** Goes back to the embedder that ships; an adaptation that waits or runs is cancelled. */
  undoAdaptation(): Promise<{ undone: boolean; job: string }>;
  /** Keeps that a passage was opened for a query, where the settings want that. */
  logClick(request: ClickRequest): Promise<{ logged: boolean }>;
  forgetClicks(): Promise<{ forgotten: number; job: string }>;
  reconcile(): Promise<{ job: string }>;
  job(id: string): Promise<JobView>;
  /** Resolves when the job has ended, whatever the end. */
  waitForJob(id: string, onProgress?: (progress: JobProgress) => void): Promise<JobView>;
  close(): Promise<void>;
}

/** What can be asked and looked at by somebody who sees only a part of it. */
export type Reading = Pick<
  Atelier,
  'documents' | 'document' | 'page' | 'tables' | 'queryTable' | 'search' | 'ask' | 'logClick'
>;

export interface UserWithToken extends User {
  token: string;
}

export interface SearchRequest {
  /** In the query language: "phrases", -not, field:value, beginning*. */
  query: string;
  limit?: number | undefined;
  /** Only documents that fit, together with what the query says. */
  filter?: Filter | undefined;
  /** At most so many passages of one document. */
  per_document?: number | undefined;
  /** So many passages before and after each are given along. */
  context?: number | undefined;
  /** Say of each passage why it was found. */
  explain?: boolean | undefined;
  /** A day (its end) or moment, in UTC: search the versions that were present then. */
  as_of?: string | undefined;
  /** Search as somebody who has these principals, instead of as the owner who sees everything. */
  as?: string[];
}

export interface TableRequest extends TableQuery {
  as?: string[] | undefined;
}

export interface AskRequest {
  question: string;
  /** Read all documents, instead of answering from the best passages. */
  all?: boolean | undefined;
  /** Answer from documents that fit, and no others. */
  filter?: Filter | undefined;
  /** As in a search. */
  as_of?: string | undefined;
  as?: string[];
}

export interface AdaptRequest {
  /** Only tell what it would bring. */
  dry_run?: boolean | undefined;
  /** Also learn from documents that not everyone may see. */
  all_documents?: boolean | undefined;
}

export interface AdaptState {
  /** Id of the table of words that the home has. */
  embedder: string;
  adapted: boolean;
  /** The last adaptation that was asked for; null where none is remembered. */
  last: JobView | null;
}

export interface ClickRequest extends Click {
  as?: string[] | undefined;
}

export interface SavedQuestionView extends SavedQuestion {
  last: QuestionResult | null;
}

export interface SourceView {
  source: string;
  kind: string;
  uri: string;
  access: string[];
  /** What its kind lets one set; passwords and keys are never shown. */
  settings: Record<string, unknown>;
  excludes: string[];
  schedule: string | null;
  documents: number;
  created_at: string;
  last_run: SourceRun | null;
  failures: SyncFailure[];
}

export interface SourceKindView {
  kind: string;
  examples: string[];
  /** How often `atelier up` looks at it unless told otherwise; 0: only at the start. */
  every_seconds: number;
  settings: KindField[];
  secrets: KindField[];
}

export interface SourceRun extends Omit<SyncReceipt, 'source'> {
  job: string;
  status: JobStatus;
  started_at: string | null;
  finished_at: string | null;
  error: ErrorShape | null;
  /** What could not be read then, the first hundred; empty for a run that has not ended. */
  failures: SyncFailure[];
}

export interface JobView {
  job: string;
  kind: string;
  status: JobStatus;
  progress: JobProgress | null;
  result: unknown;
  error: ErrorShape | null;
}

export const defaultSearchLimit = 10;
export const defaultQuestionRuns = 10;
