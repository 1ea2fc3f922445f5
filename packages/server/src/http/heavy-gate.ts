import { AtelierError } from '@atelier/foundation';
import type { Asker } from './asker.ts';

const inAll = 3;
const ofOwner = 2;
const ofUser = 1;
/** Seconds that one waits for its turn. */
export const longestWait = 10;

/**
 * Lets few requests at a time through that keep the one thread busy for seconds, and of each asker fewer still, so that
 * nobody can keep all others from being answered. Who waits gets through in the order of coming.
 */
export function createHeavyGate() {
  /** The askers of those that are through, one entry each. */
  const through: string[] = [];
  const waiting = new Set<{ who: string; open(): void }>();

  const hasRoom = (who: string): boolean =>
    through.length < inAll && through.filter((other) => other === who).length < (who === '' ? ofOwner : ofUser);

  function enter(who: string): () => void {
    through.push(who);
    let isThrough = true;
    return () => {
      if (!isThrough) return;
      isThrough = false;
      through.splice(through.indexOf(who), 1);
      for (const next of waiting) if (hasRoom(next.who)) next.open();
    };
  }

  /**
   * Resolves with what to call at the end, as soon as there is room.
   *
   * @throws AtelierError `too_busy`, or the reason of `signal`
   */
  return async (asker: Asker, signal: AbortSignal): Promise<() => void> => {
    signal.throwIfAborted();
    const who = asker.owner ? '' : asker.user.user;
    if (hasRoom(who)) return enter(who);
    return await new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        waiting.delete(one);
      };
      const giveUp = () => {
        leave();
        reject(signal.aborted ? (signal.reason as Error) : tooBusy());
      };
      const one = {
        who,
        open: () => {
          leave();
          resolve(enter(who));
        },
      };
      const timer = setTimeout(giveUp, longestWait * 1000);
      signal.addEventListener('abort', giveUp);
      waiting.add(one);
    });
  };
}

function tooBusy(): AtelierError {
  return new AtelierError({
    code: 'too_busy',
    message: 'Too many questions over all documents or the past are being answered.',
    hint: 'Wait until yours are answered, then ask again.',
    retryable: true,
  });
}
