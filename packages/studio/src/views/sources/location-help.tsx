import type { SourceKind } from '../../api/types.ts';

interface Props {
  id: string;
  location: string;
  /** what the location looks like */
  kind: SourceKind | null;
  kinds: SourceKind[];
}

/** Under the empty field an example of every kind; then what the location is taken for. */
export function LocationHelp({ id, location, kind, kinds }: Props) {
  return (
    <p id={id} className="field-help">
      {location.trim() === '' ? (
        kinds.length > 0 && <Examples kinds={kinds} />
      ) : kind ? (
        <>
          Looks like a source of the kind <strong>{kind.kind}</strong>
        </>
      ) : (
        kinds.length > 0 && 'Looks like no kind of source that there is'
      )}
    </p>
  );
}

function Examples({ kinds }: { kinds: SourceKind[] }) {
  const examples = kinds.flatMap((kind) => kind.examples.slice(0, 1));
  return (
    <>
      For example{' '}
      {examples.map((example, n) => (
        <span key={example}>
          {n > 0 && ', '}
          <code>{example}</code>
        </span>
      ))}
    </>
  );
}
