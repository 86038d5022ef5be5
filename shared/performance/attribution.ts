import { sum, ZERO, type Decimal } from '../base/decimal';
import type { AssetId } from '../assets/asset';

/** What one asset did in a period. Values are in one currency; each effect is valued at its own instant. */
export interface AssetPeriod {
  readonly asset: AssetId;
  readonly startAmount: Decimal;
  readonly endAmount: Decimal;
  /** One unit's price at both ends. */
  readonly startPrice: Decimal;
  readonly endPrice: Decimal;
  /** What changed the amount in between, in the order of time. */
  readonly effects: readonly AssetEffect[];
}

export interface AssetEffect {
  /** `flow` crossed the edge of the portfolio; `exchange` is a side of a trade or a move within it. */
  readonly kind: 'flow' | 'income' | 'cost' | 'exchange';
  /** Units, signed. */
  readonly amount: Decimal;
  /** One unit's price at that instant. */
  readonly price: Decimal;
}

/** The parts of the change of a period's value; they sum to `change` exactly. */
export interface Attribution {
  readonly change: Decimal;
  /** What prices did to what was held, each unit from when it came until it left. */
  readonly price: Decimal;
  readonly flows: Decimal;
  readonly income: Decimal;
  /** Fees, funding and interest paid; below zero where they cost. */
  readonly costs: Decimal;
  /** What no effect explains: amounts that changed unseen, and trades whose sides were not worth the same. */
  readonly residual: Decimal;
}

/**
 * Splits the change of a period. The price part is computed on its own, from the start's amount and each
 * effect's carried to the end price; the residual is what is left then, so that it tells of missing events.
 */
export function attributeChange(assets: readonly AssetPeriod[]): Attribution {
  const change = sum(
    assets.map(({ startAmount, startPrice, endAmount, endPrice }) =>
      endAmount.times(endPrice).minus(startAmount.times(startPrice)),
    ),
  );
  const price = sum(assets.map(priceEffect));
  const flows = valueOfKind(assets, 'flow');
  const income = valueOfKind(assets, 'income');
  const costs = valueOfKind(assets, 'cost');
  const residual = change.minus(price).minus(flows).minus(income).minus(costs);
  return { change, price, flows, income, costs, residual };
}

function priceEffect({ startAmount, startPrice, endPrice, effects }: AssetPeriod): Decimal {
  return effects.reduce(
    (total, { amount, price }) => total.plus(amount.times(endPrice.minus(price))),
    startAmount.times(endPrice.minus(startPrice)),
  );
}

function valueOfKind(assets: readonly AssetPeriod[], kind: AssetEffect['kind']): Decimal {
  let total = ZERO;
  for (const { effects } of assets)
    for (const effect of effects)
      if (effect.kind === kind) total = total.plus(effect.amount.times(effect.price));
  return total;
}
