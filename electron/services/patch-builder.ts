import { assetView, balanceView, priceView, totalsView } from './portfolio-view';
import type { PortfolioPatch, QuoteRates } from '../../shared/ipc/portfolio-view';
import type { AssetId } from '../../shared/money/asset';
import type { BalanceKey } from '../../shared/portfolio/balance';
import type { CoverageCell } from '../../shared/portfolio/coverage';
import type { PriceKey } from '../../shared/portfolio/price';
import { NOT_LOADED, type Valuation } from '../../shared/portfolio/valuation';

interface PatchSource {
  readonly frame: Pick<PortfolioPatch, 'at' | 'origin' | 'settled'>;
  readonly valuation: Valuation;
  readonly coverage: () => readonly CoverageCell[];
  readonly quoteRates: QuoteRates;
}

/** Remembers what changed, and makes one patch of it; a change that is overtaken is sent once. */
export class PatchBuilder {
  #sequence = 0;
  #balances = new Set<BalanceKey>();
  #removed = new Set<BalanceKey>();
  #prices = new Set<PriceKey>();
  #removedPrices = new Set<PriceKey>();
  #assets = new Set<AssetId>();
  #totals = false;
  #coverage = false;
  #quoteRates = false;
  #settled = false;
  /** Nothing can be patched onto what is not there: the next receiver asks for the full state. */
  #gap = false;

  /** The number of the last patch given out. */
  get sequence(): number {
    return this.#sequence;
  }

  balance(key: BalanceKey): void {
    this.#balances.add(key);
    this.#removed.delete(key);
    this.#totals = true;
  }

  removedBalance(key: BalanceKey): void {
    this.#removed.add(key);
    this.#balances.delete(key);
    this.#totals = true;
  }

  price(key: PriceKey): void {
    this.#prices.add(key);
    this.#removedPrices.delete(key);
  }

  removedPrice(key: PriceKey): void {
    this.#removedPrices.add(key);
    this.#prices.delete(key);
  }

  asset(id: AssetId): void {
    this.#assets.add(id);
  }

  coverage(): void {
    this.#coverage = true;
  }

  totals(): void {
    this.#totals = true;
  }

  quoteRates(): void {
    this.#quoteRates = true;
  }

  /** So much changed that whoever follows should ask for the full state. */
  everything(): void {
    this.#gap = true;
  }

  take({ frame, valuation, coverage, quoteRates }: PatchSource): PortfolioPatch | undefined {
    const settledChanged = frame.settled !== this.#settled;
    const nothing =
      this.#balances.size + this.#removed.size + this.#prices.size + this.#removedPrices.size ===
        0 && !(this.#totals || this.#coverage || this.#quoteRates || this.#gap || settledChanged);
    if (nothing) return undefined;
    this.#sequence += this.#gap ? 2 : 1;
    const balances = [...this.#balances].flatMap((key) => {
      const valued = valuation.get(key);
      return valued === undefined ? [] : [balanceView(valued)];
    });
    const prices = [...this.#prices].map(
      (key) => [key, priceView(valuation.price(key) ?? NOT_LOADED)] as const,
    );
    const patch: PortfolioPatch = {
      sequence: this.#sequence,
      ...frame,
      ...(balances.length === 0 ? {} : { balances }),
      ...(this.#removed.size === 0 ? {} : { removedBalances: [...this.#removed] }),
      ...(prices.length === 0 ? {} : { prices: Object.fromEntries(prices) }),
      ...(this.#removedPrices.size === 0 ? {} : { removedPrices: [...this.#removedPrices] }),
      ...(this.#assets.size === 0 ? {} : { assets: [...this.#assets].map(assetView) }),
      ...(this.#coverage ? { coverage: coverage() } : {}),
      ...(this.#totals ? { totals: totalsView(valuation.totals()) } : {}),
      ...(this.#quoteRates ? { quoteRates } : {}),
    };
    this.#clear(frame.settled);
    return patch;
  }

  #clear(settled: boolean): void {
    this.#balances = new Set();
    this.#removed = new Set();
    this.#prices = new Set();
    this.#removedPrices = new Set();
    this.#assets = new Set();
    this.#totals = this.#coverage = this.#quoteRates = this.#gap = false;
    this.#settled = settled;
  }
}
