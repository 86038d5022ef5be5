import { AssetIdentity } from '../../electron/engine/assets/asset-identity';
import { DriftWatch } from '../../electron/engine/rebalancing/drift-watch';
import { LivePortfolio } from '../../electron/engine/portfolio/live-portfolio';
import type { AssetId } from '../../shared/assets/asset';
import { Decimal, decimal, sum, ZERO } from '../../shared/base/decimal';
import { KNOWN_ASSETS } from '../../shared/assets/known-assets';
import { priceKey, type Price } from '../../shared/pricing/price';
import type {
  RebalanceAsset,
  RebalanceHolding,
  RebalanceInput,
  TradableMarket,
} from '../../shared/rebalancing/rebalance-input';
import { rebalance } from '../../shared/rebalancing/rebalance';
import { emptyTargetSet, type Target } from '../../shared/rebalancing/targets';
import { toleranceCurve } from '../../shared/rebalancing/tolerance-curve';
import { NO_RECORDS, type Records } from '../../shared/records/record-domains';
import { DEFAULT_SETTINGS } from '../../shared/settings/settings';
import { report, requireThat, timesOf } from './figures';

/**
 * The arithmetic behind a what-if slider, in plain Node: board and plan of 200 assets at 20 venues, with a
 * target for each asset that moves from run to run. Every venue has a market for every asset; an asset is
 * held at four venues, or, for the worst case, at all of them.
 *
 * And what the main process spends on a look at the drift, which it takes every five seconds while prices
 * move.
 *
 * The floor of each is a plain loop of BigInts over the same candidates: each holding times its price, each
 * market's two prices times that, compared for the cheapest.
 */
const VENUES = 20;
const ASSETS = 200;
const RUNS = 30;
const TARGET_MS = 100;
const CURVE_RUNS = 3;
const CURVE_TARGET_MS = 500;
const BANDS = ['0.5', '1', '2', '3', '4', '5', '6', '8', '10'].map(decimal);

const assetIds: readonly AssetId[] = Array.from({ length: ASSETS }, (_, index) =>
  index === 0 ? 'USDT' : `A${index}`,
);
const priceOf = (index: number): Decimal =>
  index === 0
    ? decimal('1')
    : decimal(`${(index * 37) % 400}.${String(index * 7919).slice(0, 4)}1`);

function holdings(venuesOfAsset: number): RebalanceHolding[] {
  return Array.from({ length: VENUES * ASSETS }, (_, index): RebalanceHolding => {
    const [venue, asset] = [Math.floor(index / ASSETS), index % ASSETS];
    const usd = decimal(String(50 + ((venue * 131 + asset * 977) % 900)));
    const net = usd.dividedBy(priceOf(asset)).toDecimalPlaces(8);
    return {
      connectionId: `connection-${venue}`,
      venue: `venue${venue}`,
      accountType: 'spot',
      asset: assetIds[asset] ?? '',
      available: net.times('0.9'),
      net,
    };
  }).filter((_, index) => {
    const [venue, asset] = [Math.floor(index / ASSETS), index % ASSETS];
    return asset === 0 || (venue + asset * 3) % VENUES < venuesOfAsset;
  });
}

function markets(): TradableMarket[] {
  return Array.from({ length: VENUES * (ASSETS - 1) }, (_, index): TradableMarket => {
    const [venue, coin] = [Math.floor(index / (ASSETS - 1)), 1 + (index % (ASSETS - 1))];
    const [base, price] = [assetIds[coin] ?? '', priceOf(coin)];
    return {
      venue: `venue${venue}`,
      symbol: `${base}/USDT`,
      base,
      quote: 'USDT',
      baseAsset: base,
      quoteAsset: 'USDT',
      rules: {
        lotStep: decimal('0.0001'),
        minNotional: decimal('5'),
        priceStep: decimal('0.0001'),
      },
      feeFrom: 'received',
      bid: price.times('0.9998'),
      ask: price.times('1.0002'),
    };
  });
}

/** Targets that differ from what is held by some points each, and from run to run. */
function targets(run: number): Target[] {
  const weights = assetIds.map((_, index) => 1 + ((index * 13 + run * 7) % 17));
  const total = weights.reduce((one, other) => one + other, 0);
  return assetIds.map((asset, index) => ({
    kind: 'asset',
    asset,
    percent: decimal(String(weights[index] ?? 0))
      .times(99)
      .dividedBy(total)
      .toDecimalPlaces(4)
      .toFixed(),
  }));
}

