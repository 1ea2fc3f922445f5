export { ask, type Answer, type AskEvent, type AskOptions, type Disagreement } from './answer/ask.ts';
export type { AnswerSentence, Citation } from './answer/citations.ts';
export { createExtractiveWriter } from './answer/extractive-writer.ts';
export { createModelWriter } from './answer/model-writer.ts';
export { tellCoverage, type Coverage } from './answer/read-all/receipt.ts';
export type { Unsupported } from './answer/cite-draft.ts';
export { verifySentence, type Verdict, type VerifySource } from './answer/verify/verify.ts';
export type { Draft, DraftSentence, Passage, Writer } from './answer/writer.ts';
export { knowledgeMigrations } from './database/migrations.ts';
export type { KnowledgeSchema } from './database/schema.ts';
export { everyone, owner, readerOf, type Reader } from './documents/access.ts';
export type { DocumentContent, DocumentSummary } from './documents/documents.ts';
export type { EmbedderState } from './embed/change-embedder.ts';
export { chooseEmbedder, type EmbedderChoice, type EmbedderSpec } from './embed/choose-embedder.ts';
export type { AdaptReport } from './embed/adapt/adapt-table.ts';
export { removeAdapted, wordsEmbedderOf } from './embed/adapt/adapted-table.ts';
export type { Embedder } from './embed/embedder.ts';
export type { EmbedderReport, QuestionOutcomes } from './embed/embedder-reports.ts';
export { shippedEmbedder } from './embed/static-embedder.ts';
export type { ReconcileReceipt } from './index/indexer.ts';
export { openLanceIndex } from './index/lance-index.ts';
export { openIndexes } from './index/open-indexes.ts';
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
export { parseMoment } from './search/as-of/moment.ts';
export {
  checkFilter,
  filterFields,
  filterOperators,
  type Condition,
  type Filter,
  type FilterOperator,
} from './search/filter.ts';
export type { Click } from './search/clicks.ts';
export type { Hit, MatchedTerm, Surroundings } from './search/hit.ts';
export { openOnnxReranker } from './search/onnx-reranker.ts';
export { parseQuery } from './search/query.ts';
export type { Reranker } from './search/reranker.ts';
export type { SearchOptions, SearchResult } from './search/search.ts';
export { identify, kindNamed, kindOf, settingFields, sourceKinds, type KindField } from './sources/kinds.ts';
export type { SourceRunRecord } from './sources/runs.ts';
export type { OpenItem, Source, SourceItem } from './sources/source.ts';
export type { SourceRecord } from './sources/sources.ts';
export type { CellValue, Column } from './tables/document-table.ts';
export type { DocumentTables, TableSummary } from './tables/list-tables.ts';
export type { CitedCell, PlacedCell, TableResult, TableValue } from './tables/query-table.ts';
export { aggregates, operators, type TableCondition, type TableQuery } from './tables/table-query.ts';
