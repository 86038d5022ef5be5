import type { AssetId } from '../assets/asset';
import { smaller } from '../base/compare';
import { Decimal, ZERO } from '../base/decimal';
import type { ConnectionId } from '../base/ids';
import { ratioDown } from './ratio';
import type { ClassId } from './rebalance-plan-types';
import { addTo } from './shortfalls';
import type { TradingFloor } from './trading-floor';

export interface CashRules {
  readonly isCash: (asset: AssetId) => boolean;
  readonly classOf: (asset: AssetId) => ClassId | undefined;
  /** Cash of this class may be spent to the last. */
  readonly isFree: (id: ClassId | undefined) => boolean;
  /** Where set, nothing else is spent, only there, and no more units of it. */
  readonly only?: {
    readonly asset: AssetId;
    readonly connectionId: ConnectionId;
    readonly most: Decimal;
  };
}

/**
 * How much money may be spent. Cash without a target is free; that of a class with one only as far as
 * the class is to shrink, or as sales have brought it in.
 */
export class CashBudget {
  readonly #usd = new Map<ClassId, Decimal>();
  /** Units of the only money that may be spent, and of what it was exchanged into. */
  readonly #left = new Map<AssetId, Decimal>();
  /** Units that the dollars above come to, as asked for since they last changed. */
  readonly #granted = new Map<AssetId, Decimal>();

  constructor(
    private readonly floor: TradingFloor,
    private readonly rules: CashRules,
    granted: ReadonlyMap<ClassId, Decimal>,
  ) {
    if (rules.only !== undefined) this.#left.set(rules.only.asset, rules.only.most);
    for (const [id, usd] of granted) this.#usd.set(id, usd);
  }

  /** Units of a currency that may be spent at a connection. */
  spendable(connectionId: ConnectionId, asset: AssetId): Decimal {
    const { only, isCash, classOf, isFree } = this.rules;
    if (!isCash(asset)) return ZERO;
    if (only !== undefined && only.connectionId !== connectionId) return ZERO;
    const there = this.floor.available(connectionId, asset);
    if (only !== undefined)
      return Decimal.max(ZERO, Decimal.min(there, this.#left.get(asset) ?? ZERO));
    const id = classOf(asset);
    if (id === undefined || isFree(id)) return there;
    let granted = this.#granted.get(asset);
    if (granted === undefined) {
      const usd = Decimal.max(ZERO, this.#usd.get(id) ?? ZERO);
      // Rounded down: never a fraction more than is granted.
      granted = ratioDown(usd, this.floor.price(asset));
      this.#granted.set(asset, granted);
    }
    return smaller(there, granted);
  }

  /** Money came in or went out. */
  changed(asset: AssetId, units: Decimal): void {
    addTo(this.#left, asset, units);
    const id = this.rules.classOf(asset);
    if (id === undefined) return;
    addTo(this.#usd, id, units.times(this.floor.price(asset)));
    this.#granted.clear();
  }
}
