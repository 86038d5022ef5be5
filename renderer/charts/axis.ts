/** Values for plotting only; see plot-points.ts. */

/** Round steps (1, 2, 2.5 or 5 times a power of ten) that span the values, about `count` of them. */
export function valueTicks(low: number, high: number, count = 4): number[] {
  const spread = high - low;
  const span = spread > 0 ? spread : Math.max(Math.abs(high) * 0.1, 1);
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const from = Math.floor((spread > 0 ? low : low - span / 2) / step);
  const to = Math.ceil((spread > 0 ? high : high + span / 2) / step);
  return Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS = [
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  4 * HOUR,
  DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  61 * DAY,
  91 * DAY,
  183 * DAY,
  365 * DAY,
];

/** Round instants of local time between two, at most `most` of them. */
export function timeTicks(from: number, to: number, most = 7): number[] {
  const step = TIME_STEPS.find((size) => (to - from) / size <= most) ?? (to - from) / most;
  const offset = new Date(from).getTimezoneOffset() * MINUTE;
  const ticks: number[] = [];
  for (let at = Math.ceil((from - offset) / step) * step + offset; at <= to; at += step)
    ticks.push(at);
  return ticks;
}
