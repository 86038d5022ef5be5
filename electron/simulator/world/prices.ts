import { Decimal, decimal } from '../../../shared/base/decimal';
import { PriceHistory } from './price-history';
import type { Random } from './random';
import type { AssetDefinition } from './world-definition';

/** Seconds of market time that one step stands for: faster than life, so that a demo moves. */
const SECONDS_A_STEP = 20;
const SECONDS_A_DAY = 86_400;
const KEPT_DIGITS = 14;

/** Every coin's price in US dollars: its walk forwards, and its history backwards from the start. */
export class Prices {
  private readonly current = new Map<string, Decimal>();
  private readonly initial = new Map<string, Decimal>();
  private readonly assets = new Map<string, AssetDefinition>();
  private readonly history: PriceHistory;

  constructor(
    assets: readonly AssetDefinition[],
    seed: number,
    origin: number,
    private readonly random: Random,
  ) {
    this.history = new PriceHistory(seed, origin);
    for (const asset of assets) {
      this.assets.set(asset.code, asset);
      if (asset.usd === undefined) continue;
      this.current.set(asset.code, decimal(asset.usd));
      this.initial.set(asset.code, decimal(asset.usd));
    }
  }

  /** US dollars for one coin; `undefined` where it has no market. */
  now(code: string): Decimal | undefined {
    if (code === 'USD') return new Decimal(1);
    const own = this.current.get(code);
    if (own) return own;
    const follows = this.assets.get(code)?.follows;
    return follows && this.now(follows.code)?.times(follows.ratio);
  }

  /** Like {@link now}, at an earlier instant (epoch milliseconds). */
  past(code: string, at: number): Decimal | undefined {
    if (code === 'USD') return new Decimal(1);
    const asset = this.assets.get(code);
    if (asset?.follows) return this.past(asset.follows.code, at)?.times(asset.follows.ratio);
    if (!this.current.has(code)) return undefined;
    const ratio = this.history.ratio(code, asset?.volatility ?? 0, at);
    return this.initial.get(code)?.times(ratio).toSignificantDigits(KEPT_DIGITS);
  }

  set(code: string, usd: Decimal): void {
    this.current.set(code, usd);
    if (!this.initial.has(code)) this.initial.set(code, usd);
  }

  remove(code: string): void {
    this.current.delete(code);
  }

  /** Moves every coin a little; the codes whose price changed, followers included. */
  step(): Set<string> {
    const moved = new Set<string>();
    for (const [code, price] of this.current) {
      const volatility = this.assets.get(code)?.volatility ?? 0;
      const drawn = this.random() + this.random() + this.random() - 1.5;
      const deviation = volatility * Math.sqrt(SECONDS_A_STEP / SECONDS_A_DAY);
      const next = price.times((1 + drawn * 2 * deviation).toFixed(10));
      const rounded = next.toSignificantDigits(KEPT_DIGITS);
      if (rounded.equals(price)) continue;
      this.current.set(code, rounded);
      moved.add(code);
    }
    return this.withFollowers(moved);
  }

  withFollowers(codes: Set<string>): Set<string> {
    for (const asset of this.assets.values())
      if (asset.follows && codes.has(asset.follows.code)) codes.add(asset.code);
    return codes;
  }

  codes(): string[] {
    return [...this.assets.keys()];
  }

  /** What a coin calls itself. */
  name(code: string): string {
    return this.assets.get(code)?.name ?? code;
  }
}
