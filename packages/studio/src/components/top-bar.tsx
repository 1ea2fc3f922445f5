import { useMe } from '../me.ts';
import { home, managing, type UrlState, type View } from '../url-state.ts';
import { Account } from './account.tsx';
import { Link } from './link.tsx';

const tabs: { view: View; label: string }[] = [
  { view: 'ask', label: 'Ask' },
  { view: 'search', label: 'Search' },
  { view: 'documents', label: 'Documents' },
  { view: 'sources', label: 'Sources' },
  { view: 'questions', label: 'Questions' },
];

export function TopBar({ state }: { state: UrlState }) {
  const { owner } = useMe();
  const shown = tabs.filter(({ view }) => owner || !managing.includes(view));
  return (
    <header className="top-bar">
      <Link to={home} className="wordmark" aria-label="Atelier, home">
        A<span>telier</span>
      </Link>
      <nav aria-label="Views">
        {shown.map(({ view, label }) => (
          <Link key={view} to={{ ...home, view }} aria-current={state.view === view ? 'page' : undefined}>
            {label}
          </Link>
        ))}
      </nav>
      <a className="api-link" href="/docs">
        API
      </a>
      <Account />
    </header>
  );
}
