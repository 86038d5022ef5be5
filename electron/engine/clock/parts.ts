import type { Instant } from '../../../shared/base/failure';
import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';
import { ClockWatch } from './clock-watch';

export interface ClockNeeds {
  readonly systemClock: Clock;
  readonly builtAt: Instant;
  readonly log: Log;
  /** The time can be trusted again. */
  readonly onRight: () => void;
  readonly onChanged: () => void;
}

export interface ClockParts {
  /** Tells the watch of each time that a server gives. */
  readonly clock: Clock;
  readonly clockWatch: ClockWatch;
}

export function clockParts({
  systemClock,
  builtAt,
  log,
  onRight,
  onChanged,
}: ClockNeeds): ClockParts {
  const clockWatch = new ClockWatch({
    clock: systemClock,
    builtAt,
    onChange: (verdict) => {
      if (verdict.state === 'wrong') log.warn(verdict.reason);
      if (verdict.state === 'right') onRight();
      onChanged();
    },
  });
  const clock: Clock = {
    ...systemClock,
    heard: (server, headers) => clockWatch.heard(server, headers),
    trouble: () => clockWatch.trouble,
  };
  return { clock, clockWatch };
}
