import type { Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance, VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRow, optionalAmountOf, textOf, type Row } from '../../reading/shape';
import type { AccountReader } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';

/**
 * Spot positions on margin. Opening one moves no coin: the collateral stays in the spot account, where
 * it is counted, and only closing it settles the profit or loss there. Until then `TradeBalance` tells
 * that in dollars (`n`), which is all that this account is worth; a loss makes it negative.
 * https://docs.kraken.com/api/docs/rest-api/get-trade-balance,
 * https://support.kraken.com/hc/en-us/articles/360030886332
 */
export function marginReader(venue: VenueCalls): AccountReader {
  const pairs = pairList(venue);
  return {
    accountType: 'margin',
    source: 'POST /0/private/TradeBalance',
    permissions: ['Query open orders & trades'],
    read: () => readProfit(venue),
    positions: {
      source: 'POST /0/private/OpenPositions',
      read: () => readPositions(venue, pairs),
    },
  };
}

async function readProfit(venue: VenueCalls): Promise<VenueBalance[]> {
  const answer = asRow(await venue.call('privatePostTradeBalance', { asset: 'ZUSD' }), 'answer');
  const profit = amountOf(asRow(answer['result'], 'result'), 'n');
  const holding = { accountType: 'margin', code: 'USD', subaccount: 'open positions' } as const;
  // It is nothing to trade with until it is realised.
  return heldOnly([equityBalance(holding, profit, profit.minus(profit))]);
}

async function readPositions(venue: VenueCalls, pairs: PairList): Promise<VenuePosition[]> {
  const answer = asRow(await venue.call('privatePostOpenPositions'), 'answer');
  const open = Object.entries(positionsOf(answer['result']))
    .map(([id, value]) => {
      const row = asRow(value, id);
      return { pair: textOf(row, 'pair'), delta: openVolume(row) };
    })
    .filter(({ delta }) => !delta.isZero());
  // A market's positions are one: Kraken closes the oldest first.
  const byPair = new Map<string, Decimal>();
  for (const { pair, delta } of open) byPair.set(pair, byPair.get(pair)?.plus(delta) ?? delta);
  const bases = await pairs([...byPair.keys()]);
  return [...byPair].map(([market, delta]) => {
    const base = bases.get(market);
    if (base === undefined)
      throw new VenueFailure('bad-response', `the pair ${market} is not listed`);
    // A position on margin does not expire: of the kinds there are it is most like a perpetual.
    return { accountType: 'margin', market, kind: 'perpetual', code: venue.code(base), delta };
  });
}

/** Positions by id; Kraken says an empty list where there are none. */
function positionsOf(result: unknown): Row {
  return Array.isArray(result) && result.length === 0 ? {} : asRow(result, 'result');
}

/** What is still open of a position, in coins; negative when sold. */
function openVolume(row: Row): Decimal {
  const volume = amountOf(row, 'vol').minus(optionalAmountOf(row, 'vol_closed'));
  const type = textOf(row, 'type');
  if (type === 'buy') return volume;
  if (type === 'sell') return volume.negated();
  throw new VenueFailure('bad-response', `"type" was ${type}`);
}

/** Base assets by pair, under both of Kraken's names; asked for once a pair is met that is not known. */
type PairList = (pairs: readonly string[]) => Promise<ReadonlyMap<string, string>>;

function pairList(venue: VenueCalls): PairList {
  let known: ReadonlyMap<string, string> = new Map();
  return async (pairs) => {
    if (pairs.every((pair) => known.has(pair))) return known;
    const answer = asRow(await venue.call('publicGetAssetPairs'), 'answer');
    known = new Map(
      Object.entries(asRow(answer['result'], 'result')).flatMap(([id, value]) => {
        const row = asRow(value, id);
        const base = textOf(row, 'base');
        const altname = row['altname'];
        return typeof altname === 'string'
          ? [
              [id, base],
              [altname, base],
            ]
          : [[id, base]];
      }),
    );
    return known;
  };
}
