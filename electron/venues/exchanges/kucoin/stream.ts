import type { AccountType } from '../../../../shared/portfolio/balance';
import { tryDecimal } from '../../../../shared/base/decimal';
import { VenueFailure } from '../../reading/venue-failure';
import type { Row } from '../../reading/shape';
import { CashBalances } from '../common/cash-balances';
import type { BalanceStream, StreamMessage } from '../definition/venue-definition';

/** Which account the first part of an event (`trade_hf.hold`, `isolated_BTC-USDT.setted`) is about. */
const ACCOUNTS: readonly (readonly [RegExp, AccountType])[] = [
  [/^main$/, 'funding'],
  [/^trade/, 'spot'],
  [/^margin/, 'margin'],
  [/^isolated/, 'isolated-margin'],
];
const SPOT_ACCOUNTS: readonly AccountType[] = ['spot', 'funding', 'margin', 'isolated-margin'];
const FUTURES_ACCOUNTS: readonly AccountType[] = ['futures', 'futures-inverse'];

/**
 * Pushes of classic accounts. Those of margin leave out debts, those of spot may be of either of two
 * accounts, and those of futures do not follow the price: each only says what to read again.
 * https://www.kucoin.com/docs-new/3470075w0 and https://www.kucoin.com/docs-new/3470092w0
 */
export function kucoinStreams(): readonly BalanceStream[] {
  // Neither the mode nor the balances need to be asked for by ccxt: they are known, and read, already.
  const options = { uta: false, watchBalance: { fetchBalanceSnapshot: false } };
  const wallets = changesOfWallets();
  return [
    {
      accountTypes: SPOT_ACCOUNTS,
      options: { ...options, defaultType: 'spot' },
      liveOn: 'confirmation',
      understand: (message) => understand(message, '/account/balance', SPOT_ACCOUNTS, ordersAlone),
    },
    {
      accountTypes: FUTURES_ACCOUNTS,
      options: { ...options, defaultType: 'swap' },
      liveOn: 'confirmation',
      understand: (message) =>
        understand(message, '/contractAccount/wallet', FUTURES_ACCOUNTS, (row) => !wallets(row)),
    },
  ];
}

/** What orders do: `trade.hold` and `trade.setted`. */
const OF_ORDERS = /^(?:trade|margin|isolated)[^.]*\.(?:hold|setted)$/;

function ordersAlone(row: Row): boolean {
  return OF_ORDERS.test(eventOf(row) ?? '');
}

/** Says of pushes of futures wallets, which do not say why, whether coins may have moved. */
function changesOfWallets(): (row: Row) => boolean {
  const cash = new CashBalances();
  return (row) => {
    const data = dataOf(row);
    return cash.change(String(data['currency']), tryDecimal(data['walletBalance']));
  };
}

/** @param staysInAccount whether a push is only about orders */
function understand(
  message: unknown,
  topic: string,
  accountTypes: readonly AccountType[],
  staysInAccount: (row: Row) => boolean,
): StreamMessage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const row = message as Row;
  if (row['type'] === 'ack') return { kind: 'live' };
  if (row['type'] === 'error')
    return { kind: 'ended', failure: new VenueFailure('network', 'subscription refused') };
  if (row['type'] !== 'message' || row['topic'] !== topic) return undefined;
  return {
    kind: 'changed',
    accountTypes: accountTypesOf(eventOf(row), accountTypes),
    reach: staysInAccount(row) ? 'account' : 'key',
  };
}

function dataOf(row: Row): Row {
  const data = row['data'];
  return typeof data === 'object' && data !== null ? (data as Row) : {};
}

function eventOf(row: Row): string | undefined {
  const event = dataOf(row)['relationEvent'];
  return typeof event === 'string' ? event : undefined;
}

/** All of them, if the event does not say which. */
function accountTypesOf(
  event: string | undefined,
  accountTypes: readonly AccountType[],
): readonly AccountType[] {
  const [account = ''] = event?.split('.') ?? [];
  const found = ACCOUNTS.find(([name]) => name.test(account))?.[1];
  return found === undefined ? accountTypes : [found];
}
