import type { Coverage } from '../../api/types.ts';
import { Failures } from '../../components/failures.tsx';
import { coverageWords, stoppedEarly } from './coverage-words.ts';

/** How much was read for an answer from all documents, and which files could not be. */
export function CoverageReceipt({ coverage }: { coverage: Coverage }) {
  const { files, first } = coverage.unreadable;
  const stopped = stoppedEarly(coverage);
  return (
    <section className="coverage" aria-label="What was read">
      {stopped !== null && <p className="incomplete">{stopped}</p>}
      <p>{coverageWords(coverage).join(' ')}</p>
      {files > 0 && <Failures failures={first} total={files} />}
    </section>
  );
}
