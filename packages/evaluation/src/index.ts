export { bringsTexts, evaluateAnswers, type AnswersReport } from './run/evaluate-answers.ts';
export { evaluateRetrieval, type RetrievalReport } from './run/evaluate-retrieval.ts';
