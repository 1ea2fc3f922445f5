import type { KindSetting, SourceKind, SourceRequest } from '../../api/types.ts';

/** What the form holds, as it was typed. */
export interface SourceDraft {
  location: string;
  /** patterns, one a line */
  excludes: string;
  /** empty: as the kind does; `own`: what stands in `ownSchedule` */
  schedule: string;
  ownSchedule: string;
  /** principals, with spaces or commas between */
  access: string;
  /** by name; a location that is written anew may be of another kind, whose names are others */
  settings: Record<string, string | boolean>;
  secrets: Record<string, string>;
}

export const emptyDraft: SourceDraft = {
  location: '',
  excludes: '',
  schedule: '',
  ownSchedule: '',
  access: '',
  settings: {},
  secrets: {},
};

/** What is sent: only what was filled in, and of settings and secrets only those of the kind. */
export function requestOf(draft: SourceDraft, kind: SourceKind | null): SourceRequest {
  const excludes = linesOf(draft.excludes);
  const schedule = (draft.schedule === 'own' ? draft.ownSchedule : draft.schedule).trim();
  const access = draft.access.split(/[\s,]+/).filter(Boolean);
  const settings = (kind?.settings ?? []).flatMap((setting) => {
    const value = settingValue(setting, draft.settings[setting.name]);
    return value === undefined ? [] : [[setting.name, value] as const];
  });
  const secrets = (kind?.secrets ?? []).flatMap(({ name }) => {
    const value = draft.secrets[name] ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  return {
    location: draft.location.trim(),
    ...(excludes.length > 0 && { excludes }),
    ...(schedule !== '' && { schedule }),
    ...(access.length > 0 && { access }),
    ...(settings.length > 0 && { settings: Object.fromEntries(settings) }),
    ...(secrets.length > 0 && { secrets: Object.fromEntries(secrets) }),
  };
}

/** As the type of the default wants it; the server reads the text of one that has none. Undefined: left as it is. */
function settingValue({ default: preset }: KindSetting, typed: string | boolean | undefined): unknown {
  if (typeof typed === 'boolean') return typed === preset ? undefined : typed;
  const text = typed?.trim() ?? '';
  if (text === '') return undefined;
  if (Array.isArray(preset)) return linesOf(text);
  return typeof preset === 'number' ? Number(text) : text;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