const common: Omit<RebalanceInput, 'targets' | 'holdings'> = {
  assets: new Map(
    assetIds.map((id): [AssetId, RebalanceAsset] => [
      id,
      { id, code: id, kind: id === 'USDT' ? 'stablecoin' : 'crypto' },
    ]),
  ),
  prices: new Map(assetIds.map((id, index) => [id, priceOf(index)])),
  mode: { kind: 'full' },
  markets: markets(),
  fees: new Map(
    Array.from({ length: VENUES }, (_, venue) => [
      `connection-${venue}`,
      { rate: decimal('0.001'), source: 'account' as const },
    ]),
  ),
  routes: [],
};

const inputOf = (held: readonly RebalanceHolding[], run: number): RebalanceInput => ({
  ...common,
  holdings: held,
  targets: { ...emptyTargetSet('set', 'Set'), targets: targets(run), bandPoints: '0.05' },
});

const PLAIN_SCALE = new Decimal(10).pow(12);
const plain = (value: Decimal): bigint => BigInt(value.times(PLAIN_SCALE).toFixed(0));

/** Milliseconds of one pass over holdings and markets: what any plan has to look at. */
function plainPass(held: readonly RebalanceHolding[]): () => bigint {
  const prices = new Map([...common.prices].map(([asset, price]) => [asset, plain(price)]));
  const rows = held.map(({ asset, net }) => ({ asset, net: plain(net) }));
  const offers = common.markets.map(({ baseAsset, bid, ask }) => ({
    baseAsset,
    bid: plain(bid ?? ZERO),
    ask: plain(ask ?? ZERO),
  }));
  return () => {
    const worth = new Map<AssetId, bigint>();
    for (const { asset, net } of rows)
      worth.set(asset, (worth.get(asset) ?? 0n) + net * (prices.get(asset) ?? 0n));
    const cheapest = new Map<AssetId, bigint>();
    for (const { baseAsset, bid, ask } of offers) {
      const cost = (worth.get(baseAsset) ?? 0n) * (ask - bid);
      const least = cheapest.get(baseAsset);
      if (least === undefined || cost < least) cheapest.set(baseAsset, cost);
    }
    let total = 0n;
    for (const cost of cheapest.values()) total += cost;
    return total;
  };
}

/** Times plans, each beside a pass of the floor. */
function reportPlans(name: string, held: readonly RebalanceHolding[]): void {
  const times: number[] = [];
  const passes: number[] = [];
  const pass = plainPass(held);
  let steps = 0;
  let passed = 0n;
  for (let run = 0; run < RUNS; run += 1) {
    const input = inputOf(held, run);
    passes.push(...timesOf(1, () => (passed = pass())));
    const startedAt = performance.now();
    const { plan } = rebalance(input);
    times.push(performance.now() - startedAt);
    steps = plan?.steps.length ?? 0;
    requireThat(steps > 100, 'there is a plan of more than a hundred trades');
    const worth = sum(
      (plan?.changes ?? []).map(({ asset, change }) => change.times(common.prices.get(asset) ?? 0)),
    );
    requireThat(worth.lessThanOrEqualTo(0), 'a plan makes no money');
  }
  requireThat(passed > 0n, 'the loop of the floor finds costs');
  report({
    name,
    unit: 'ms',
    values: times,
    floor: { name: 'loop of BigInts', values: passes, paired: true },
    target: { of: 'value', most: TARGET_MS },
  });
  report({ name: `${name}: steps`, unit: 'steps', values: [steps] });
}

/**
 * 25,000 balances of 2,000 assets. A hundred coins are the same at all four venues, at prices that differ;
 * the other codes mean at each venue another coin. Earn accounts hold the hundred.
 */
const WATCHED = {
  connections: 20,
  venues: 4,
  codes: 575,
  accountTypes: ['spot', 'funding', 'earn'],
} as const;
const COMMON = KNOWN_ASSETS.slice(0, 100).map(([code]) => code);
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const LOOKS = 40;
/** Less than half of the 50 ms that nothing may keep the main process from everything else. */
const LOOK_TARGET_MS = 20;

const venueOf = (index: number): string => `venue${index % WATCHED.venues}`;
const codeOf = (index: number): string => COMMON[index] ?? `A${index}`;

