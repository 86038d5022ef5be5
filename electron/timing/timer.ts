/**
 * The only place where timers are set. `setTimeout` takes at most 2^31 - 1 ms (about 25 days) and fires a
 * longer delay at once, so that what a stranger's server asks for could become a loop without a pause.
 */

/**
 * Long delays are waited for in parts, and after each both clocks are looked at: on some systems the
 * timers' own clock stands still while the machine sleeps, and what was due meanwhile must not wait on.
 */
const PART_MS = 30_000;
/** A delay that is no number is a defect: it must neither spin nor stop anything for good. */
const UNKNOWN_DELAY_MS = 60_000;

export interface TimerOptions {
  /** The process may end while it waits. */
  readonly mayEnd?: boolean;
}

/**
 * Runs once after so many milliseconds, however many they are: at once if negative, never if infinite.
 * @returns what cancels it
 */
export function startTimer(
  milliseconds: number,
  run: () => void,
  { mayEnd = false }: TimerOptions = {},
): () => void {
  const delay = Number.isNaN(milliseconds) ? UNKNOWN_DELAY_MS : Math.max(0, milliseconds);
  let timer: NodeJS.Timeout;
  const wait = (part: number, then: () => void): void => {
    timer = setTimeout(then, part);
    if (mayEnd) timer.unref();
  };
  if (delay <= PART_MS) wait(delay, run);
  else waitInParts(delay, run, wait);
  return () => clearTimeout(timer);
}

function waitInParts(
  delay: number,
  run: () => void,
  wait: (part: number, then: () => void) => void,
): void {
  const elapsedEnd = performance.now() + delay;
  const clockEnd = Date.now() + delay;
  const goOn = (): void => {
    const left = Math.min(elapsedEnd - performance.now(), clockEnd - Date.now());
    if (left <= 0) run();
    else wait(Math.min(left, PART_MS), goOn);
  };
  goOn();
}

/** Runs again and again, each time so many milliseconds after the time before. @returns what ends it */
export function startRepeating(
  milliseconds: number,
  run: () => void,
  options: TimerOptions = {},
): () => void {
  let cancel: () => void;
  let ended = false;
  const plan = (): void => {
    cancel = startTimer(
      milliseconds,
      () => {
        run();
        if (!ended) plan();
      },
      options,
    );
  };
  plan();
  return () => {
    ended = true;
    cancel();
  };
}

/** Resolves after so many milliseconds. */
export function waitFor(milliseconds: number, options: TimerOptions = {}): Promise<void> {
  return new Promise((resolve) => startTimer(milliseconds, resolve, options));
}
