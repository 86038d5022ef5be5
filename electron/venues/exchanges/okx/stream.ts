import { tryDecimal } from '../../../../shared/base/decimal';
import { asRow, asRows, textOf, timeOf, type Row } from '../../reading/shape';
import { CashBalances } from '../common/cash-balances';
import type { BalanceStream, StreamMessage } from '../definition/venue-definition';
import { tradingBalances } from './rows';

/**
 * The `account` channel: the coins that changed, whole, with the fields of the REST answer. Unless told not
 * to, it also pushes all of them every five seconds; such a push is no event. Why coins changed is not said.
 * https://www.okx.com/docs-v5/en/#trading-account-websocket-account-channel
 */
export function okxStream(code: (assetId: string) => string): BalanceStream {
  const cash = new CashBalances();
  return {
    accountTypes: ['unified'],
    request: { extraParams: JSON.stringify({ updateInterval: '0' }) },
    liveOn: 'confirmation',
    understand: (message) => understand(message, code, cash),
  };
}

function understand(
  message: unknown,
  code: (assetId: string) => string,
  cash: CashBalances,
): StreamMessage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const row = message as Row;
  const arg = row['arg'];
  const channel: unknown = typeof arg === 'object' && arg !== null ? (arg as Row)['channel'] : '';
  if (channel !== 'account') return undefined;
  if (row['event'] === 'subscribe') return { kind: 'live' };
  if (row['data'] === undefined) return undefined;
  const accounts = asRows(row['data'], 'data');
  const [account] = accounts;
  if (account === undefined || accounts.length > 1)
    return { kind: 'changed', accountTypes: ['unified'], reach: 'key' };
  const details = asRows(asRow(account, 'account')['details'], 'details');
  const times = details.map((detail) => timeOf(detail, 'uTime') ?? 0);
  const isFirst = cash.isEmpty;
  const moved = details.filter((detail) =>
    cash.change(textOf(detail, 'ccy'), tryDecimal(detail['cashBal'])),
  );
  // The first one follows the subscription, and a reading does so too: nothing is known to have moved.
  if (row['eventType'] === 'snapshot' && (isFirst || moved.length === 0))
    return { kind: 'nothing' };
  return {
    kind: 'balances',
    reach: moved.length > 0 ? 'key' : 'account',
    accountType: 'unified',
    balances: tradingBalances(details, code),
    at: Math.max(timeOf(account, 'uTime') ?? 0, ...times),
  };
}
