import { Prose } from './prose.tsx';

export function SignedOut() {
  return (
    <main className="signed-out">
      <h1>Open the link from your terminal</h1>
      <p>
        <Prose text="This page belongs to whoever started Atelier. Open the link that `atelier up` printed: it signs this browser in, and you need it only once." />
      </p>
      <p className="muted">
        <Prose text="Is the link gone? Stop `atelier up` with Ctrl+C and start it again: it prints a new one." />
      </p>
    </main>
  );
}
