import type { PortfolioStore } from '../stores/portfolio-store';
import type { SettingsStore } from '../stores/settings-store';

let holds = 0;
let whenFree: (() => void) | undefined;

/**
 * Tells that a picture is still on its way (a chart's code, a history); answers the release, which may
 * be called more than once. A settled painting is reported only when nothing is held.
 */
export function holdPainting(): () => void {
  let held = true;
  holds += 1;
  return () => {
    if (!held) return;
    held = false;
    holds -= 1;
    if (holds === 0) whenFree?.();
  };
}

/** Who waits for a first paint that does not come, as without settings, waits no longer than this. */
const FIRST_PAINT_LIMIT_MS = 2000;

let firstPainted: () => void = () => undefined;
const firstPaint = new Promise<void>((resolve) => {
  firstPainted = resolve;
});

/**
 * When the first portfolio is on screen. Code that its first picture does without is read after it: read
 * at once, it would keep both this page and main, which serves it, from the figures themselves.
 */
export function afterFirstPaint(): Promise<void> {
  const limit = new Promise<void>((resolve) => setTimeout(resolve, FIRST_PAINT_LIMIT_MS));
  return Promise.race([firstPaint, limit]);
}

const afterTwoFrames = (task: () => void) =>
  requestAnimationFrame(() => requestAnimationFrame(() => task()));

/**
 * Reports to main when the first portfolio is on screen, and each time that what is there becomes settled,
 * with everything that belongs to it, or is so no more. Two frames are waited for: the first draws, the
 * second is proof.
 */
export function startPaintReports(
  store: PortfolioStore,
  settings: SettingsStore,
  report: (painted: { sequence: number; settled: boolean }) => void,
  afterPaint: (task: () => void) => void = afterTwoFrames,
): () => void {
  /** What was last reported; nothing before the first painting. */
  let reported: boolean | undefined;
  let waiting = false;

  // A picture on its way keeps a painting from becoming settled; one that was stays so.
  const isReported = (settled: boolean): boolean =>
    reported === settled || (reported === false && holds > 0);

  const look = (): void => {
    const state = store.getState();
    // Amounts are drawn when it is known whether they may be seen.
    if (state.phase !== 'ready' || settings.getState().settings === undefined || waiting) return;
    if (isReported(state.settled)) return;
    waiting = true;
    afterPaint(() => {
      waiting = false;
      const now = store.getState();
      if (now.phase !== 'ready') return;
      if (!isReported(now.settled)) {
        reported = now.settled && holds === 0;
        report({ sequence: now.sequence, settled: reported });
        firstPainted();
      }
      look();
    });
  };

  whenFree = look;
  const stops = [store.subscribe(look), settings.subscribe(look)];
  look();
  return () => {
    whenFree = undefined;
    for (const stop of stops) stop();
  };
}
