import type { PortolanBridge } from '../../shared/contract/contract';
import type { PortfolioPatch, PortfolioState } from '../../shared/contract/portfolio-view';
import { fail, succeed } from '../../shared/base/failure';
import { fixtureState } from './fixtures/demo-fixture';
import { fixtureHistory } from './fixtures/history-fixture';
import { largeState, manyState } from './fixtures/large-fixture';
import { aPortfolio, totalsOf, valued } from './fixtures/portfolio-fixture';
import { fixtureMood, type Mood } from './mood';

/** A portfolio that may change by itself, as the mood has it. */
export interface FakePortfolio {
  readonly state: () => PortfolioState;
  readonly calls: Pick<PortolanBridge['call'], 'getPortfolio' | 'getHistory'>;
}

export function fakePortfolio(
  mood: Mood,
  now: number,
  tell: (patch: PortfolioPatch) => void,
): FakePortfolio {
  let state = stateIn(mood, now);
  if (mood === 'live' || mood === 'large')
    startEvents(
      () => state,
      (patch, next) => {
        state = next;
        tell(patch);
      },
    );
  return {
    state: () => state,
    calls: {
      getPortfolio: () =>
        mood === 'loading'
          ? never()
          : Promise.resolve(
              mood === 'broken' ? fail('internal', 'The portfolio is not there.') : succeed(state),
            ),
      getHistory: ({ range, currency = 'USD' }) => {
        if (mood === 'loading') return never();
        if (mood === 'failing' && range === '1D')
          return Promise.resolve(fail('storage', 'The disk is full.'));
        if (mood === 'empty')
          return Promise.resolve(
            succeed({ from: now, to: now, bucketMs: 0, currency, points: [], steps: [] }),
          );
        const rate = { currency, usd: state.quoteRates[currency]?.usd };
        return Promise.resolve(succeed(fixtureHistory(range, now, state.totals.totalUsd, rate)));
      },
    },
  };
}

function stateIn(mood: Mood, now: number): PortfolioState {
  if (mood === 'empty') return aPortfolio({ sequence: 0 });
  if (mood === 'large') return largeState(25_000);
  return mood === 'many' ? manyState() : fixtureState(now, fixtureMood(mood));
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** A thousand changed balances a second, in sixty patches. Cheap, since it shares the page's thread. */
function startEvents(
  current: () => PortfolioState,
  send: (patch: PortfolioPatch, next: PortfolioState) => void,
): void {
  const all = Object.values(current().balances);
  let turn = 0;
  setInterval(() => {
    const state = current();
    const balances = Array.from({ length: 17 }, () => {
      turn += 1;
      const index = (turn * 7919) % all.length;
      const balance = all[index];
      if (balance === undefined) throw new Error('no balances');
      const total = `${turn % 97}.5`;
      const changed = valued({ ...balance, total, available: total }, state.prices);
      all[index] = changed;
      return changed;
    });
    const totals =
      all.length > 1000
        ? { ...state.totals, totalUsd: `${turn}.25` }
        : totalsOf(all, state.prices, state.coverage);
    const sequence = state.sequence + 1;
    const patch: PortfolioPatch = {
      sequence,
      at: Date.now(),
      origin: 'live',
      settled: true,
      balances,
      totals,
    };
    send(patch, { ...state, sequence, totals });
  }, 1000 / 60);
}
