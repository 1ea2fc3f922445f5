import type { Plan } from './plan.ts';

/**
 * How sure we are that a plan answers the question, 0 to 1.
 *
 * @param rival the best plan that comes to another answer
 * @param equals how many plans fit as well and are said along, itself included
 */
export function surenessOf(best: Plan, { rival, equals }: { rival: Plan | undefined; equals: number }): number {
  const lead = Math.min(0.2, best.score - (rival?.score ?? 0));
  const sum = 12 * (best.explained - 0.8) + 8 * lead - 2 * best.missing - 0.5 * (equals - 1);
  return 1 / (1 + Math.exp(-sum));
}
