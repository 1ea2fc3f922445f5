import type { Failure } from '../../api/types.ts';
import { Prose } from '../../components/prose.tsx';
import { plural } from '../../text/format.ts';

/** The files that could not be read, each with its reason: nothing unreadable passes for an empty document. */
export function Failures({ failures }: { failures: Failure[] }) {
  return (
    <details className="failures">
      <summary>{plural(failures.length, 'file')} could not be read</summary>
      <ul>
        {failures.map((failure) => (
          <li key={failure.uri}>
            <p className="uri">{failure.uri}</p>
            <p>
              <Prose text={failure.message} />{' '}
              <span className="muted">{failure.hint && <Prose text={failure.hint} />}</span>
            </p>
            <code>{failure.code}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
