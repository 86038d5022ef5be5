import { describe, expect, it } from 'vitest';
import { AssetIdentity } from '../assets/asset-identity';
import { VALUED, WatchedWeightsReader } from './drift-watch-weights';
import { LivePortfolio } from '../portfolio/live-portfolio';
import { failed, holding, read, silentLog } from '../testing/fake-adapters';
import { decimal } from '../../../shared/base/decimal';
import type { Price } from '../../../shared/pricing/price';
import { classDrifts, driftBoard } from '../../../shared/rebalancing/drift-board';
import { heldPart } from '../../../shared/rebalancing/held';
import { emptyTargetSet, type Scope, type TargetSet } from '../../../shared/rebalancing/targets';

const market = (usd: string): Price => ({ kind: 'market', usd: decimal(usd), path: [], at: 0 });

/** Bitcoin at two prices, the larger holding with the later one; a debt, and coins without a price. */
function portfolioAndIdentity(): [LivePortfolio, AssetIdentity] {
  const identity = new AssetIdentity();
  const portfolio = new LivePortfolio(() => 0, silentLog, identity);
  const accountOf = (accountType: 'spot' | 'funding') =>
    ({ accountType, source: 'GET /account', updates: 'polling' }) as const;
  const [one, two] = [
    { id: 'one', venue: 'binance' },
    { id: 'two', venue: 'kraken' },
  ];
  for (const connection of [one, two])
    portfolio.setAccounts(connection, [accountOf('spot'), accountOf('funding')]);
  portfolio.applyReading(
    one,
    'spot',
    0,
    read(0, holding('spot', 'BTC', '0.5'), holding('spot', 'USDT', '100'), {
      ...holding('spot', 'ETH', '1'),
      borrowed: decimal('3'),
    }),
  );
  portfolio.applyReading(one, 'funding', 0, read(0, holding('funding', 'GEM', '7')));
  portfolio.applyReading(
    two,
    'spot',
    0,
    read(0, holding('spot', 'BTC', '2'), holding('spot', 'GEM', '9')),
  );
  portfolio.applyReading(two, 'funding', 0, read(0, holding('funding', 'SOL', '10')));
  portfolio.applyReading(two, 'funding', 1, failed());
  portfolio.setPrices(
    new Map([
      ['binance:BTC', market('101')],
      ['kraken:BTC', market('99')],
      ['binance:ETH', market('11')],
      ['binance:USDT', market('1')],
      ['kraken:SOL', market('3')],
      ['kraken:GEM', market('0.5')],
    ]),
    {},
    false,
  );
  return [portfolio, identity];
}

const targets: TargetSet = {
  ...emptyTargetSet('set', 'Mine'),
  targets: [
    { kind: 'asset', asset: 'BTC', percent: '40' },
    { kind: 'group', name: 'Alts', assets: ['ETH', 'SOL', 'GEM@binance'], percent: '30' },
    { kind: 'asset', asset: 'GEM@kraken', percent: '1' },
    { kind: 'asset', asset: 'DOGE', percent: '2' },
  ],
  excluded: ['SOL'],
};

describe('what the watch weighs', () => {
  it.each<[string, Scope]>([
    ['all', {}],
    ['one venue', { venues: ['binance'] }],
    ['one kind of account', { accountTypes: ['funding'] }],
    ['one connection', { connections: ['two'] }],
    ['nothing', { venues: ['okx'] }],
  ])('drifts as the board does that the page shows, of %s', (_what, scope) => {
    const [portfolio, identity] = portfolioAndIdentity();
    const set = { ...targets, scope };
    const held = heldPart(
      portfolio.snapshot().balances,
      { ...VALUED, available: ({ available }) => available, isStale: () => false },
      (asset) => identity.view(asset),
    );
    const board = driftBoard({ ...held, targets: set });
    const { nets, ...known } = new WatchedWeightsReader(portfolio, identity).read(set);
    expect(classDrifts({ ...known, targets: set }, nets)).toEqual({
      problems: board.problems,
      rows: board.rows.map(
        ({ members: _members, immovable: _immovable, movableUsd: _movableUsd, ...drift }) => drift,
      ),
    });
  });

  it('takes the price of the largest holding', () => {
    const [portfolio, identity] = portfolioAndIdentity();
    const { prices } = new WatchedWeightsReader(portfolio, identity).read(targets);
    expect(prices.get('BTC')?.toFixed()).toBe('99');
  });

  it('follows every change of amounts, of prices and of the scope', () => {
    const [portfolio, identity] = portfolioAndIdentity();
    const reader = new WatchedWeightsReader(portfolio, identity);
    const seen = (set = targets): string[] => {
      const { nets, prices } = reader.read(set);
      expect({ nets, prices }).toEqual(
        (({ nets, prices }) => ({ nets, prices }))(
          new WatchedWeightsReader(portfolio, identity).read(set),
        ),
      );
      return ['BTC', 'USDT'].map(
        (asset) =>
          `${nets.get(asset)?.toFixed() ?? 'none'} at ${prices.get(asset)?.toFixed() ?? ''}`,
      );
    };
    expect(seen()).toEqual(['2.5 at 99', '100 at 1']);
    portfolio.setPrices(new Map([['kraken:BTC', market('98')]]), {}, false);
    expect(seen()).toEqual(['2.5 at 98', '100 at 1']);
    const one = { id: 'one', venue: 'binance' };
    portfolio.applyReading(one, 'spot', 2, read(2, holding('spot', 'BTC', '3')));
    expect(seen()).toEqual(['5 at 101', 'none at ']);
    expect(seen({ ...targets, scope: { venues: ['kraken'] } })).toEqual(['2 at 101', 'none at ']);
    portfolio.removeConnection('one');
    expect(seen()).toEqual(['2 at 98', 'none at ']);
  });
});
