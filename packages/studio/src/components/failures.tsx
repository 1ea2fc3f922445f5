import type { Failure } from '../api/types.ts';
import { Prose } from './prose.tsx';
import { formatCount, plural } from '../text/format.ts';

interface Props {
  failures: Failure[];
  /** how many there are, where not all of them are named */
  total?: number;
}

/** The files that could not be read, each with its reason: nothing unreadable passes for an empty document. */
export function Failures({ failures, total = failures.length }: Props) {
  return (
    <details className="failures">
      <summary>{plural(total, 'file')} could not be read</summary>
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
      {total > failures.length && <p className="muted">and {formatCount(total - failures.length)} more</p>}
    </details>
  );
}
