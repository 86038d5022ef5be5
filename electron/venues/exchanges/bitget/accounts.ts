import { ZERO } from '../../../../shared/base/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance, heldBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRows, entryOf, optionalAmountOf, textOf, type Row } from '../../reading/shape';
import { whileInMode } from '../common/account-mode';
import type { AccountReader, OwnTotalReader, VenueAccounts } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { dataRowOf, dataRowsOf } from './answers';
import { readEarn } from './earn';
import { classicPositions, readFutures, unifiedPositions } from './futures';
import { accountModeOf } from './mode';
import { spotStream, unifiedStream } from './stream';

/** What Bitget's key page calls the permission that reading needs, by account mode. */
const CLASSIC_PERMISSION = {
  spot: 'Spot trade (read-only)',
  margin: 'Margin trade (read-only)',
  futures: 'Futures holdings (read-only)',
  earn: 'Earn (read-only)',
} as const;
const UNIFIED_PERMISSION = 'Unified account management (read-only)';

/** Bitget's accounts: the one wallet of a unified account, or the wallets of a classic one. */
export async function bitgetAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  const mode = await accountModeOf(venue, 'accounts');
  const accounts = mode === 'unified' ? unifiedAccounts(venue) : classicAccounts(venue);
  return {
    ...accounts,
    readers: accounts.readers.map((reader) =>
      whileInMode(reader, async (name) => (await accountModeOf(venue, name)) === mode),
    ),
  };
}

function unifiedAccounts(venue: VenueCalls): VenueAccounts {
  const assets = (reader: string): Promise<Row> =>
    venue.shared('assets', reader, async () =>
      dataRowOf(await venue.call('privateUtaGetV3AccountAssets')),
    );
  const readers: AccountReader[] = [
    {
      accountType: 'unified',
      source: 'GET /api/v3/account/assets',
      permissions: [UNIFIED_PERMISSION],
      read: async () => heldOnly(unifiedBalances(await assets('unified'), venue)),
      positions: unifiedPositions(venue),
    },
    {
      accountType: 'funding',
      source: 'GET /api/v3/account/funding-assets',
      permissions: [UNIFIED_PERMISSION],
      read: async () =>
        heldOnly(
          dataRowsOf(await venue.call('privateUtaGetV3AccountFundingAssets')).map((row) =>
            fundingBalance(row, venue),
          ),
        ),
    },
  ];
  return {
    readers,
    streams: [unifiedStream],
    unread: [
      {
        accountType: 'earn',
        reason:
          'Bitget lets no key read the savings of a unified account: its calls for earn answer ' +
          'classic accounts only.',
      },
    ],
    ownTotal: {
      source: 'GET /api/v3/account/assets (accountEquity)',
      covers: ['unified'],
      read: async () => ({
        amount: amountOf(await assets('own total'), 'accountEquity'),
        code: 'USD',
      }),
    },
  };
}

/**
 * The coins of a unified account. A coin's equity is its balance, what its orders hold and its unrealised
 * profit and loss: below zero where there is debt, which `debt` states once more. Adding it back gives
 * what is held before debt. https://www.bitget.com/api-doc/uta/intro,
 * https://www.bitget.com/api-doc/uta/account/Get-Account
 */
function unifiedBalances(account: Row, venue: VenueCalls): VenueBalance[] {
  return asRows(account['assets'], 'assets').map((row) => {
    const debt = optionalAmountOf(row, 'debt').abs();
    return equityBalance(
      { accountType: 'unified', code: venue.code(textOf(row, 'coin')) },
      amountOf(row, 'equity').plus(debt),
      amountOf(row, 'available'),
      debt,
    );
  });
}

