import { asRow, asRows, timeOf, type Row } from '../../../reading/shape';
import type { BalanceStream, StreamMessage } from '../venue-definition';
import { tradingBalances } from './okx-rows';

/**
 * The `account` channel: the coins that changed, whole, with the fields of the REST answer.
 * https://www.okx.com/docs-v5/en/#trading-account-websocket-account-channel
 */
export function okxStream(code: (assetId: string) => string): BalanceStream {
  return {
    accountTypes: ['unified'],
    liveOn: 'confirmation',
    understand: (message) => understand(message, code),
  };
}

function understand(
  message: unknown,
  code: (assetId: string) => string,
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
    return { kind: 'changed', accountTypes: ['unified'] };
  const details = asRows(asRow(account, 'account')['details'], 'details');
  const times = details.map((detail) => timeOf(detail, 'uTime') ?? 0);
  return {
    kind: 'balances',
    accountType: 'unified',
    balances: tradingBalances(details, code),
    at: Math.max(timeOf(account, 'uTime') ?? 0, ...times),
  };
}
