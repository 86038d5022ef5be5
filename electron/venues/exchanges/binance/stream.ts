import type { VenueBalance } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { heldBalance } from '../../reading/balances';
import { amountOf, asRow, asRows, textOf, timeOf, type Row } from '../../reading/shape';
import type { BalanceStream, StreamMessage } from '../definition/venue-definition';
import { earnReceiptBase } from './rows';

/**
 * Binance's user data streams. Only the spot account's `outboundAccountPosition` gives exact absolute
 * balances; the margin one leaves out debts and the futures one positions, so those say "read again".
 * Borrowing and repaying change the balance as well, so that they are told here; interest alone is told by
 * the risk data stream only, and otherwise read with the next refresh.
 * https://developers.binance.com/docs/binance-spot-api-docs/user-data-stream,
 * https://developers.binance.com/docs/margin_trading/risk-data-stream
 */
export function binanceStreams(code: (assetId: string) => string): readonly BalanceStream[] {
  return [
    {
      accountTypes: ['spot'],
      options: { defaultType: 'spot' },
      liveOn: 'confirmation',
      understand: userData('spot', code),
    },
    {
      accountTypes: ['margin'],
      options: { defaultType: 'margin' },
      liveOn: 'confirmation',
      understand: userData('margin', code),
    },
    {
      accountTypes: ['futures'],
      // Set as defaults, since a listen key of a type given per call is never renewed.
      options: { defaultType: 'swap', defaultSubType: 'linear' },
      liveOn: 'open',
      understand: (message) => futuresData(message, 'futures'),
    },
    {
      accountTypes: ['futures-inverse'],
      options: { defaultType: 'swap', defaultSubType: 'inverse' },
      liveOn: 'open',
      understand: (message) => futuresData(message, 'futures-inverse'),
    },
  ];
}

const ENDED = new Set(['eventStreamTerminated', 'listenKeyExpired']);

function userData(
  accountType: 'spot' | 'margin',
  code: (assetId: string) => string,
): BalanceStream['understand'] {
  const orders = new OrderTimes();
  return (message) => {
    const row = asMessage(message);
    if (row === undefined) return undefined;
    const result = asMessage(row['result']);
    if (result !== undefined && 'subscriptionId' in result) return { kind: 'live' };
    const event = asMessage(row['event']);
    const kind = event?.['e'];
    if (event === undefined || typeof kind !== 'string') return undefined;
    if (ENDED.has(kind)) return ended();
    if (kind === 'executionReport') orders.add(event);
    if (kind === 'balanceUpdate' || kind === 'externalLockUpdate')
      return { kind: 'changed', accountTypes: [accountType], reach: 'key' };
    if (kind !== 'outboundAccountPosition') return { kind: 'nothing' };
    const reach = orders.explain(event) ? 'account' : 'key';
    if (accountType === 'margin') return { kind: 'changed', accountTypes: [accountType], reach };
    const at = timeOf(event, 'u') ?? timeOf(event, 'E') ?? 0;
    return { kind: 'balances', accountType, balances: positions(event, code), at, reach };
  };
}

/** More than are sent between an order and what it did to the balances. */
const ORDERS_REMEMBERED = 100;

/**
 * When orders last did something. A change of balances that has the time of one is its work and stays in
 * the account; what no order explains may be a move, also where Binance sends no `balanceUpdate` with it.
 */
class OrderTimes {
  readonly #times: number[] = [];

  add(report: Row): void {
    const at = timeOf(report, 'T');
    if (at !== undefined) this.#times.push(at);
    if (this.#times.length > ORDERS_REMEMBERED) this.#times.shift();
  }

  explain(position: Row): boolean {
    const at = timeOf(position, 'u');
    return at !== undefined && this.#times.includes(at);
  }
}

function positions(event: Row, code: (assetId: string) => string): VenueBalance[] {
  return asRows(event['B'], 'B')
    .filter((row) => earnReceiptBase(textOf(row, 'a')) === undefined)
    .map((row) =>
      heldBalance(
        { accountType: 'spot', code: code(textOf(row, 'a')) },
        amountOf(row, 'f'),
        amountOf(row, 'l'),
      ),
    );
}

/** Reasons of an `ACCOUNT_UPDATE` that have no other side in another account. */
const OWN_REASONS = new Set<unknown>(['ORDER', 'FUNDING_FEE', 'MARGIN_TYPE_CHANGE']);

/** https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams */
function futuresData(
  message: unknown,
  accountType: 'futures' | 'futures-inverse',
): StreamMessage | undefined {
  const row = asMessage(message);
  const kind = row?.['e'];
  if (typeof kind !== 'string') return undefined;
  if (ENDED.has(kind)) return ended();
  if (kind !== 'ACCOUNT_UPDATE') return { kind: 'nothing' };
  const reach = OWN_REASONS.has(asMessage(row?.['a'])?.['m']) ? 'account' : 'key';
  return { kind: 'changed', accountTypes: [accountType], reach };
}

function ended(): StreamMessage {
  return { kind: 'ended', failure: new VenueFailure('network', 'the venue ended the stream') };
}

function asMessage(value: unknown): Row | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? asRow(value, 'message')
    : undefined;
}
