import type { VenueBalance } from '../../../services/ports/exchanges';
import { heldBalance, heldOnly } from '../../../reading/balances';
import { amountOf, asRow, asRows, textOf } from '../../../reading/shape';
import type { AccountReader, VenueAccounts, VenueCalls } from '../venue-definition';
import { readEarn } from './gate-earn';
import { BITCOIN, DELIVERY, GateFutures, TETHER, openedOnly } from './gate-futures';
import { askMode, inMode } from './gate-mode';
import { GateOptions } from './gate-options';
import { ownTotal } from './gate-own-total';
import { gateStream } from './gate-stream';
import { unifiedAccount, unifiedBalances, type SharedAccount } from './gate-unified';

/**
 * Gate's accounts of one user; sub-accounts have keys of their own. A unified account holds what spot,
 * USDT futures and options hold in a classic one. Isolated margin, futures settled in bitcoin and
 * delivery futures stay apart from it (https://www.gate.com/help/unified-account/unified_account_overview/48329).
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
  const own =
    mode === 'unified'
      ? unifiedReaders(venue, account, futures, options, derivatives)
      : classicReaders(venue, futures, options, derivatives);
  const readers: readonly AccountReader[] = [
    ...own,
    {
      accountType: 'isolated-margin',
      source: 'GET /margin/accounts',
      permission: 'Margin',
      read: () => readIsolatedMargin(venue),
    },
    ...(derivatives ? [inverseReader(futures)] : []),
    {
      accountType: 'earn',
      source: 'GET /earn/uni/lends, /earn/fixed-term/user/lend, /earn/staking/assets',
      permission: 'Earn',
      read: () => readEarn(venue, mode === 'unified' ? account : undefined),
    },
  ];
  return {
    readers: readers.map((reader) => inMode(venue, mode, reader)),
    streams: mode === 'classic' ? [gateStream()] : [],
    ownTotal: ownTotal(venue, mode, account),
  };
}

function classicReaders(
  venue: VenueCalls,
  futures: GateFutures,
  options: GateOptions,
  derivatives: boolean,
): readonly AccountReader[] {
  const spot: AccountReader = {
    accountType: 'spot',
    source: 'GET /spot/accounts',
    permission: 'Spot/Margin',
    read: () => readSpot(venue),
  };
  if (!derivatives) return [spot];
  const markets = [TETHER, DELIVERY];
  return [
    spot,
    {
      accountType: 'futures',
      source: 'GET /futures/usdt/accounts, /delivery/usdt/accounts',
      permission: 'Perpetual contract, Delivery contract',
      read: async () =>
        heldOnly(await openedOnly(markets.map((market) => () => futures.balances(market)))),
      positions: {
        source: 'GET /futures/usdt/positions, /delivery/usdt/positions',
        read: () => openedOnly(markets.map((market) => () => futures.positions(market))),
      },
    },
    {
      accountType: 'options',
      source: 'GET /options/accounts',
      permission: 'Options',
      read: () => options.balances(),
      positions: {
        source: 'GET /options/positions',
        read: () => options.positions('options'),
      },
    },
  ];
}

function unifiedReaders(
  venue: VenueCalls,
  account: SharedAccount,
  futures: GateFutures,
  options: GateOptions,
  derivatives: boolean,
): readonly AccountReader[] {
  const unified: AccountReader = {
    accountType: 'unified',
    source: 'GET /unified/accounts',
    permission: 'Unified account',
    read: async () => unifiedBalances(venue, await account('unified')),
  };
  if (!derivatives) return [unified];
  return [
    {
      ...unified,
      positions: {
        source: 'GET /futures/usdt/positions, /options/positions',
        read: () =>
          openedOnly([
            () => futures.positions({ ...TETHER, accountType: 'unified' }),
            () => options.positions('unified'),
          ]),
      },
    },
    {
      accountType: 'futures',
      source: 'GET /delivery/usdt/accounts',
      permission: 'Delivery contract',
      read: async () => heldOnly(await futures.balances(DELIVERY)),
      positions: {
        source: 'GET /delivery/usdt/positions',
        read: () => futures.positions(DELIVERY),
      },
    },
  ];
}

function inverseReader(futures: GateFutures): AccountReader {
  return {
    accountType: 'futures-inverse',
    source: 'GET /futures/btc/accounts',
    permission: 'Perpetual contract',
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
