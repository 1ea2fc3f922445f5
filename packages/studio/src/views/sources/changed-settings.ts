import type { SourceKind } from '../../api/types.ts';

/** The settings of a source that differ from its kind's defaults, in short; none before the kind is known. */
export function changedSettings(
  settings: Record<string, unknown>,
  kind: SourceKind | null,
): { name: string; value: string }[] {
  return (kind?.settings ?? []).flatMap(({ name, default: preset }) => {
    const value = settings[name];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(preset)) return [];
    return [{ name, value: inShort(value) }];
  });
}

function inShort(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
