import { balanceView, priceView, totalsView } from './portfolio-view';
import type {
  AssetView,
  PortfolioPatch,
  QuoteRates,
} from '../../../shared/contract/portfolio-view';
import type { AssetId } from '../../../shared/assets/asset';
import type { BalanceKey } from '../../../shared/portfolio/balance';
import type { CoverageCell } from '../../../shared/portfolio/coverage';
import type { PriceKey } from '../../../shared/pricing/price';
import { NOT_LOADED, type Valuation } from '../../../shared/portfolio/valuation';

interface PatchSource {
  readonly frame: Pick<PortfolioPatch, 'at' | 'origin' | 'settled'>;
  readonly valuation: Valuation;
  readonly coverage: () => readonly CoverageCell[];
  readonly quoteRates: QuoteRates;
  readonly assetView: (id: AssetId) => AssetView;
  readonly positions: () => NonNullable<PortfolioPatch['positions']>;
  readonly quarantine: () => NonNullable<PortfolioPatch['quarantine']>;
  readonly crossChecks: () => NonNullable<PortfolioPatch['crossChecks']>;
}

/** Parts that are sent whole when anything of them changed. */
type WholePart = 'totals' | 'coverage' | 'quoteRates' | 'positions' | 'quarantine' | 'crossChecks';

/** Remembers what changed, and makes one patch of it; a change that is overtaken is sent once. */
export class PatchBuilder {
  #sequence = 0;
  #balances = new Set<BalanceKey>();
  #removed = new Set<BalanceKey>();
  #prices = new Set<PriceKey>();
  #removedPrices = new Set<PriceKey>();
  #assets = new Set<AssetId>();
  #whole = new Set<WholePart>();
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
    this.#whole.add('totals');
  }

  removedBalance(key: BalanceKey): void {
    this.#removed.add(key);
    this.#balances.delete(key);
    this.#whole.add('totals');
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

  /** Something of a part that is always sent whole changed. */
  whole(part: WholePart): void {
    this.#whole.add(part);
  }

  /** So much changed that whoever follows should ask for the full state. */
  everything(): void {
    this.#gap = true;
  }

  take(source: PatchSource): PortfolioPatch | undefined {
    const { frame, valuation } = source;
    const settledChanged = frame.settled !== this.#settled;
    const nothing =
      this.#balances.size + this.#removed.size + this.#prices.size + this.#removedPrices.size ===
        0 &&
      this.#whole.size === 0 &&
      !this.#gap &&
      !settledChanged;
    if (nothing) return undefined;
    this.#sequence += this.#gap ? 2 : 1;
    const has = (part: WholePart): boolean => this.#whole.has(part);
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
      ...(this.#assets.size === 0 ? {} : { assets: [...this.#assets].map(source.assetView) }),
      ...(has('coverage') ? { coverage: source.coverage() } : {}),
      ...(has('positions') ? { positions: source.positions() } : {}),
      ...(has('quarantine') ? { quarantine: source.quarantine() } : {}),
      ...(has('crossChecks') ? { crossChecks: source.crossChecks() } : {}),
      ...(has('totals') ? { totals: totalsView(valuation.totals()) } : {}),
      ...(has('quoteRates') ? { quoteRates: source.quoteRates } : {}),
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
    this.#whole = new Set();
    this.#gap = false;
    this.#settled = settled;
  }
}
