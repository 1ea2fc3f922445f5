import type { ErrorShape, JobProgress, JobStatus } from '@atelier/foundation';
import type {
  Answer,
  AskEvent,
  DocumentContent,
  DocumentSummary,
  SearchResult,
  SyncFailure,
  SyncReceipt,
} from '@atelier/knowledge';

/**
 * What can be done with a home, whoever asks: the command line on files of its own (`local.ts`), the same command line
 * beside a running server (`remote.ts`), and the HTTP routes. Shapes are those of the JSON that others rely on.
 */
export interface Atelier {
  addSource(request: { path: string; access?: string[] }): Promise<{ source: string; job: string }>;
  sources(): Promise<SourceView[]>;
  syncSource(source: string): Promise<{ job: string }>;
  removeSource(source: string): Promise<{ removed: true; source: string; documents: number; job: string }>;
  documents(page: { limit?: number; offset?: number }): Promise<{ documents: DocumentSummary[]; total: number }>;
  document(idOrUri: string, version?: string): Promise<DocumentContent>;
  removeDocument(idOrUri: string): Promise<{ removed: true; document: string; job: string }>;
  search(request: SearchRequest): Promise<SearchResult>;
  ask(request: AskRequest, options: { signal: AbortSignal; onEvent?: (event: AskEvent) => void }): Promise<Answer>;
  reconcile(): Promise<{ job: string }>;
  job(id: string): Promise<JobView>;
  /** Resolves when the job has ended, whatever the end. */
  waitForJob(id: string, onProgress?: (progress: JobProgress) => void): Promise<JobView>;
  close(): Promise<void>;
}

export interface SearchRequest {
  query: string;
  limit?: number;
  /** Search as somebody who has these principals, instead of as the owner who sees everything. */
  as?: string[];
}

export interface AskRequest {
  question: string;
  as?: string[];
}

export interface SourceView {
  source: string;
  kind: string;
  uri: string;
  access: string[];
  documents: number;
  created_at: string;
  last_run: SourceRun | null;
  failures: SyncFailure[];
}

export interface SourceRun extends Omit<SyncReceipt, 'source'> {
  job: string;
  status: JobStatus;
  finished_at: string | null;
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
