import { ageText } from '../../renderer/components/time';
import { asLines, type Figure } from './figures-on-screen';

/** Ages on the screen move on every five or ten seconds. */
const STEP_MS = 10_000;
const A_SECOND = 1000;

/** Stands in an expected text for the age of what was read at an instant. */
export function ageOf(at: number): string {
  return `<age of ${at}>`;
}

/**
 * Expected figures as lines with the ages that the screen may say by now: of an age that is less than a step
 * behind the clock the one that is shown, else that of now.
 */
export function linesAt(
  expected: readonly Figure[],
  shown: readonly string[],
  now: number,
): string[] {
  const behind = Array.from({ length: STEP_MS / A_SECOND + 2 }, (_, index) => index * A_SECOND);
  // Lines that were drawn at different moments say different ages of the same: each is taken once.
  const left = [...shown];
  return asLines(expected).map((line) => {
    const candidates = behind.map((ms) =>
      line.replace(/<age of (\d+)>/g, (_age, at) => ageText(Number(at), now - ms)),
    );
    const found = candidates.find((one) => left.includes(one));
    if (found === undefined) return candidates[0] ?? line;
    left.splice(left.indexOf(found), 1);
    return found;
  });
}
