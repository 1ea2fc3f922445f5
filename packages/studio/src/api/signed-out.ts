import { useSyncExternalStore } from 'react';

// One flag for the whole page: the first 401, from whichever call, replaces every view by the sign-in page.
let signedOut = false;
const listeners = new Set<() => void>();

export function reportSignedOut(): void {
  signedOut = true;
  for (const listener of listeners) listener();
}

export function useSignedOut(): boolean {
  return useSyncExternalStore(subscribe, () => signedOut);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
