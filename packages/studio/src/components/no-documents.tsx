import { useMe } from '../me.ts';
import { home } from '../url-state.ts';
import { Link } from './link.tsx';

/** What every view shows before the first document: how to get one in. */
export function NoDocuments() {
  const { owner } = useMe();
  if (!owner) {
    return (
      <div className="no-documents">
        <h2>No documents yet</h2>
        <p>Nothing is shared with you so far. Whoever runs Atelier here can change that.</p>
      </div>
    );
  }
  return (
    <div className="no-documents">
      <h2>No documents yet</h2>
      <p>Add a folder from the command line, and its documents can be asked and searched:</p>
      <pre>
        <code>npx atelier add &lt;folder&gt;</code>
      </pre>
      <p className="muted">
        Or add one on the <Link to={{ ...home, view: 'sources' }}>Sources</Link> page.
      </p>
    </div>
  );
}
