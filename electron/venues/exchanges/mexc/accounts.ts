import type { Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance, VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance, heldBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRow, asRows, positivePrice, textOf, type Row } from '../../reading/shape';
import { contractCoin, type ContractCoin } from '../common/contract-coins';
import { Remembered } from '../common/remembered';
import type { VenueAccounts } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';

/** MEXC's spot account, and the one futures account of contracts margined in stablecoins and coins. */
export function mexcAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  const contracts = new Remembered(
    'contract',
    () => venue.now(),
    () => listContracts(venue),
  );
  return Promise.resolve({
    readers: [
      {
        accountType: 'spot',
        source: 'GET /api/v3/account',
        permissions: ['View Account Details (Spot)'],
        read: () => readSpot(venue),
      },
      {
        accountType: 'futures',
        source: 'GET /api/v1/private/account/assets',
        permissions: ['View Account Details (Futures)'],
        read: () => readFutures(venue),
        positions: {
          source: 'GET /api/v1/private/position/open_positions',
          read: () => readPositions(venue, contracts),
        },
      },
    ],
    streams: [],
    unread: [
      { accountType: 'earn', reason: 'MEXC offers keys no call that tells what is in MEXC Earn.' },
    ],
  });
}

/** https://www.mexc.com/api-docs/spot-v3/spot-account-trade/account-information */
async function readSpot(venue: VenueCalls): Promise<VenueBalance[]> {
  const account = asRow(await venue.call('spotPrivateGetAccount'), 'account');
  return heldOnly(
    asRows(account['balances'], 'balances').map((row) =>
      heldBalance(
        { accountType: 'spot', code: venue.code(textOf(row, 'asset')) },
        amountOf(row, 'free'),
        amountOf(row, 'locked'),
      ),
    ),
  );
}

/**
 * A coin's equity includes the margin of its positions and their unrealised profit and loss; what is
 * available and frozen does not.
 * https://www.mexc.com/api-docs/futures/account-and-trading-endpoints/get-all-account-assets
 */
async function readFutures(venue: VenueCalls): Promise<VenueBalance[]> {
  const answer = await venue.call('contractPrivateGetAccountAssets');
  return heldOnly(
    asRows(dataOf(answer), 'data').map((row) =>
      equityBalance(
        { accountType: 'futures', code: venue.code(textOf(row, 'currency')) },
        amountOf(row, 'equity'),
        amountOf(row, 'availableBalance'),
      ),
    ),
  );
}

/** https://www.mexc.com/api-docs/futures/account-and-trading-endpoints/get-open-positions */
async function readPositions(
  venue: VenueCalls,
  contracts: Remembered<Contract>,
): Promise<VenuePosition[]> {
  const answer = await venue.call('contractPrivateGetPositionOpenPositions');
  const held = asRows(dataOf(answer), 'data').filter((row) => !amountOf(row, 'holdVol').isZero());
  return Promise.all(
    held.map(async (row): Promise<VenuePosition> => {
      const market = textOf(row, 'symbol');
      const contract = await contracts.find(market);
      const volume = amountOf(row, 'holdVol').abs().times(contract.size);
      // The value of a contract that is settled in its coin is in dollars.
      const units = contract.isInverse ? volume.dividedBy(await fairPrice(venue, market)) : volume;
      const coins = units.times(contract.coin.units);
      const side = sideOf(row);
      return {
        accountType: 'futures',
        // One contract can be held both ways.
        subaccount: side,
        market,
        kind: 'perpetual',
        code: venue.code(contract.coin.coinId),
        delta: side === 'long' ? coins : coins.negated(),
      };
    }),
  );
}

function sideOf(row: Row): 'long' | 'short' {
  const type = textOf(row, 'positionType');
  if (type === '1') return 'long';
  if (type === '2') return 'short';
  throw new VenueFailure('bad-response', `"positionType" was ${type}`);
}

/** The price at which MEXC marks a contract. */
async function fairPrice(venue: VenueCalls, symbol: string): Promise<Decimal> {
  const ticker = asRow(dataOf(await venue.call('contractPublicGetTicker', { symbol })), 'data');
  return positivePrice(ticker, 'fairPrice');
}

interface Contract {
  readonly coin: ContractCoin;
  /** Units of its base, or dollars of an inverse contract. */
  readonly size: Decimal;
  readonly isInverse: boolean;
}

/** The contracts of MEXC, which may be asked for once in five seconds: they are asked for when needed. */
async function listContracts(venue: VenueCalls): Promise<ReadonlyMap<string, Contract>> {
  const rows = asRows(dataOf(await venue.call('contractPublicGetDetail')), 'data');
  return new Map(
    rows.map((row) => {
      const base = textOf(row, 'baseCoin');
      const contract = {
        coin: contractCoin(base),
        size: amountOf(row, 'contractSize'),
        isInverse: textOf(row, 'settleCoin') === base,
      };
      return [textOf(row, 'symbol'), contract];
    }),
  );
}

/** The `data` of a futures answer that says it is one. @throws VenueFailure `bad-response` */
function dataOf(answer: unknown): unknown {
  const row = asRow(answer, 'answer');
  if (row['success'] !== true)
    throw new VenueFailure('bad-response', '"success" was not as documented');
  return row['data'];
}
