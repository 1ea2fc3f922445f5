import type { QuestionChange } from '../../api/types.ts';

/** "leave.md has changed", "threshold: 0.15, now 0.9" */
export function changeInWords(change: QuestionChange): string {
  if (change.what === 'setting') return `${change.name}: ${shown(change.from)}, now ${shown(change.to)}`;
  const name = change.title ?? 'A document that it cited';
  const verb = { came: 'is new', changed: 'has changed', removed: 'is gone' }[change.change];
  return `${name} ${verb}${change.cited ? '' : ' (not cited)'}`;
}

const shown = (value: string | number | null): string => (value === null || value === '' ? 'none' : String(value));
