import { useId } from 'react';
import type { SourceKind } from '../../api/types.ts';
import { nameInWords } from '../../text/format.ts';
import { Field } from './field.tsx';

interface Props {
  secret: SourceKind['secrets'][number];
  value: string;
  onChange: (value: string) => void;
}

/** Keys and lists of passwords have several lines, which a password field would join to one. */
const severalLines = /\b(?:a line|private key|certificate)\b/i;

/** A password or key: what is typed is not shown, and the browser is asked not to fill it in. */
export function SecretField({ secret: { name, description }, value, onChange }: Props) {
  const id = useId();
  return (
    <Field id={id} label={nameInWords(name)} help={description}>
      {(aria) =>
        severalLines.test(description) ? (
          <textarea
            {...aria}
            className="secret"
            rows={2}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <input
            {...aria}
            type="password"
            autoComplete="new-password"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
