import type { AccountType } from '../../../../shared/portfolio/balance';
import type { Row } from '../../reading/shape';
import type { BalanceStream, StreamMessage } from '../definition/venue-definition';

/**
 * The `account` channel of a wallet. What it pushes lacks fields of the answers (a unified account's debt
 * has another name there), so that it only says when to read again.
 * https://www.bitget.com/api-doc/uta/websocket/private/Account-Channel,
 * https://www.bitget.com/api-doc/spot/websocket/private/Account-Channel
 */
export const unifiedStream: BalanceStream = accountChannel('unified', { uta: true });
export const spotStream: BalanceStream = accountChannel('spot', { defaultType: 'spot' });

function accountChannel(
  accountType: AccountType,
  options: Readonly<Record<string, unknown>>,
): BalanceStream {
  return {
    accountTypes: [accountType],
    options,
    liveOn: 'confirmation',
    understand: (message) => understand(message, accountType),
  };
}

function understand(message: unknown, accountType: AccountType): StreamMessage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const row = message as Row;
  const arg: unknown = row['arg'];
  if (typeof arg !== 'object' || arg === null) return undefined;
  const { channel, topic } = arg as Row;
  if ((topic ?? channel) !== 'account') return undefined;
  if (row['event'] === 'subscribe') return { kind: 'live' };
  if (row['data'] === undefined) return undefined;
  // It does not say why the account changed.
  return { kind: 'changed', accountTypes: [accountType], reach: 'key' };
}
