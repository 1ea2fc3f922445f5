import { useId } from 'react';
import type { SourceKind } from '../../api/types.ts';
import { Field } from './field.tsx';
import { SecretField } from './secret-field.tsx';
import { schedules, secondsInWords } from './schedule-words.ts';
import { SettingField } from './setting-field.tsx';
import type { SourceDraft } from './source-draft.ts';

interface Props {
  draft: SourceDraft;
  /** what the location looks like; null while it looks like nothing */
  kind: SourceKind | null;
  onChange: (part: Partial<SourceDraft>) => void;
}

/** What a source leaves out, how often it is looked at, who may see it, and what its kind lets one set beside. */
export function SourceOptions({ draft, kind, onChange }: Props) {
  const id = useId();
  return (
    <div className="options">
      <Field
        id={`${id}-excludes`}
        className="excludes"
        label="Leave out"
        help="Patterns as in .gitignore, one a line: drafts/ or *.tmp"
      >
        {(aria) => (
          <textarea
            {...aria}
            rows={3}
            spellCheck={false}
            value={draft.excludes}
            onChange={(event) => onChange({ excludes: event.target.value })}
          />
        )}
      </Field>
      <Schedule draft={draft} kind={kind} onChange={onChange} />
      <Field
        id={`${id}-access`}
        label="Who may see it"
        help="Everyone, unless you name principals such as group:hr user:anna"
      >
        {(aria) => (
          <input
            {...aria}
            placeholder="everyone"
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            value={draft.access}
            onChange={(event) => onChange({ access: event.target.value })}
          />
        )}
      </Field>
      {kind && <KindOptions draft={draft} kind={kind} onChange={onChange} />}
      {!kind && <p className="muted options-note">A location brings the settings and passwords of its kind here.</p>}
    </div>
  );
}

function Schedule({ draft, kind, onChange }: Props) {
  const id = useId();
  return (
    <>
      <Field id={id} label="How often it is checked">
        {(aria) => (
          <select {...aria} value={draft.schedule} onChange={(event) => onChange({ schedule: event.target.value })}>
            <option value="">As usual{kind && `: ${secondsInWords(kind.every_seconds)}`}</option>
            {schedules.map(({ schedule, words }) => (
              <option key={schedule} value={schedule}>
                {words}
              </option>
            ))}
            <option value="own">Another schedule …</option>
          </select>
        )}
      </Field>
      {draft.schedule === 'own' && (
        <Field id={`${id}-own`} label="Schedule" help="“every 2h” (s, m, h, d) or a cron expression: 0 6 * * 1-5">
          {(aria) => (
            <input
              {...aria}
              required
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="off"
              value={draft.ownSchedule}
              onChange={(event) => onChange({ ownSchedule: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}

function KindOptions({ draft, kind, onChange }: Props & { kind: SourceKind }) {
  if (kind.settings.length + kind.secrets.length === 0) return null;
  return (
    <fieldset>
      <legend>
        For the kind <strong>{kind.kind}</strong>
      </legend>
      {kind.settings.map((setting) => (
        <SettingField
          key={setting.name}
          setting={setting}
          value={draft.settings[setting.name]}
          onChange={(value) => onChange({ settings: { ...draft.settings, [setting.name]: value } })}
        />
      ))}
      {kind.secrets.map((secret) => (
        <SecretField
          key={secret.name}
          secret={secret}
          value={draft.secrets[secret.name] ?? ''}
          onChange={(value) => onChange({ secrets: { ...draft.secrets, [secret.name]: value } })}
        />
      ))}
    </fieldset>
  );
}
