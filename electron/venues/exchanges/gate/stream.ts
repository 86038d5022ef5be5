import { VenueFailure } from '../../reading/venue-failure';
import type { Row } from '../../reading/shape';
import type { BalanceStream, StreamMessage } from '../definition/venue-definition';

const CHANNEL = 'spot.balances';

/** What an order does stays in the account; everything else may come from or go to another one. */
const ORDER_CHANGES = new Set(['order-create', 'order-match', 'order-update', 'trade-fee-deduct']);

/**
 * Changes of the spot account: they say what to read again. Other accounts ask for the number of the
 * user to subscribe, which a key does not have.
 * https://www.gate.com/docs/developers/apiv4/ws/en/#spot-balance-channel
 */
export function gateStream(): BalanceStream {
  return {
    accountTypes: ['spot'],
    options: { defaultType: 'spot' },
    liveOn: 'confirmation',
    understand,
  };
}

function understand(message: unknown): StreamMessage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const row = message as Row;
  if (row['channel'] !== CHANNEL) return undefined;
  if (row['event'] === 'update') {
    const isOrder = reasonsOf(row['result']).every((reason) => ORDER_CHANGES.has(reason));
    return { kind: 'changed', accountTypes: ['spot'], reach: isOrder ? 'account' : 'key' };
  }
  if (row['event'] !== 'subscribe') return undefined;
  const error = row['error'];
  if (error === undefined || error === null) return { kind: 'live' };
  return { kind: 'ended', failure: new VenueFailure('permission', 'subscription refused') };
}

/** Why each balance changed; an unknown reason where none is given. */
function reasonsOf(result: unknown): readonly string[] {
  const changes: readonly unknown[] = Array.isArray(result) ? result : [undefined];
  return changes.map((change) =>
    typeof change === 'object' && change !== null ? String((change as Row)['change_type']) : '',
  );
}
