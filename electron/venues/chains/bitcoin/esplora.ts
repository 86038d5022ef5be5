import { ZERO, type Decimal } from '../../../../shared/base/decimal';
import { amountOf, asRow, countOf, type Row } from '../../reading/shape';
import { pause } from '../../reading/timers';
import { VenueFailure } from '../../reading/venue-failure';
import type { Clock } from '../../../engine/ports/clock';
import type { Endpoint, EndpointRequest } from '../chain-reader';

/** What an address holds, in satoshi. */
export interface AddressState {
  /** Was ever paid, so that its wallet has given it away. */
  readonly used: boolean;
  /** Confirmed, less what an unconfirmed transaction already spends. */
  readonly available: Decimal;
  /** What unconfirmed transactions bring and leave. */
  readonly pending: Decimal;
  /** Something about it is unconfirmed. */
  readonly moving: boolean;
}

const MOST_PATIENCE_MS = 10_000;
const FIRST_PAUSE_MS = 1000;
const MOST_TRIES = 4;

/**
 * Asks one server of the Esplora API (https://github.com/Blockstream/esplora/blob/master/API.md). A
 * server that wants a short pause gets it: a scan asks for a hundred addresses, and starting again at
 * another server would only meet that one's limit too.
 */
export class EsploraClient {
  constructor(
    private readonly endpoint: Endpoint,
    private readonly clock: Clock,
  ) {}

  /** Height of the newest block. @throws VenueFailure */
  async tipHeight(signal: AbortSignal): Promise<number> {
    const text = await this.#ask({ path: '/blocks/tip/height', as: 'text' }, signal);
    if (typeof text !== 'string' || !/^\d{1,9}$/.test(text.trim()))
      throw new VenueFailure('bad-response', 'the height of its newest block is no number');
    return Number(text);
  }

  /** `GET /address/:address`. @throws VenueFailure */
  async address(address: string, signal: AbortSignal): Promise<AddressState> {
    const row = asRow(await this.#ask({ path: `/address/${address}` }, signal), 'address');
    if (row['address'] !== undefined && row['address'] !== address)
      throw new VenueFailure('bad-response', 'it answered for another address');
    return addressState(
      asRow(row['chain_stats'], 'chain_stats'),
      asRow(row['mempool_stats'], 'mempool_stats'),
    );
  }

  async #ask(request: EndpointRequest, signal: AbortSignal): Promise<unknown> {
    for (let tries = 1; ; tries += 1)
      try {
        return await this.endpoint.request(request, signal);
      } catch (error) {
        if (!(error instanceof VenueFailure)) throw error;
        if (error.code === 'not-found')
          throw new VenueFailure('bad-response', 'it does not offer the Esplora API');
        const wait = this.#patience(error, tries);
        if (wait === undefined) throw error;
        await pause(this.clock, wait, signal);
      }
  }

  #patience({ code, extra }: VenueFailure, tries: number): number | undefined {
    if (code !== 'rate-limited' || tries >= MOST_TRIES) return undefined;
    const wait =
      extra.retryAt === undefined
        ? FIRST_PAUSE_MS * 2 ** (tries - 1)
        : extra.retryAt - this.clock.now();
    return wait <= MOST_PATIENCE_MS ? Math.max(0, wait) : undefined;
  }
}

/**
 * What is spent by an unconfirmed transaction is no longer there; what it brings back as change, or what
 * somebody sends, is there but cannot be relied on yet. An unconfirmed transaction may also spend what
 * another one brought, and then it takes nothing from what is confirmed.
 */
function addressState(chain: Row, mempool: Row): AddressState {
  const confirmed = satoshi(chain, 'funded_txo_sum').minus(satoshi(chain, 'spent_txo_sum'));
  const spent = satoshi(mempool, 'spent_txo_sum');
  const total = confirmed.plus(satoshi(mempool, 'funded_txo_sum')).minus(spent);
  if (confirmed.isNegative() || total.isNegative())
    throw new VenueFailure('bad-response', 'more was spent from an address than it was paid');
  const left = confirmed.minus(spent);
  const available = left.isNegative() ? ZERO : left;
  const unconfirmed = countOf(mempool, 'tx_count');
  return {
    used: countOf(chain, 'tx_count') + unconfirmed > 0,
    available,
    pending: total.minus(available),
    moving: unconfirmed > 0,
  };
}

function satoshi(row: Row, field: string): Decimal {
  const sum = amountOf(row, field);
  if (!sum.isInteger() || sum.isNegative())
    throw new VenueFailure('bad-response', `"${field}" is no number of satoshi`);
  return sum;
}
