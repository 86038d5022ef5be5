import { tryDecimal } from '../../../../shared/base/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { VenueFailure } from '../../reading/venue-failure';
import { asRows, entryOf, optionalAmountOf, textOf, timeOf, type Row } from '../../reading/shape';
import { CashBalances } from '../common/cash-balances';
import type { BalanceStream, StreamMessage } from '../definition/venue-definition';
import { walletBalances, type WalletTypes } from './rows';

/**
 * The `wallet` topic: the coins that changed, whole, with the same fields as the REST answer. (ccxt
 * takes equity from one and the wallet balance from the other; here both are read alike.) Why they changed
 * is not said: unless what was there, or what was gained with contracts, explains it, coins may have moved.
 * https://bybit-exchange.github.io/docs/v5/websocket/private/wallet
 */
export function bybitStream(
  wallets: WalletTypes,
  code: (assetId: string) => string,
): BalanceStream {
  const unified = 'UNIFIED' in wallets;
  const cash = new CashBalances();
  return {
    accountTypes: Object.values(wallets),
    options: { enableUnifiedMargin: false, enableUnifiedAccount: unified, defaultType: 'spot' },
    liveOn: 'confirmation',
    understand: (message) => understand(message, wallets, code, cash),
  };
}

function understand(
  message: unknown,
  wallets: WalletTypes,
  code: (assetId: string) => string,
  cash: CashBalances,
): StreamMessage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const row = message as Row;
  if (row['op'] === 'subscribe') {
    if (row['success'] === true) return { kind: 'live' };
    return { kind: 'ended', failure: new VenueFailure('permission', 'subscription refused') };
  }
  if (row['topic'] !== 'wallet') return undefined;
  const [account] = asRows(row['data'], 'data');
  const accountType: AccountType | undefined = entryOf(wallets, String(account?.['accountType']));
  if (account === undefined || accountType === undefined) return { kind: 'nothing' };
  const moved = asRows(account['coin'], 'coin').filter((coin) =>
    cash.change(
      `${accountType}/${textOf(coin, 'coin')}`,
      tryDecimal(coin['walletBalance'])?.minus(optionalAmountOf(coin, 'cumRealisedPnl')),
    ),
  );
  return {
    kind: 'balances',
    reach: moved.length > 0 ? 'key' : 'account',
    accountType,
    balances: walletBalances(account, accountType, code),
    at: timeOf(row, 'creationTime') ?? 0,
  };
}
