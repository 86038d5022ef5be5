/** Whatever a server asks for: one that says "in a year" would never be asked again. */
export const LONGEST_SERVER_WAIT_MS = 3_600_000;
const SHORTEST_SERVER_WAIT_MS = 1000;

/** A wait that a server asked for, in ms, brought between a second and an hour. */
export function boundedWait(milliseconds: number): number {
  if (Number.isNaN(milliseconds)) return SHORTEST_SERVER_WAIT_MS;
  return Math.min(Math.max(milliseconds, SHORTEST_SERVER_WAIT_MS), LONGEST_SERVER_WAIT_MS);
}
