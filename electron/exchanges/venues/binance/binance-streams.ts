import type { VenueBalance } from '../../../services/ports/exchanges';
import { VenueFailure } from '../../../reading/venue-failure';
import { heldBalance } from '../../../reading/balances';
import { amountOf, asRow, asRows, textOf, timeOf, type Row } from '../../../reading/shape';
import type { BalanceStream, StreamMessage } from '../venue-definition';
import { earnReceiptBase } from './binance-rows';

/**
 * Binance's user data streams. Only the spot account's `outboundAccountPosition` gives exact absolute
 * balances; the margin one leaves out debts and the futures one positions, so those say "read again".
 * https://developers.binance.com/docs/binance-spot-api-docs/user-data-stream
 */
export function binanceStreams(code: (assetId: string) => string): readonly BalanceStream[] {
  return [
    {
      accountTypes: ['spot'],
      options: { defaultType: 'spot' },
      liveOn: 'confirmation',
      understand: (message) => userData(message, 'spot', code),
    },
    {
      accountTypes: ['margin'],
      options: { defaultType: 'margin' },
      liveOn: 'confirmation',
      understand: (message) => userData(message, 'margin', code),
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
  message: unknown,
  accountType: 'spot' | 'margin',
  code: (assetId: string) => string,
): StreamMessage | undefined {
  const row = asMessage(message);
  if (row === undefined) return undefined;
  const result = asMessage(row['result']);
  if (result !== undefined && 'subscriptionId' in result) return { kind: 'live' };
  const event = asMessage(row['event']);
  const kind = event?.['e'];
  if (event === undefined || typeof kind !== 'string') return undefined;
  if (ENDED.has(kind)) return ended();
  if (kind === 'outboundAccountPosition' && accountType === 'spot')
    return {
      kind: 'balances',
      accountType,
      balances: positions(event, code),
      at: timeOf(event, 'u') ?? timeOf(event, 'E') ?? 0,
    };
  const concerns = ['outboundAccountPosition', 'balanceUpdate', 'externalLockUpdate'];
  // Liabilities change without a change of position: `userLiabilityChange`.
  return concerns.includes(kind) || kind === 'userLiabilityChange'
    ? { kind: 'changed', accountTypes: [accountType] }
    : { kind: 'changed', accountTypes: [] };
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

function futuresData(
  message: unknown,
  accountType: 'futures' | 'futures-inverse',
): StreamMessage | undefined {
  const kind = asMessage(message)?.['e'];
  if (typeof kind !== 'string') return undefined;
  if (ENDED.has(kind)) return ended();
  return { kind: 'changed', accountTypes: kind === 'ACCOUNT_UPDATE' ? [accountType] : [] };
}

function ended(): StreamMessage {
  return { kind: 'ended', failure: new VenueFailure('network', 'the venue ended the stream') };
}

function asMessage(value: unknown): Row | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? asRow(value, 'message')
    : undefined;
}
