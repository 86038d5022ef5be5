import type { AccountType } from '../../../../shared/portfolio/balance';
import { VenueFailure } from '../../reading/venue-failure';
import { asRows, type Row } from '../../reading/shape';
import type { BalanceStream, StreamMessage } from '../definition/venue-definition';
import { redactDetail } from '../../reading/redact';

/**
 * The `balances` channel gives totals without what orders hold, so it only says what to read again.
 * https://docs.kraken.com/api/docs/websocket-v2/balances
 */
export function krakenStream(): BalanceStream {
  return {
    accountTypes: ['spot', 'earn'],
    // Without it Kraken gives no token to listen with (`GetWebSocketsToken`), and all else can be read.
    permissions: ['WebSocket interface - On'],
    liveOn: 'confirmation',
    understand,
  };
}

function understand(message: unknown): StreamMessage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const row = message as Row;
  if (row['method'] === 'subscribe') {
    if (row['success'] === true) return { kind: 'live' };
    const words = redactDetail(String(row['error'] ?? 'subscription refused'));
    return { kind: 'ended', failure: new VenueFailure('permission', words) };
  }
  if (row['channel'] !== 'balances') return undefined;
  // The snapshot tells nothing new: a fresh subscription is followed by a reading anyway.
  if (row['type'] === 'snapshot') return { kind: 'nothing' };
  const entries = asRows(row['data'], 'data');
  const types = entries.map((entry): AccountType =>
    entry['wallet_type'] === 'earn' ? 'earn' : 'spot',
  );
  return {
    kind: 'changed',
    accountTypes: [...new Set(types)],
    reach: entries.every(isPlainTrade) ? 'account' : 'key',
  };
}

/**
 * An entry of the ledger for an order that was filled at the spot market. All others may have another
 * side: transfers, what is put to earn, and what a margin position settles when it is closed.
 */
function isPlainTrade({ type, category = 'trade' }: Row): boolean {
  return type === 'trade' && category === 'trade';
}
