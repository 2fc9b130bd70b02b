/** Measures the time that a child spends, without the time that it waits for us. */
export interface Stopwatch {
  pause(): void;
  resume(): void;
  stop(): void;
}

/**
 * Calls `spent` once the running time reaches `milliseconds`, or the whole time, pauses
 * included, reaches `wallMilliseconds`.
 */
export function startStopwatch(
  milliseconds: number,
  wallMilliseconds: number,
  spent: () => void,
): Stopwatch {
  const wall = setTimeout(spent, wallMilliseconds);
  let left = milliseconds;
  let since = performance.now();
  let timer: NodeJS.Timeout | null = setTimeout(spent, left);
  return {
    pause() {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      left -= performance.now() - since;
    },
    resume() {
      if (timer !== null) return;
      since = performance.now();
      timer = setTimeout(spent, Math.max(0, left));
    },
    stop() {
      clearTimeout(wall);
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
