import { decimal } from '../../base/decimal';
import { knownAsset } from '../../assets/asset-registry';
import type { AccountType } from '../../portfolio/balance';
import type { MarketRules } from '../../pricing/spot-market';
import type { RebalanceHolding, RebalanceInput, TradableMarket } from '../rebalance-input';
import { emptyTargetSet, type Target, type TargetSet } from '../targets';

export const PRICES: Readonly<Record<string, string>> = {
  BTC: '100000',
  ETH: '4000',
  SOL: '200',
  USDT: '1',
  USDC: '1',
  USD: '1',
};

/** `binance/spot/BTC: 0.5` is half a bitcoin in the spot account of the connection `binance`. */
export function holding(
  place: string,
  units: string,
  more: { readonly available?: string; readonly stale?: boolean } = {},
): RebalanceHolding {
  const [connectionId = '', accountType = 'spot', asset = ''] = place.split('/');
  return {
    connectionId,
    venue: connectionId.split('-')[0] ?? '',
    accountType: accountType as AccountType,
    asset,
    available: decimal(more.available ?? units),
    net: decimal(units),
    ...(more.stale === undefined ? {} : { stale: more.stale }),
  };
}

export interface MarketText {
  readonly lot?: string;
  readonly minNotional?: string;
  readonly spread?: string;
  readonly feeFrom?: TradableMarket['feeFrom'];
}

/** A market at the prices above: a lot of 0.00001, at least 5 of the quote, without a spread. */
export function market(name: string, text: MarketText = {}): TradableMarket {
  const [venue = '', symbol = ''] = name.split(' ');
  const [base = '', quote = ''] = symbol.split('/');
  const mid = decimal(PRICES[base] ?? '1').dividedBy(PRICES[quote] ?? '1');
  const half = mid.times(text.spread ?? '0').dividedBy(2);
  const rules: MarketRules = {
    lotStep: decimal(text.lot ?? '0.00001'),
    minNotional: decimal(text.minNotional ?? '5'),
    priceStep: decimal('0.00000001'),
  };
  return {
    venue,
    symbol,
    base,
    quote,
    baseAsset: base,
    quoteAsset: quote,
    rules,
    feeFrom: text.feeFrom ?? 'quote',
    bid: mid.minus(half),
    ask: mid.plus(half),
  };
}

/** `{ BTC: '40' }`: a target for each asset; `Stables USDT,USDC` is a group. */
export function targets(percents: Readonly<Record<string, string>>): Target[] {
  return Object.entries(percents).map(([name, percent]) => {
    const [group = '', assets] = name.split(' ');
    return assets === undefined
      ? { kind: 'asset', asset: group, percent }
      : { kind: 'group', name: group, assets: assets.split(','), percent };
  });
}

export interface InputText extends Partial<Omit<RebalanceInput, 'targets' | 'fees'>> {
  readonly targets: Readonly<Record<string, string>>;
  readonly set?: Partial<TargetSet>;
  /** Of every connection with a holding. */
  readonly fee?: string;
}

export function rebalanceInput(text: InputText): RebalanceInput {
  const holdings = text.holdings ?? [];
  const rate = decimal(text.fee ?? '0');
  const codes = new Set([...Object.keys(PRICES), ...holdings.map(({ asset }) => asset)]);
  return {
    holdings,
    assets: new Map(
      [...codes].map((id) => [id, { id, code: id, kind: knownAsset(id)?.kind ?? 'crypto' }]),
    ),
    prices:
      text.prices ??
      new Map(Object.entries(PRICES).map(([asset, price]) => [asset, decimal(price)])),
    targets: {
      ...emptyTargetSet('set', 'Set'),
      targets: targets(text.targets),
      ...text.set,
    },
    mode: text.mode ?? { kind: 'full' },
    markets: text.markets ?? [],
    fees: new Map(holdings.map(({ connectionId }) => [connectionId, { rate, source: 'account' }])),
    routes: text.routes ?? [],
  };
}
