import { describe, expect, it } from 'vitest';
import type { RebalanceTermsView } from '../../shared/contract/rebalance-view';
import { emptyTargetSet } from '../../shared/rebalancing/targets';
import { aBalance, aPortfolio } from '../dev/fixtures/portfolio-fixture';
import { createPortfolioStore } from '../stores/portfolio-store';
import { createAssembly, withWhatIf, type AssemblyParts } from './rebalance-assembly';

const market = (usd: string) => ({ kind: 'market' as const, usd, path: [], at: 0 });

function portfolio(origin: 'live' | 'stored' = 'live') {
  const store = createPortfolioStore();
  store.load(
    aPortfolio({
      origin,
      balances: [
        aBalance({ connectionId: 'b', asset: 'BTC', total: '0.5', locked: '0.1' }),
        aBalance({ connectionId: 'k', venue: 'kraken', asset: 'BTC', total: '0.1' }),
        aBalance({ connectionId: 'k', venue: 'kraken', asset: 'USD', total: '10', borrowed: '40' }),
      ],
      prices: {
        'binance:BTC': market('100000'),
        'kraken:BTC': market('100100'),
        'kraken:USD': market('1'),
      },
      coverage: [
        {
          connectionId: 'k',
          venue: 'kraken',
          accountType: 'spot',
          source: '',
          coverage: { state: 'stale', at: 0 },
        },
        {
          connectionId: 'b',
          venue: 'binance',
          accountType: 'spot',
          source: '',
          coverage: { state: 'ok', at: 0, balances: 1 },
        },
      ],
    }),
  );
  const state = store.getState();
  if (state.phase !== 'ready') throw new Error('not ready');
  return state;
}

const terms: RebalanceTermsView = {
  at: 0,
  markets: [
    {
      venue: 'binance',
      symbol: 'BTC/USDT',
      base: 'BTC',
      quote: 'USDT',
      baseAsset: 'BTC',
      quoteAsset: 'USDT',
      feeFrom: 'received',
      rules: { lotStep: '0.00001', minNotional: '5' },
      bid: '99999',
    },
  ],
  fees: [{ connectionId: 'b', rate: '0.001', source: 'account' }],
  routes: [{ from: 'b', to: 'k', asset: 'USDT', network: 'TRX', fee: '1' }],
  prices: { ETH: '4000' },
  assets: [{ id: 'ETH', code: 'ETH', name: 'Ethereum', kind: 'crypto' }],
  failures: [],
};

const parts: AssemblyParts = {
  portfolio: portfolio(),
  targets: {
    ...emptyTargetSet('set', 'Set'),
    targets: [
      { kind: 'asset', asset: 'BTC', percent: '50' },
      { kind: 'asset', asset: 'ETH', percent: '20' },
    ],
  },
  mode: { kind: 'full' },
  terms,
  books: new Map(),
};

describe('the input of a plan', () => {
  it('has what is held, what can be sold of it, and which account could not be read', () => {
    const { holdings } = createAssembly()(parts);
    expect(
      holdings.map(({ connectionId, asset, available, net, stale }) => [
        `${connectionId} ${asset}`,
        available.toFixed(),
        net.toFixed(),
        stale ?? false,
      ]),
    ).toEqual([
      ['b BTC', '0.4', '0.5', false],
      ['k BTC', '0.1', '0.1', true],
      ['k USD', '10', '-30', true],
    ]);
  });

  it('prices an asset where most of it lies, and what is not held by the terms', () => {
    const { prices, assets } = createAssembly()(parts);
    expect(prices.get('BTC')?.toFixed()).toBe('100000');
    expect(prices.get('ETH')?.toFixed()).toBe('4000');
    expect(assets.get('ETH')?.code).toBe('ETH');
  });

  it('builds nothing on what was painted from the last run', () => {
    const { holdings } = createAssembly()({ ...parts, portfolio: portfolio('stored') });
    expect(holdings.every(({ stale }) => stale === true)).toBe(true);
  });

  it('has no markets before the venues have told them', () => {
    const { markets, fees } = createAssembly()({ ...parts, terms: undefined });
    expect([markets.length, fees.size]).toEqual([0, 0]);
  });

  it('is not made anew where only a target was moved', () => {
    const assemble = createAssembly();
    const before = assemble(parts);
    const targets = withWhatIf(parts.targets, new Map([['asset:BTC', '70']]));
    const after = assemble({ ...parts, targets });
    expect(after.targets.targets[0]?.percent).toBe('70');
    expect(after.holdings).toBe(before.holdings);
    expect(after.markets).toBe(before.markets);
  });
});
