import type { AccountType } from '../../../../shared/portfolio/balance';
import { VenueFailure } from '../../../reading/venue-failure';
import { asRows, entryOf, timeOf, type Row } from '../../../reading/shape';
import type { BalanceStream, StreamMessage } from '../venue-definition';
import { walletBalances, type WalletTypes } from './bybit-rows';

/**
 * The `wallet` topic: the coins that changed, whole, with the same fields as the REST answer. (ccxt
 * takes equity from one and the wallet balance from the other; here both are read alike.)
 * https://bybit-exchange.github.io/docs/v5/websocket/private/wallet
 */
export function bybitStream(
  wallets: WalletTypes,
  code: (assetId: string) => string,
): BalanceStream {
  const unified = 'UNIFIED' in wallets;
  return {
    accountTypes: Object.values(wallets),
    options: { enableUnifiedMargin: false, enableUnifiedAccount: unified, defaultType: 'spot' },
    liveOn: 'confirmation',
    understand: (message) => understand(message, wallets, code),
  };
}

function understand(
  message: unknown,
  wallets: WalletTypes,
  code: (assetId: string) => string,
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
  if (account === undefined || accountType === undefined)
    return { kind: 'changed', accountTypes: [] };
  return {
    kind: 'balances',
    accountType,
    balances: walletBalances(account, accountType, code),
    at: timeOf(row, 'creationTime') ?? 0,
  };
}
