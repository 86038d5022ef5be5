import { ZERO, type Decimal } from '../../../shared/base/decimal';
import type { VenueContext } from '../plumbing/venue';
import type { Account } from '../world/world-definition';

/** Binance's wallets, and which accounts of the world each is. */
const WALLETS: Readonly<Record<string, (account: Account) => boolean>> = {
  Spot: (account) => account === 'spot',
  Funding: (account) => account === 'funding',
  'Cross Margin': (account) => account === 'cross-margin',
  'Isolated Margin': (account) => account.startsWith('isolated:'),
  'USDⓈ-M Futures': (account) => account === 'linear-futures',
  'COIN-M Futures': (account) => account === 'inverse-futures',
  Earn: (account) => ['earn-flexible', 'earn-locked', 'staking'].includes(account),
  Options: () => false,
  'Trading Bots': () => false,
  'Copy Trading': () => false,
};

/** What each wallet is worth in a coin; what has no price is worth nothing here. */
export function walletTotals(context: VenueContext, keyIndex: number, quote: string) {
  const { world, id } = context;
  const unit = world.price(quote);
  const worth = (account: Account): Decimal =>
    [...world.holdings(id, keyIndex, account)].reduce((sum, [code, holding]) => {
      const { available, locked, borrowed, interest, unrealized } = holding;
      const net = available.plus(locked).plus(unrealized).minus(borrowed).minus(interest);
      return sum.plus(net.times(world.price(code) ?? ZERO));
    }, ZERO);
  return Object.entries(WALLETS).map(([walletName, has]) => {
    const accounts = world.accounts(id, keyIndex).filter(has);
    const usd = accounts.reduce((sum, account) => sum.plus(worth(account)), ZERO);
    return {
      activate: accounts.length > 0,
      balance: unit ? usd.dividedBy(unit).toDecimalPlaces(8).toFixed() : '0',
      walletName,
    };
  });
}
