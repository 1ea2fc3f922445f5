import { useState } from 'react';
import { ApiError, asApiError } from '../../api/api-error.ts';
import { listQuestions, removeQuestion, runQuestions } from '../../api/client.ts';
import type { SavedQuestion } from '../../api/types.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { plural } from '../../text/format.ts';
import type { UrlState } from '../../url-state.ts';
import { useResource } from '../../use-resource.ts';
import { useJob } from '../sources/use-job.ts';
import { QuestionItem } from './question-item.tsx';

/** The saved questions with how they did last, and a button that asks them all again. */
export function QuestionsView({ state }: { state: UrlState }) {
  const { data: questions, error, reload } = useResource('questions', listQuestions);
  const [job, setJob] = useState<string | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [removing, setRemoving] = useState<SavedQuestion | null>(null);
  const followed = useJob(job, (ended) => {
    setJob(null);
    setFailure(ended.error === null ? null : new ApiError(ended.error, 0));
    reload();
  });

  const run = () => {
    setFailure(null);
    runQuestions().then(
      (started) => setJob(started.job),
      (thrown: unknown) => setFailure(asApiError(thrown)),
    );
  };
  const remove = async ({ id }: SavedQuestion) => {
    await removeQuestion(id);
    reload();
  };

  const problem = error ?? failure ?? followed.error;
  const progress = followed.job?.progress;
  return (
    <div className="questions">
      <div className="view-head">
        <h1>Questions</h1>
        <p className="muted" role="status">
          {job === null ? summary(questions) : `Asking ${progress ? `${progress.done} of ${progress.total}` : ''} …`}
        </p>
        {questions !== null && questions.length > 0 && (
          <button type="button" className="primary" disabled={job !== null} onClick={run}>
            Run
          </button>
        )}
      </div>
      {problem && <ErrorNote error={problem} />}
      {questions?.length === 0 && (
        <p className="nothing">
          No saved questions yet. Save one below its answer: it is asked again after every change, and you see here
          whether it is still answered from the same documents.
        </p>
      )}
      <ul className="question-list">
        {questions?.map((question) => (
          <QuestionItem key={question.id} question={question} state={state} onRemove={() => setRemoving(question)} />
        ))}
      </ul>
      {removing && (
        <ConfirmDialog
          title="Remove this question?"
          action="Remove"
          onConfirm={() => remove(removing)}
          onClose={() => setRemoving(null)}
        >
          <p>
            <strong>{removing.question}</strong> will no longer be asked, and its results go.
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}

function summary(questions: SavedQuestion[] | null): string {
  if (questions === null || questions.length === 0) return '';
  const asked = questions.filter(({ last }) => last !== null);
  const right = asked.filter(({ last }) => last?.right).length;
  return asked.length === 0
    ? `${plural(questions.length, 'question')}, not asked yet`
    : `${right} of ${asked.length} right`;
}
