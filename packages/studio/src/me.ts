import { createContext, use } from 'react';
import type { Me } from './api/types.ts';

export const MeContext = createContext<Me | null>(null);

/** Who is signed in; the views are shown to nobody else. */
export function useMe(): Me {
  const me = use(MeContext);
  if (me === null) throw new Error('A view was shown before it was known who is signed in.');
  return me;
}
