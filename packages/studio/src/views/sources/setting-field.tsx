import { useId } from 'react';
import type { KindSetting } from '../../api/types.ts';
import { nameInWords } from '../../text/format.ts';
import { Field } from './field.tsx';

interface Props {
  setting: KindSetting;
  /** as typed; undefined while untouched */
  value: string | boolean | undefined;
  onChange: (value: string | boolean) => void;
}

/** A setting of a kind of source, in the control that its default asks for. */
export function SettingField({ setting: { name, description, default: preset, choices }, value, onChange }: Props) {
  const id = useId();
  const label = nameInWords(name);
  if (typeof preset === 'boolean') {
    return (
      <div className="field check">
        <input
          id={id}
          type="checkbox"
          aria-describedby={`${id}-help`}
          checked={typeof value === 'boolean' ? value : preset}
          onChange={(event) => onChange(event.target.checked)}
        />
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-help`} className="field-help">
          {description}
        </p>
      </div>
    );
  }
  const text = typeof value === 'string' ? value : '';
  if (choices !== undefined) {
    return (
      <Field id={id} label={label} help={description}>
        {(aria) => (
          <select
            {...aria}
            value={text || (typeof preset === 'string' ? preset : '')}
            onChange={(event) => onChange(event.target.value)}
          >
            {preset === undefined && <option value="">not set</option>}
            {choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        )}
      </Field>
    );
  }
  return (
    <Field id={id} label={label} help={Array.isArray(preset) ? `${description}; one a line` : description}>
      {(aria) =>
        Array.isArray(preset) ? (
          <textarea
            {...aria}
            rows={2}
            spellCheck={false}
            placeholder={preset.join('\n')}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <input
            {...aria}
            type={typeof preset === 'number' ? 'number' : 'text'}
            step="any"
            placeholder={typeof preset === 'number' || typeof preset === 'string' ? String(preset) : ''}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
