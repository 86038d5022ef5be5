import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { DEFAULT_SETTINGS } from '../../shared/settings/settings';
import { aPortfolio } from '../dev/fixtures/portfolio-fixture';
import { createPortfolioStore } from '../stores/portfolio-store';
import type { SettingsState } from '../stores/settings-store';
import { holdPainting, startPaintReports } from './paint-report';

function started() {
  const portfolio = createPortfolioStore();
  const settings = createStore<SettingsState>(() => ({
    settings: DEFAULT_SETTINGS,
    notUnderstood: [],
  }));
  const reports: { sequence: number; settled: boolean }[] = [];
  const frames: (() => void)[] = [];
  const stop = startPaintReports(
    portfolio,
    settings,
    (painted) => reports.push(painted),
    (task) => frames.push(task),
  );
  const paint = () => {
    for (const task of frames.splice(0)) task();
  };
  return { portfolio, settings, reports, paint, stop };
}

const settledPatch = { sequence: 2, at: 0, origin: 'live', settled: true } as const;

describe('reports of what is painted', () => {
  it('come with the first portfolio, and once more when a settled one is drawn', () => {
    const { portfolio, reports, paint, stop } = started();
    portfolio.load(aPortfolio({ sequence: 1, settled: false }));
    expect(reports).toEqual([]);
    paint();
    portfolio.applyAll([settledPatch]);
    paint();
    portfolio.applyAll([{ ...settledPatch, sequence: 3 }]);
    paint();
    expect(reports).toEqual([
      { sequence: 1, settled: false },
      { sequence: 2, settled: true },
    ]);
    stop();
  });

  it('say when what is there is settled no more, and when it is again', () => {
    const { portfolio, reports, paint, stop } = started();
    portfolio.load(aPortfolio({ sequence: 1, settled: true }));
    paint();
    portfolio.applyAll([{ ...settledPatch, settled: false }]);
    paint();
    const release = holdPainting();
    portfolio.applyAll([{ ...settledPatch, sequence: 3 }]);
    paint();
    expect(reports).toEqual([
      { sequence: 1, settled: true },
      { sequence: 2, settled: false },
    ]);
    release();
    paint();
    expect(reports.at(-1)).toEqual({ sequence: 3, settled: true });
    stop();
  });

  it('call nothing settled while a picture is on its way', () => {
    const { portfolio, reports, paint, stop } = started();
    const release = holdPainting();
    portfolio.load(aPortfolio({ sequence: 1 }));
    paint();
    expect(reports).toEqual([{ sequence: 1, settled: false }]);
    release();
    release();
    paint();
    expect(reports.at(-1)).toEqual({ sequence: 1, settled: true });
    stop();
  });

  it('wait until it is known whether amounts may be seen', () => {
    const { portfolio, settings, reports, paint, stop } = started();
    settings.setState({ settings: undefined });
    portfolio.load(aPortfolio({ sequence: 1 }));
    paint();
    expect(reports).toEqual([]);
    settings.setState({ settings: DEFAULT_SETTINGS, notUnderstood: [] });
    paint();
    expect(reports).toHaveLength(1);
    stop();
  });
});
