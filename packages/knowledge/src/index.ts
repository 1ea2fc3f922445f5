export { ask, type Answer, type AskEvent, type AskOptions } from './answer/ask.ts';
export type { AnswerSentence, Citation } from './answer/citations.ts';
export { createExtractiveWriter } from './answer/extractive-writer.ts';
export { createModelWriter } from './answer/model-writer.ts';
export type { Draft, DraftSentence, Passage, Writer } from './answer/writer.ts';
export { knowledgeMigrations } from './database/migrations.ts';
export type { KnowledgeSchema } from './database/schema.ts';
export { everyone, owner, readerOf, type Reader } from './documents/access.ts';
export type { DocumentContent, DocumentSummary } from './documents/documents.ts';
export type { Embedder } from './embed/embedder.ts';
export { shippedEmbedder } from './embed/static-embedder.ts';
export type { ReconcileReceipt } from './index/indexer.ts';
export { openLanceIndex } from './index/lance-index.ts';
export type { SearchIndex } from './index/search-index.ts';
export type { SyncFailure, SyncReceipt } from './ingest/sync.ts';
export { createKnowledge, type Knowledge, type SourceRequest } from './knowledge.ts';
export type { QuestionChange, QuestionOutcome, QuestionResult, QuestionRun, RanOn } from './questions/question-runs.ts';
export type { NewQuestion, SavedQuestion } from './questions/saved-questions.ts';
export { locateTessdata, type Tessdata } from './read/locate-tessdata.ts';
export { DocumentBuilder } from './read/document-builder.ts';
export type { Block, BlockKind, ReadDocument } from './read/read-document.ts';
export type { OcrSettings, PagePicture } from './read/protocol.ts';
export { createReaderPool, type ReaderPool } from './read/reader-pool.ts';
export {
  checkFilter,
  filterFields,
  filterOperators,
  type Condition,
  type Filter,
  type FilterOperator,
} from './search/filter.ts';
export type { Hit, MatchedTerm, Surroundings } from './search/hit.ts';
export { parseQuery } from './search/query.ts';
export type { SearchOptions, SearchResult } from './search/search.ts';
export { identify, kindNamed, kindOf, settingFields, sourceKinds, type KindField } from './sources/kinds.ts';
export type { SourceRunRecord } from './sources/runs.ts';
export type { OpenItem, Source, SourceItem } from './sources/source.ts';
export type { SourceRecord } from './sources/sources.ts';
export type { CellValue, Column } from './tables/document-table.ts';
export type { DocumentTables, TableSummary } from './tables/list-tables.ts';
export type { CitedCell, PlacedCell, TableResult, TableValue } from './tables/query-table.ts';
export { aggregates, operators, type TableCondition, type TableQuery } from './tables/table-query.ts';
