export type { Answer, AskEvent } from '@atelier/knowledge';
export { runAnswersEvaluation, runRetrievalEvaluation } from './evaluation/run-evaluation.ts';
export { checkInstallation, type Check } from './doctor/check-installation.ts';
export type { Atelier, JobView, SourceView } from './service/atelier.ts';
export { openAtelier } from './service/open-atelier.ts';
export { startAtelier, type Running } from './start.ts';
export { version } from './version.ts';
