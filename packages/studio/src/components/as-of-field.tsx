import { type ChangeEvent, useEffect, useRef } from 'react';
import { day, navigate, type UrlState, withDocument } from '../url-state.ts';

/** The day to go back to: what is asked is answered from the documents as they were at its end. */
export function AsOfField({ state }: { state: UrlState }) {
  const field = useRef<HTMLInputElement>(null);
  // Not controlled, so that a date can be typed digit by digit; going back in the browser still shows.
  useEffect(() => {
    if (field.current) field.current.value = state.asOf;
  }, [state.asOf]);

  const onChange = ({ target: { value, validity } }: ChangeEvent<HTMLInputElement>) => {
    if (validity.badInput || day(value) !== value) return;
    navigate({ ...withDocument(state, null), asOf: value });
  };

  return (
    <label className="as-of">
      As of <input ref={field} type="date" name="as_of" defaultValue={state.asOf} onChange={onChange} />
      {state.asOf === '' ? '' : ' (end of that day, UTC)'}
    </label>
  );
}
