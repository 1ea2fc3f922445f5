import type { SavedQuestion } from '../../api/types.ts';
import { Link } from '../../components/link.tsx';
import { baseName } from '../../text/format.ts';
import { home, type UrlState } from '../../url-state.ts';
import { changeInWords } from './change-in-words.ts';

interface Props {
  question: SavedQuestion;
  state: UrlState;
  onRemove: () => void;
}

/** A question, what is expected of it, how it did, and what has changed where it broke. */
export function QuestionItem({ question: { question, answers, sources, refuse, last }, state, onRemove }: Props) {
  const expected = refuse ? ['a refusal'] : [...answers.map((text) => `“${text}”`), ...sources.map(baseName)];
  return (
    <li className="question-item" data-result={last === null ? 'none' : last.right ? 'right' : 'wrong'}>
      <h2>
        <Link to={{ ...home, q: question, layout: state.layout }}>{question}</Link>
      </h2>
      <p className="question-result">
        <strong>{last === null ? 'Not asked yet' : last.right ? 'Right' : last.broke ? 'Broke' : 'Wrong'}</strong>
        <span className="muted">expects {expected.join(' or ')}</span>
        <button type="button" className="quiet" onClick={onRemove} aria-label={`Remove ${question}`}>
          Remove
        </button>
      </p>
      {last !== null && !last.right && (
        <p className="question-answer">{last.refused ? 'Refused.' : (last.answer ?? 'What it quoted is gone.')}</p>
      )}
      {last !== null && last.changes.length > 0 && (
        <ul className="question-changes" aria-label="What has changed since it was right">
          {last.changes.map((change) => (
            <li key={change.what === 'setting' ? change.name : change.document}>{changeInWords(change)}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
