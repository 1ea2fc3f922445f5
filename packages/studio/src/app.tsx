import { useEffect } from 'react';
import { useSignedOut } from './api/signed-out.ts';
import { SignedOut } from './components/signed-out.tsx';
import { TopBar } from './components/top-bar.tsx';
import { useUrlState, type UrlState } from './url-state.ts';
import { useSearchKey } from './use-search-key.ts';
import { AskView } from './views/ask/ask-view.tsx';
import { DocumentPanel } from './views/document/document-panel.tsx';
import { DocumentsView } from './views/documents/documents-view.tsx';
import { QuestionsView } from './views/questions/questions-view.tsx';
import { SearchView } from './views/search/search-view.tsx';
import { SourcesView } from './views/sources/sources-view.tsx';

const titles = { ask: 'Ask', search: 'Search', documents: 'Documents', sources: 'Sources', questions: 'Questions' };

export function App() {
  const state = useUrlState();
  const signedOut = useSignedOut();
  useSearchKey();
  useEffect(() => {
    document.title = `${state.q || titles[state.view]} · Atelier`;
  }, [state.q, state.view]);

  if (signedOut) return <SignedOut />;
  return (
    <div className="page" data-panel={state.document === null ? undefined : 'open'}>
      <TopBar state={state} />
      <main className="content">
        <CurrentView state={state} />
      </main>
      {state.document !== null && <DocumentPanel key={state.document} state={state} document={state.document} />}
    </div>
  );
}

function CurrentView({ state }: { state: UrlState }) {
  switch (state.view) {
    case 'search':
      return <SearchView state={state} />;
    case 'documents':
      return <DocumentsView state={state} />;
    case 'sources':
      return <SourcesView />;
    case 'questions':
      return <QuestionsView state={state} />;
    default:
      return <AskView state={state} />;
  }
}
