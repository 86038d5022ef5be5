import { ZERO, decimal, type Decimal } from '../../../shared/base/decimal';
import type { VenueContext } from '../plumbing/venue';

/** Coins of one contract: nano bitcoin, nano ether and so on. */
const CONTRACT_SIZES: Readonly<Record<string, string>> = { BTC: '0.01', ETH: '0.1', SOL: '5' };

const idOf = (base: string): string => `${base}-20DEC30-CDE`;

/** Dollars as the venue writes them everywhere. */
export const usd = (value: Decimal): { readonly value: string; readonly currency: string } => ({
  value: value.toFixed(),
  currency: 'USD',
});

/** Contracts that never expire, on each coin that one of the positions is in. */
export function futureProducts({ world, id }: VenueContext) {
  const bases = new Set(
    world.keys(id).flatMap(({ positions }) => positions.map(({ base }) => base)),
  );
  return [...bases].map((base) => ({
    product_id: idOf(base),
    price: world.price(base)?.toFixed() ?? '',
    product_type: 'FUTURE',
    status: 'online',
    trading_disabled: false,
    is_disabled: false,
    future_product_details: {
      venue: 'cde',
      contract_code: base,
      contract_expiry: '2030-12-20T16:00:00Z',
      contract_size: CONTRACT_SIZES[base] ?? '1',
      contract_root_unit: base,
      group_description: `${base} Futures`,
      contract_expiry_timezone: 'Europe/London',
      risk_managed_by: 'MANAGED_BY_FCM',
      contract_expiry_type: 'PERPETUAL',
      contract_display_name: `${base} PERP`,
      non_crypto: false,
    },
  }));
}

/** The dollars of the futures account, and what of them is bound. */
export function futuresOf({ world, id }: VenueContext, keyIndex: number) {
  const { available, locked, unrealized } = world.holding(id, keyIndex, 'linear-futures', 'USD');
  return { cash: available.plus(locked).minus(unrealized), bound: locked, unrealized };
}

/** `null` for who has no futures account. */
export function balanceSummary(context: VenueContext, keyIndex: number) {
  const { world, id } = context;
  if (!world.accounts(id, keyIndex).includes('linear-futures')) return { balance_summary: null };
  const { cash, bound, unrealized } = futuresOf(context, keyIndex);
  const spot = world.holding(id, keyIndex, 'spot', 'USD');
  const spotUsd = spot.available.plus(spot.locked);
  return {
    balance_summary: {
      futures_buying_power: usd(cash.minus(bound)),
      total_usd_balance: usd(cash.plus(spotUsd)),
      cbi_usd_balance: usd(spotUsd),
      cfm_usd_balance: usd(cash),
      total_open_orders_hold_amount: usd(ZERO),
      unrealized_pnl: usd(unrealized),
      daily_realized_pnl: usd(ZERO),
      initial_margin: usd(bound),
      available_margin: usd(cash.plus(unrealized).minus(bound)),
      liquidation_threshold: usd(bound),
      liquidation_buffer_amount: usd(cash.minus(bound)),
      liquidation_buffer_percentage: '1000',
    },
  };
}

export function futuresPositions(context: VenueContext, keyIndex: number) {
  const { world, id } = context;
  const positions = world.positions(id, keyIndex, 'linear-futures').map(({ base, size, mark }) => ({
    product_id: idOf(base),
    expiration_time: '2030-12-20T16:00:00Z',
    side: size.isNegative() ? 'SHORT' : 'LONG',
    number_of_contracts: size
      .abs()
      .dividedBy(decimal(CONTRACT_SIZES[base] ?? '1'))
      .toFixed(),
    current_price: mark.toFixed(),
    avg_entry_price: mark.toFixed(),
    unrealized_pnl: '0',
    daily_realized_pnl: '0',
  }));
  return { positions };
}
