import type { LivePortfolio } from './live-portfolio';
import type { Clock } from '../ports/clock';
import type { PortfolioPatch } from '../../../shared/contract/portfolio-view';

/** One frame at 60 Hz: more often than that nobody sees. */
const FRAME_MS = 16;

/** Hands over what changed in the portfolio, everything of one frame as one patch. Answers its stop. */
export function publishPatches(
  portfolio: LivePortfolio,
  clock: Clock,
  publish: (patch: PortfolioPatch) => void,
): () => void {
  let cancel: (() => void) | undefined;
  const unsubscribe = portfolio.onChange(() => {
    cancel ??= clock.after(FRAME_MS, () => {
      cancel = undefined;
      const patch = portfolio.takePatch();
      if (patch !== undefined) publish(patch);
    });
  });
  return () => {
    unsubscribe();
    cancel?.();
  };
}
