const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A length of time in its largest unit, rounded: `400 days`, `1 hour`, `6 minutes`. */
export function durationWords(milliseconds: number): string {
  const [name, length] = UNITS.find(([, one]) => milliseconds >= one) ?? UNITS[2];
  const count = Math.max(1, Math.round(milliseconds / length));
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
