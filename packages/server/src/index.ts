export { identify, kindOf, type Answer, type AskEvent, type SourceRequest } from '@atelier/knowledge';
export type { TableQuery, TableResult } from '@atelier/knowledge';
export { runAnswersEvaluation, runRetrievalEvaluation } from './evaluation/run-evaluation.ts';
export { checkInstallation, type Check } from './doctor/check-installation.ts';
export type { Atelier, JobView, SourceRun, SourceView } from './service/atelier.ts';
export { openAtelier } from './service/open-atelier.ts';
export { startAtelier, type Running } from './start.ts';
export { version } from './version.ts';
