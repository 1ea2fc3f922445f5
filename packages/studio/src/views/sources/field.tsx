import type { ReactNode } from 'react';

interface Props {
  id: string;
  label: string;
  help?: string;
  className?: string;
  /** the control, which takes these */
  children: (aria: { id: string; 'aria-describedby': string | undefined }) => ReactNode;
}

/** A control under its label, with what it means below. */
export function Field({ id, label, help, className = '', children }: Props) {
  const helpId = help ? `${id}-help` : undefined;
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': helpId })}
      {help && (
        <p id={helpId} className="field-help">
          {help}
        </p>
      )}
    </div>
  );
}
