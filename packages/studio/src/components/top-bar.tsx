import { home, type UrlState, type View } from '../url-state.ts';
import { Link } from './link.tsx';

const tabs: { view: View; label: string }[] = [
  { view: 'ask', label: 'Ask' },
  { view: 'search', label: 'Search' },
  { view: 'documents', label: 'Documents' },
  { view: 'sources', label: 'Sources' },
  { view: 'questions', label: 'Questions' },
];

export function TopBar({ state }: { state: UrlState }) {
  return (
    <header className="top-bar">
      <Link to={home} className="wordmark" aria-label="Atelier, home">
        A<span>telier</span>
      </Link>
      <nav aria-label="Views">
        {tabs.map(({ view, label }) => (
          <Link key={view} to={{ ...home, view }} aria-current={state.view === view ? 'page' : undefined}>
            {label}
          </Link>
        ))}
      </nav>
      <a className="api-link" href="/docs">
        API
      </a>
    </header>
  );
}
