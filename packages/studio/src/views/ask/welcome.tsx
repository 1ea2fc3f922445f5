import { listDocuments, listSources } from '../../api/client.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { NoDocuments } from '../../components/no-documents.tsx';
import { useMe } from '../../me.ts';
import { baseName, plural } from '../../text/format.ts';
import { useResource } from '../../use-resource.ts';
import { exampleTopics, questionAbout } from './example-topics.ts';

interface Props {
  onAsk: (question: string) => void;
  showExamples: boolean;
}

/** What there is to ask about, with a few questions to begin with. */
export function Welcome({ onAsk, showExamples }: Props) {
  const { owner } = useMe();
  const { data, error } = useResource('welcome', async (signal) => {
    const [sources, { documents, total }] = await Promise.all([
      owner ? listSources(signal) : [],
      listDocuments(200, 0, signal),
    ]);
    return { sources, documents, total };
  });
  if (error) return <ErrorNote error={error} />;
  if (!data) return <div className="welcome" aria-busy="true" />;
  if (data.total === 0) return <NoDocuments />;

  const names = data.sources.map((source) => baseName(source.uri));
  const topics = showExamples ? exampleTopics(data.documents, 4) : [];
  return (
    <div className="welcome">
      <p className="muted">
        {plural(data.total, 'document')} {owner ? `from ${nameList(names)}` : 'that you may see'}. Every sentence of an
        answer has its source.
      </p>
      {topics.length > 0 && (
        <>
          <p id="examples" className="examples-lead">
            What do the documents say about …
          </p>
          <ul aria-labelledby="examples" className="examples">
            {topics.map((topic) => (
              <li key={topic}>
                <button type="button" aria-label={questionAbout(topic)} onClick={() => onAsk(questionAbout(topic))}>
                  {topic}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function nameList(names: string[]): string {
  if (names.length > 3) return plural(names.length, 'source');
  return new Intl.ListFormat('en').format(names);
}