function watchedPortfolio(identity: AssetIdentity): LivePortfolio {
  const portfolio = new LivePortfolio(Date.now, QUIET, identity);
  for (let index = 0; index < WATCHED.connections; index += 1) {
    const connection = { id: `connection-${index}`, venue: venueOf(index) };
    portfolio.setAccounts(
      connection,
      WATCHED.accountTypes.map((accountType) => ({
        accountType,
        source: 'GET',
        updates: 'polling',
      })),
    );
    for (const accountType of WATCHED.accountTypes) {
      const codes = accountType === 'earn' ? COMMON.length : WATCHED.codes;
      const balances = Array.from({ length: codes }, (_, code) => {
        const total = decimal(`${(code % 50) + 1}.${String(index * 7919 + code).padStart(8, '0')}`);
        const locked = total.times('0.1');
        return {
          accountType,
          code: codeOf(code),
          available: total.minus(locked),
          locked,
          total,
          borrowed: decimal('0'),
        };
      });
      portfolio.applyReading(connection, accountType, 0, { outcome: 'read', at: 0, balances });
    }
  }
  return portfolio;
}

/** Prices of every code at every venue; from look to look a little different. */
function movePrices(portfolio: LivePortfolio, look: number): void {
  const prices = new Map<string, Price>();
  for (let venue = 0; venue < WATCHED.venues; venue += 1)
    for (let code = 0; code < WATCHED.codes; code += 1) {
      const usd = decimal(`${code + 1}.${String(code * 31 + venue + look).padStart(10, '0')}`);
      prices.set(priceKey(venueOf(venue), codeOf(code)), {
        kind: 'market',
        usd,
        path: [],
        at: look,
      });
    }
  portfolio.setPrices(prices, {}, false);
}

/** Times looks that follow moved prices. */
function reportLooks(): void {
  const identity = new AssetIdentity();
  const portfolio = watchedPortfolio(identity);
  let look: () => void = () => undefined;
  const settings = { ...DEFAULT_SETTINGS, activeTargetSet: 'set' };
  let records: Records = {
    ...NO_RECORDS,
    'target-set': [
      {
        ...emptyTargetSet('set', 'Set'),
        targets: Array.from({ length: ASSETS }, (_, code) => ({
          kind: 'asset',
          asset: identity.assetOf(venueOf(code), codeOf(code)).id,
          percent: '0.4',
        })),
        bandPoints: '0.05',
      },
    ],
  };
  const watch = new DriftWatch({
    portfolio,
    identity,
    clock: {
      now: Date.now,
      elapsed: () => performance.now(),
      after: (_milliseconds, run) => {
        look = run;
        return () => undefined;
      },
    },
    settings: () => settings,
    records: () => records,
    remember: (log) => (records = { ...records, 'drift-alert': log }),
    onDrift: () => undefined,
  });
  const amounts = [...portfolio.snapshot().balances].map(({ asset, total }) => ({
    asset,
    total: plain(total),
  }));
  let passed = 0n;
  const passes: number[] = [];
  const times = Array.from({ length: LOOKS }, (_, index) => {
    movePrices(portfolio, index);
    passes.push(
      ...timesOf(1, () => {
        const units = new Map<AssetId, bigint>();
        for (const { asset, total } of amounts) units.set(asset, (units.get(asset) ?? 0n) + total);
        for (const total of units.values()) passed += total;
      }),
    );
    const startedAt = performance.now();
    look();
    return performance.now() - startedAt;
  });
  watch.close();
  const { balances, byAsset } = portfolio.snapshot();
  requireThat(balances.length === 25_000 && byAsset.size === 2_000, 'all balances are watched');
  requireThat(records['drift-alert'].length === ASSETS, 'each class was looked at');
  requireThat(passed > 0n, 'the loop of the floor adds up');
  report({
    name: 'a look at the drift of 25,000 balances',
    unit: 'ms',
    values: times,
    floor: { name: 'loop of BigInts', values: passes, paired: true },
    target: { of: 'value', most: LOOK_TARGET_MS },
  });
}

function reportCurve(): void {
  const input = inputOf(holdings(4), 0);
  const pass = plainPass(input.holdings);
  let points = 0;
  report({
    name: 'curve of nine tolerances',
    unit: 'ms',
    values: timesOf(CURVE_RUNS, () => (points = toleranceCurve(input, BANDS).length)),
    floor: {
      name: 'loop of BigInts for each',
      values: timesOf(CURVE_RUNS, () => BANDS.forEach(() => void pass())),
    },
    target: { of: 'value', most: CURVE_TARGET_MS },
  });
  requireThat(points === BANDS.length, 'each tolerance has a point');
}

reportPlans('board and plan, each asset at 4 of 20 venues', holdings(4));
reportPlans('board and plan, each asset at all 20 venues', holdings(VENUES));
reportLooks();
reportCurve();
