/** So many wrong tokens an address has in a minute. */
const allowed = 10;
const minuteMs = 60_000;

/** Counts wrong tokens by the address that they come from, and says who has to wait. */
export function createAttempts() {
  /** When wrong ones came within the last minute, the oldest first. */
  const wrong = new Map<string, number[]>();

  return {
    /** Seconds until this address may come with a token again; 0 where it may now. */
    wait(address: string): number {
      const oldest = (wrong.get(address) ?? []).at(-allowed);
      return oldest === undefined ? 0 : Math.max(0, Math.ceil((oldest + minuteMs - Date.now()) / 1000));
    },
    add(address: string): void {
      const time = Date.now();
      wrong.set(address, [...(wrong.get(address) ?? []), time]);
      for (const [known, times] of wrong) {
        const recent = times.filter((one) => one > time - minuteMs);
        if (recent.length === 0) wrong.delete(known);
        else wrong.set(known, recent);
      }
    },
  };
}
