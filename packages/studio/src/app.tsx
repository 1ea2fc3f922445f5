import { useEffect } from 'react';
import { getMe } from './api/client.ts';
import { useSignedOut } from './api/signed-out.ts';
import { ErrorNote } from './components/error-note.tsx';
import { SignIn } from './components/sign-in.tsx';
import { TopBar } from './components/top-bar.tsx';
import { MeContext, useMe } from './me.ts';
import { managing, useUrlState, type UrlState } from './url-state.ts';
import { useResource } from './use-resource.ts';
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
  const { data: me, error } = useResource('me', getMe);
  useSearchKey();
  useEffect(() => {
    document.title = `${state.q || titles[state.view]} · Atelier`;
  }, [state.q, state.view]);

  if (signedOut) return <SignIn />;
  if (error) {
    return (
      <main className="content">
        <ErrorNote error={error} />
      </main>
    );
  }
  if (!me) return <main aria-busy="true" />;
  return (
    <MeContext value={me}>
      <div className="page" data-panel={state.document === null ? undefined : 'open'}>
        <TopBar state={state} />
        <main className="content">
          <CurrentView state={state} />
        </main>
        {state.document !== null && <DocumentPanel key={state.document} state={state} document={state.document} />}
      </div>
    </MeContext>
  );
}

function CurrentView({ state }: { state: UrlState }) {
  const { owner } = useMe();
  if (!owner && managing.includes(state.view))
    return <p className="nothing">Only the owner of this home can do that.</p>;
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
