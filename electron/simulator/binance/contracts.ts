import type { Decimal } from '../../../shared/base/decimal';
import type { World } from '../world/world';

/** A perpetual contract. */
export interface Contract {
  readonly kind: 'linear' | 'inverse';
  readonly symbol: string;
  readonly base: string;
  /** Dollars a contract, of those margined in the coin. */
  readonly dollars: number;
  /** Price in the quote coin, taken from the spot market. */
  readonly price: Decimal;
}

const linear = ['BTC', 'ETH', 'SOL', 'BNB', 'XRP'];
const inverse = ['BTC', 'ETH'];

export const dollarsOf = (base: string): number => (base === 'BTC' ? 100 : 10);

/** The few perpetuals that are listed: enough for futures wallets to make sense. */
export function contracts(world: World): Contract[] {
  const list = (kind: Contract['kind'], bases: readonly string[], suffix: string): Contract[] =>
    bases.flatMap((base) => {
      const price = world.price(base);
      return price ? [{ kind, symbol: base + suffix, base, dollars: dollarsOf(base), price }] : [];
    });
  return [...list('linear', linear, 'USDT'), ...list('inverse', inverse, 'USD_PERP')];
}
