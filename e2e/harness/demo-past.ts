import { expect } from '@playwright/test';
import type { HistoryPoint } from '../../shared/history/series';
import type { HistoryRange } from '../../shared/contract/history';
import type { RunningApp } from './running-app';

const DAY_MS = 86_400_000;
/** It is written after the first settled portfolio, and beside other work that takes a while. */
const PAST_LIMIT_MS = 120_000;
/** The demo's past has a point every ten minutes of the last day. */
const POINTS_OF_A_DAY = 144;

/** What the growth chart is drawn from. */
export async function pointsOf(
  app: RunningApp,
  range: HistoryRange,
): Promise<readonly HistoryPoint[]> {
  return (await app.call('getHistory', { range, maxPoints: 2000 })).points;
}

/** Waits until the past that the demo is given is there: more than a year of it, and only once. */
export async function hasDemoPast(app: RunningApp): Promise<void> {
  const reconstructed = async (range: HistoryRange) =>
    (await pointsOf(app, range)).filter(({ status }) => status === 'reconstructed');
  const options = { timeout: PAST_LIMIT_MS, message: 'the demo has its past' };
  await expect.poll(async () => (await reconstructed('1D')).length, options).toBeGreaterThan(0);
  const [first] = await reconstructed('ALL');
  expect(first?.at).toBeLessThan(Date.now() - 365 * DAY_MS);
  const lastDay = await reconstructed('1D');
  // The oldest of them leave the day while the test runs.
  expect(lastDay.length).toBeGreaterThan(POINTS_OF_A_DAY - 5);
  expect(lastDay.length).toBeLessThanOrEqual(POINTS_OF_A_DAY);
}
