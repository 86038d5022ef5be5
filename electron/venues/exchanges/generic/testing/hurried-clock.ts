import { systemClock } from '../../testing/test-gateway';

/** A clock on which a minute passes at each reading, so that no limit of requests is met. */
export function hurriedClock() {
  const start = Date.now();
  let minutes = 0;
  const ahead = (): number => minutes * 60_000;
  return {
    ...systemClock,
    pass: () => (minutes += 1),
    now: () => start + ahead(),
    elapsed: () => ahead(),
  };
}
