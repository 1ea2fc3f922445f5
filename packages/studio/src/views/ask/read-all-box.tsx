import { navigate, type UrlState, withDocument } from '../../url-state.ts';

/** Whether what is asked is answered from all documents. As with the day, an open question is asked anew at once. */
export function ReadAllBox({ state }: { state: UrlState }) {
  return (
    <div className="read-all">
      <label>
        <input
          type="checkbox"
          name="all"
          checked={state.all}
          aria-describedby="read-all-help"
          onChange={({ target: { checked } }) => navigate({ ...withDocument(state, null), all: checked })}
        />{' '}
        Read everything
      </label>
      <span id="read-all-help" className={state.all ? undefined : 'visually-hidden'}>
        (every passage)
      </span>
    </div>
  );
}
