export { bringsTexts, evaluateAnswers, type AnswersReport } from './run/evaluate-answers.ts';
export { evaluateRetrieval, type RetrievalReport } from './run/evaluate-retrieval.ts';
export { changeEmbedder, type EmbedderChangeReceipt, type EmbedderChangeRun } from './saved/change-embedder.ts';
export { readSavedQuestions } from './saved/read-saved.ts';
export { runSavedQuestions, type SavedQuestionsReceipt } from './saved/run-saved.ts';
