import type { Source, SourceKind } from '../../api/types.ts';
import { Prose } from '../../components/prose.tsx';
import { formatDate, nameInWords, plural } from '../../text/format.ts';
import { changedSettings } from './changed-settings.ts';
import { scheduleInWords, secondsInWords } from './schedule-words.ts';

interface Props {
  source: Source;
  /** null until it is known */
  kind: SourceKind | null;
}

/** What a source is, when it is looked at, and what was set for it other than usual. */
export function SourceFacts({ source, kind }: Props) {
  const { schedule, excludes, access, documents, created_at } = source;
  const usual = kind ? `${secondsInWords(kind.every_seconds)}, as usual` : 'as usual';
  const isForEveryone = access.length === 1 && access[0] === 'everyone';
  return (
    <div className="source-facts">
      <p>
        {source.kind} · {plural(documents, 'document')} · added{' '}
        <time dateTime={created_at}>{formatDate(created_at)}</time>
      </p>
      <p>
        Checked <Prose text={schedule === null ? usual : scheduleInWords(schedule)} />
        {!isForEveryone && ` · seen by ${access.length === 0 ? 'nobody but you' : access.join(', ')}`}
        {changedSettings(source.settings, kind).map(
          ({ name, value }) => ` · ${nameInWords(name).toLowerCase()} ${value}`,
        )}
      </p>
      {excludes.length > 0 && (
        <p>
          Leaves out{' '}
          {excludes.map((pattern, n) => (
            <span key={pattern}>
              {n > 0 && ', '}
              <code>{pattern}</code>
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
