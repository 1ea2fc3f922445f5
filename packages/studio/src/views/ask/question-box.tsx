import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react';

interface Props {
  placeholder: string;
  /** an answer is under way: the button cancels it */
  busy: boolean;
  onAsk: (question: string) => void;
  onCancel: () => void;
}

/** Enter asks, Shift+Enter begins a line, Escape cancels a running answer. */
export function QuestionBox({ placeholder, busy, onAsk, onCancel }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);

  // Only where a mouse is at hand: on a phone the keyboard would cover the page before anything was read.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) field.current?.focus({ preventScroll: true });
  }, []);

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const question = field.current?.value.trim() ?? '';
    if (question !== '') onAsk(question);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter that ends the composition of a character (Japanese, Chinese, ...) is not a question asked.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
    if (event.key === 'Escape' && busy) {
      event.stopPropagation();
      onCancel();
    }
  };

  return (
    <form className="question-box" role="search" aria-label="Ask a question" onSubmit={submit}>
      <textarea
        ref={field}
        data-main-field
        name="question"
        aria-label="Question"
        rows={1}
        maxLength={4000}
        placeholder={placeholder}
        enterKeyHint="send"
        onKeyDown={onKeyDown}
      />
      {busy ? (
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      ) : (
        <button type="submit" className="primary">
          Ask
        </button>
      )}
    </form>
  );
}