function classicAccounts(venue: VenueCalls): VenueAccounts {
  const readers: AccountReader[] = [
    {
      accountType: 'spot',
      source: 'GET /api/v2/spot/account/assets',
      permissions: [CLASSIC_PERMISSION.spot],
      read: () => readSpot(venue),
    },
    {
      accountType: 'funding',
      source: 'GET /api/v2/account/funding-assets',
      permissions: [CLASSIC_PERMISSION.spot],
      read: async () =>
        heldOnly(
          dataRowsOf(await venue.call('privateSpotGetV2AccountFundingAssets')).map((row) =>
            fundingBalance(row, venue),
          ),
        ),
    },
    {
      accountType: 'margin',
      source: 'GET /api/v2/margin/crossed/account/assets',
      permissions: [CLASSIC_PERMISSION.margin],
      read: () => readMargin(venue, 'margin', 'privateMarginGetV2MarginCrossedAccountAssets'),
    },
    {
      accountType: 'isolated-margin',
      source: 'GET /api/v2/margin/isolated/account/assets',
      permissions: [CLASSIC_PERMISSION.margin],
      read: () =>
        readMargin(venue, 'isolated-margin', 'privateMarginGetV2MarginIsolatedAccountAssets'),
    },
    {
      accountType: 'futures',
      source: 'GET /api/v2/mix/account/accounts?productType=USDT-FUTURES, USDC-FUTURES',
      permissions: [CLASSIC_PERMISSION.futures],
      read: () => readFutures(venue, 'futures'),
      positions: classicPositions(venue, 'futures'),
    },
    {
      accountType: 'futures-inverse',
      source: 'GET /api/v2/mix/account/accounts?productType=COIN-FUTURES',
      permissions: [CLASSIC_PERMISSION.futures],
      read: () => readFutures(venue, 'futures-inverse'),
      positions: classicPositions(venue, 'futures-inverse'),
    },
    {
      accountType: 'earn',
      source: 'GET /api/v2/earn/account/assets, /api/v2/earn/savings/assets',
      permissions: [CLASSIC_PERMISSION.earn],
      read: () => readEarn(venue),
    },
  ];
  return { readers, streams: [spotStream], ownTotal: classicTotal(venue) };
}

/** https://www.bitget.com/api-doc/spot/account/Get-Account-Assets */
async function readSpot(venue: VenueCalls): Promise<VenueBalance[]> {
  return heldOnly(
    dataRowsOf(await venue.call('privateSpotGetV2SpotAccountAssets')).map((row) =>
      heldBalance(
        { accountType: 'spot', code: venue.code(textOf(row, 'coin')) },
        amountOf(row, 'available'),
        amountOf(row, 'frozen').plus(optionalAmountOf(row, 'locked')),
      ),
    ),
  );
}

/** Bitget leaves `frozen` empty where nothing is. https://www.bitget.com/api-doc/common/account/Funding-Assets */
function fundingBalance(row: Row, venue: VenueCalls): VenueBalance {
  return heldBalance(
    { accountType: 'funding', code: venue.code(textOf(row, 'coin')) },
    amountOf(row, 'available'),
    optionalAmountOf(row, 'frozen'),
  );
}

/**
 * Cross margin, or isolated margin by pair: one coin may be in several pairs.
 * https://www.bitget.com/api-doc/margin/cross/account/Get-Cross-Assets,
 * https://www.bitget.com/api-doc/margin/isolated/account/Get-Isolated-Assets
 */
async function readMargin(
  venue: VenueCalls,
  accountType: 'margin' | 'isolated-margin',
  method: string,
): Promise<VenueBalance[]> {
  return heldOnly(
    dataRowsOf(await venue.call(method)).map((row) => {
      const holding = { accountType, code: venue.code(textOf(row, 'coin')) };
      return heldBalance(
        accountType === 'margin' ? holding : { ...holding, subaccount: textOf(row, 'symbol') },
        amountOf(row, 'available'),
        amountOf(row, 'frozen'),
        amountOf(row, 'borrow').plus(amountOf(row, 'interest')),
      );
    }),
  );
}

/** Bitget's name of what it sums up, and the accounts that are read of it. */
const SUMMED_UP: Readonly<Record<string, readonly AccountType[]>> = {
  spot: ['spot'],
  funding: ['funding'],
  futures: ['futures', 'futures-inverse'],
  earn: ['earn'],
};
/** Bots cannot be read, and whether debts are deducted of margin is not documented. */
const LEFT_OUT = new Set(['bots', 'margin']);

/** https://www.bitget.com/api-doc/common/account/All-Account-Balance */
function classicTotal(venue: VenueCalls): OwnTotalReader {
  return {
    source: 'GET /api/v2/account/all-account-balance',
    covers: Object.values(SUMMED_UP).flat(),
    read: async () => {
      const rows = dataRowsOf(await venue.call('privateSpotGetV2AccountAllAccountBalance'));
      let amount = ZERO;
      for (const row of rows) {
        const type = textOf(row, 'accountType');
        if (LEFT_OUT.has(type)) continue;
        if (entryOf(SUMMED_UP, type) === undefined)
          throw new VenueFailure('bad-response', `"accountType" was ${type}`);
        amount = amount.plus(amountOf(row, 'usdtBalance'));
      }
      return { amount, code: 'USDT' };
    },
  };
}
