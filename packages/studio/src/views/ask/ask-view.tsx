import { useEffect } from 'react';
import { AsOfField } from '../../components/as-of-field.tsx';
import { home, navigate, type UrlState } from '../../url-state.ts';
import { AnswerView } from './answer-view.tsx';
import { askSession, useEntries } from './ask-session.ts';
import { type Entry, isRunning, isSame } from './conversation.ts';
import { EarlierQuestions } from './earlier-questions.tsx';
import { QuestionBox } from './question-box.tsx';
import { ReadAllBox } from './read-all-box.tsx';
import { Welcome } from './welcome.tsx';

/** The question stands in the URL: opening such an address asks it, going back shows the answer it had. */
export function AskView({ state }: { state: UrlState }) {
  const entries = useEntries();
  const question = state.q.trim();
  const { asOf, all, layout } = state;
  const isShown = (one: Entry) => isSame(one, { question, asOf, all });
  const entry = entries.find(isShown);

  useEffect(() => {
    if (question !== '') askSession.ensure({ question, asOf, all });
  }, [question, asOf, all]);

  const ask = (asked: string, readAll = all) => {
    askSession.ask({ question: asked, asOf, all: readAll });
    navigate({ ...home, q: asked, asOf, all: readAll, layout });
    scrollTo(0, 0);
  };

  const earlier = entries.filter((one) => !isShown(one));
  return (
    <div className={question === '' ? 'ask ask-home' : 'ask'}>
      {question === '' && <h1>Ask your documents</h1>}
      <QuestionBox
        key={question}
        placeholder={question === '' ? 'What would you like to know?' : 'Ask another question'}
        busy={entry !== undefined && isRunning(entry)}
        onAsk={ask}
        onCancel={askSession.cancel}
      />
      <div className="ask-options">
        <AsOfField state={state} />
        <ReadAllBox state={state} />
      </div>
      {question === '' && <Welcome onAsk={ask} showExamples={entries.length === 0} />}
      {entry && (
        <AnswerView
          entry={entry}
          state={state}
          onAskAgain={() => ask(question)}
          onReadAll={() => ask(question, true)}
        />
      )}
      {!(entry && isRunning(entry)) && earlier.length > 0 && <EarlierQuestions entries={earlier} />}
    </div>
  );
}
