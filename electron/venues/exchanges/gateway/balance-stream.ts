import type { AccountType } from '../../../../shared/portfolio/balance';
import type { Instant } from '../../../../shared/base/failure';
import type { Clock } from '../../../engine/ports/clock';
import type { Stop, StreamListener, VenueBalance } from '../../../engine/ports/exchanges';
import type { CcxtExchange } from '../../protocol/ccxt/ccxt-exchange';
import { mergeBalances } from '../../reading/balances';
import { ACCOUNT_NAMES, toFailure, type VenueFailure } from '../../reading/venue-failure';
import { namingPermissions } from '../common/missing-permissions';
import type { BalanceStream, StreamMessage } from '../definition/venue-definition';
import { keepConnected } from '../../protocol/streams/connection-loop';

export interface BalanceStreamOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly secrets: readonly string[];
  readonly venueName: string;
  readonly stream: BalanceStream;
  readonly listener: StreamListener;
  open(): Promise<CcxtExchange>;
}

/**
 * Follows one balance stream. Exact absolute balances are handed on at once; every push also says that
 * the account changed, and so does every (re)connection, since what happened before it was missed.
 */
export function startBalanceStream(options: BalanceStreamOptions): Stop {
  const { stream, listener, venueName } = options;
  const order = new UpdateOrder();
  const state = (state: 'live' | 'connecting' | 'off', failed?: VenueFailure): void => {
    for (const accountType of stream.accountTypes)
      listener.state(
        accountType,
        state,
        failed &&
          toFailure(
            namingPermissions(failed, stream.permissions),
            venueName,
            `the stream of ${ACCOUNT_NAMES[accountType]}`,
          ),
      );
  };
  const handle = (meaning: StreamMessage): void => {
    if (meaning.kind === 'ended') throw meaning.failure;
    if (meaning.kind === 'nothing' || meaning.kind === 'live') return;
    if (meaning.reach === 'key') listener.moved();
    if (meaning.kind === 'balances') {
      const { accountType, at } = meaning;
      const newest = order.newest(accountType, mergeBalances(meaning.balances), at);
      if (newest.length > 0) listener.balances(accountType, newest, at);
      listener.changed(accountType);
    } else meaning.accountTypes.forEach((type) => listener.changed(type));
  };
  return keepConnected({
    ...options,
    liveOn: stream.liveOn,
    subscribe: async (exchange) => {
      // Streams need no market lists, which take seconds and tens of megabytes at some venues.
      exchange.markets = {};
      exchange.markets_by_id = {};
      exchange.symbols = [];
      for (;;) await exchange.watchBalance(stream.request);
    },
    message: (message) => {
      const meaning = stream.understand(message);
      if (meaning === undefined) return { taken: false };
      if (meaning.kind === 'live') return { live: true, taken: false };
      handle(meaning);
      return { taken: true };
    },
    connecting: (failed) => state('connecting', failed),
    live: () => {
      state('live');
      stream.accountTypes.forEach((type) => listener.changed(type));
    },
    refused: (failed) => state('off', failed),
  });
}

/** Venues may send events twice or out of order: an older balance must not replace a newer one. */
class UpdateOrder {
  private readonly latest = new Map<string, Instant>();

  newest(
    accountType: AccountType,
    balances: readonly VenueBalance[],
    at: Instant,
  ): readonly VenueBalance[] {
    return balances.filter(({ code, subaccount }) => {
      const key = `${accountType}/${subaccount ?? ''}/${code}`;
      if (at < (this.latest.get(key) ?? 0)) return false;
      this.latest.set(key, at);
      return true;
    });
  }
}
