import type { VenueBalance, VenuePosition } from '../../../engine/ports/exchanges';
import { heldBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRow, asRows, textOf } from '../../reading/shape';
import { whileInMode } from '../common/account-mode';
import { readOpenedAccounts } from '../common/read-opened-accounts';
import { readParts } from '../common/parts';
import type { AccountReader, VenueAccounts } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { readEarn } from './earn';
import { BITCOIN, DELIVERY, GateFutures, TETHER } from './futures';
import { askMode, isSame, type GateMode } from './mode';
import { GateOptions } from './options';
import { ownTotal } from './own-total';
import { gateStream } from './stream';
import { unifiedAccount, unifiedBalances, type SharedAccount } from './unified';

/**
 * Gate's accounts of one user; sub-accounts have keys of their own. A unified account holds what spot
 * and, if switched in, USDT futures and options hold in accounts of their own else. Isolated margin,
 * futures settled in bitcoin and delivery futures stay apart from it
 * (https://www.gate.com/help/unified-account/unified_account_overview/48329).
 * Cross margin outside of it is gone: https://www.gate.com/docs/developers/apiv4/en/#margin
 * @param derivatives whether the venue, one of Gate's regional ones perhaps, has contracts
 */
export async function gateAccounts(
  venue: VenueCalls,
  derivatives: boolean,
): Promise<VenueAccounts> {
  const mode = await askMode(venue, 'accounts');
  const account: SharedAccount = (reader) => unifiedAccount(venue, reader);
  const futures = new GateFutures(venue);
  const options = new GateOptions(venue);
  const readers: readonly AccountReader[] = [
    mode.unified
      ? unifiedReader(venue, account, derivatives ? pooledPositions(mode, futures, options) : [])
      : spotReader(venue),
    {
      accountType: 'isolated-margin',
      source: 'GET /margin/accounts',
      permissions: ['Margin'],
      read: () => readIsolatedMargin(venue),
    },
    ...(derivatives ? [linearReader(mode, futures), inverseReader(futures)] : []),
    ...(derivatives && mode.separateOptions ? [optionsReader(options)] : []),
    {
      accountType: 'earn',
      source: 'GET /earn/uni/lends, /earn/fixed-term/user/lend, /earn/staking/assets',
      permissions: ['Earn'],
      read: () => readEarn(venue, mode.unified ? account : undefined),
    },
  ];
  return {
    readers: readers.map((reader) =>
      whileInMode(reader, async (name) => isSame(await askMode(venue, name), mode)),
    ),
    streams: mode.unified ? [] : [gateStream()],
    ownTotal: ownTotal(venue, mode, account),
  };
}

type Positions = () => Promise<readonly VenuePosition[]>;

/** The positions that the unified account is the margin of. */
function pooledPositions(
  mode: GateMode,
  futures: GateFutures,
  options: GateOptions,
): readonly Positions[] {
  const pooled = { ...TETHER, accountType: 'unified' } as const;
  return [
    ...(mode.separateFutures ? [] : [() => futures.positions(pooled)]),
    ...(mode.separateOptions ? [] : [() => options.positions('unified')]),
  ];
}

function unifiedReader(
  venue: VenueCalls,
  account: SharedAccount,
  positions: readonly Positions[],
): AccountReader {
  return {
    accountType: 'unified',
    source: 'GET /unified/accounts',
    permissions: ['Unified account'],
    read: async () => unifiedBalances(venue, await account('unified')),
    ...(positions.length === 0
      ? {}
      : {
          positions: {
            source: 'GET /futures/usdt/positions, /options/positions',
            // The account is there: where contracts were never traded, no position is open.
            read: () => readOpenedAccounts([...positions, () => Promise.resolve([])]),
          },
        }),
  };
}

function spotReader(venue: VenueCalls): AccountReader {
  return {
    accountType: 'spot',
    source: 'GET /spot/accounts',
    permissions: ['Spot/Margin'],
    read: () => readSpot(venue),
  };
}

function linearReader(mode: GateMode, futures: GateFutures): AccountReader {
  const markets = mode.separateFutures ? [TETHER, DELIVERY] : [DELIVERY];
  const paths = (what: string): string =>
    `GET ${markets.map(({ group, settle }) => `/${group.toLowerCase()}/${settle}/${what}`).join(', ')}`;
  return {
    accountType: 'futures',
    source: paths('accounts'),
    permissions: mode.separateFutures
      ? ['Perpetual contract', 'Delivery contract']
      : ['Delivery contract'],
    read: () =>
      readParts(
        markets.map((market) => ({
          name: market === DELIVERY ? 'delivery futures' : 'perpetual futures',
          holds: { subaccounts: [market.subaccount ?? ''] },
          read: () => futures.balances(market),
        })),
      ),
    positions: {
      source: paths('positions'),
      read: () => readOpenedAccounts(markets.map((market) => () => futures.positions(market))),
    },
  };
}

function optionsReader(options: GateOptions): AccountReader {
  return {
    accountType: 'options',
    source: 'GET /options/accounts',
    permissions: ['Options'],
    read: () => options.balances(),
    positions: { source: 'GET /options/positions', read: () => options.positions('options') },
  };
}

function inverseReader(futures: GateFutures): AccountReader {
  return {
    accountType: 'futures-inverse',
    source: 'GET /futures/btc/accounts',
    permissions: ['Perpetual contract'],
    read: async () => heldOnly(await futures.balances(BITCOIN)),
    positions: {
      source: 'GET /futures/btc/positions',
      read: () => futures.positions(BITCOIN),
    },
  };
}

/** https://www.gate.com/docs/developers/apiv4/en/#list-spot-trading-accounts */
async function readSpot(venue: VenueCalls): Promise<VenueBalance[]> {
  const rows = asRows(await venue.call('privateSpotGetAccounts'), 'spot accounts');
  return heldOnly(
    rows.map((row) =>
      heldBalance(
        { accountType: 'spot', code: venue.code(textOf(row, 'currency')) },
        amountOf(row, 'available'),
        amountOf(row, 'locked'),
      ),
    ),
  );
}

/**
 * Isolated margin: each pair has coins and debts of its own.
 * https://www.gate.com/docs/developers/apiv4/en/#margin-account-list
 */
async function readIsolatedMargin(venue: VenueCalls): Promise<VenueBalance[]> {
  const pairs = asRows(await venue.call('privateMarginGetAccounts'), 'margin accounts');
  return heldOnly(
    pairs.flatMap((pair) =>
      ['base', 'quote'].map((side) => {
        const row = asRow(pair[side], side);
        return heldBalance(
          {
            accountType: 'isolated-margin',
            code: venue.code(textOf(row, 'currency')),
            subaccount: textOf(pair, 'currency_pair'),
          },
          amountOf(row, 'available'),
          amountOf(row, 'locked'),
          amountOf(row, 'borrowed').plus(amountOf(row, 'interest')),
        );
      }),
    ),
  );
}
