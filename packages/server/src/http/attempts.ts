/** So many wrong tokens a place has in a minute. */
const allowed = 10;
const minuteMs = 60_000;

/** Counts wrong tokens by the place that they come from, and says who has to wait with the next wrong one. */
export function createAttempts() {
  /** When wrong ones came within the last minute, the oldest first. */
  const wrong = new Map<string, number[]>();

  return {
    /** Seconds until a wrong token from this place is answered as one again; 0 where it is now. */
    wait(place: string): number {
      const oldest = (wrong.get(place) ?? []).at(-allowed);
      return oldest === undefined ? 0 : Math.max(0, Math.ceil((oldest + minuteMs - Date.now()) / 1000));
    },
    add(place: string): void {
      const time = Date.now();
      wrong.set(place, [...(wrong.get(place) ?? []), time]);
      for (const [known, times] of wrong) {
        const recent = times.filter((one) => one > time - minuteMs);
        if (recent.length === 0) wrong.delete(known);
        else wrong.set(known, recent);
      }
    },
  };
}
