import { useState } from 'react';
import { type ApiError, asApiError } from '../../api/api-error.ts';
import { saveQuestion } from '../../api/client.ts';
import { Link } from '../../components/link.tsx';
import { home } from '../../url-state.ts';
import type { NumberedSource } from './citations.ts';

/** Keeps a question to be asked again after changes: what it cites now, or that it is refused, is what is right. */
export function SaveQuestion({ question, sources }: { question: string; sources: NumberedSource[] }) {
  const [saved, setSaved] = useState<'no' | 'saving' | 'yes'>('no');
  const [error, setError] = useState<ApiError | null>(null);

  const save = async () => {
    setSaved('saving');
    setError(null);
    const uris = [...new Set(sources.map(({ citation }) => citation.uri))];
    await saveQuestion(uris.length === 0 ? { question, refuse: true } : { question, sources: uris }).then(
      () => setSaved('yes'),
      (thrown: unknown) => {
        setSaved('no');
        setError(asApiError(thrown));
      },
    );
  };

  if (saved === 'yes') {
    return (
      <span className="saved">
        Saved among the <Link to={{ ...home, view: 'questions' }}>questions</Link>
      </span>
    );
  }
  return (
    <>
      <button type="button" className="quiet" disabled={saved === 'saving'} onClick={() => void save()}>
        Save this question
      </button>
      {error && <span className="problem">{error.message}</span>}
    </>
  );
}
