import type { VenueBalance } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance, heldBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRows, textOf, type Row } from '../../reading/shape';
import { whileInMode } from '../common/account-mode';
import type { AccountReader, VenueAccounts } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { dataRowOf } from './answers';
import { readEarn } from './earn';
import {
  KucoinContracts,
  classicPositions,
  readFutures,
  unifiedPositions,
  type FuturesAccount,
} from './futures';
import { kucoinStreams } from './stream';
import { KucoinWallets, readIsolatedMargin, readMargin } from './wallets';

type Mode = 'CLASSIC' | 'UNIFIED';

const OPTIONS_UNREAD =
  'KuCoin tells the cash of the options account, but not what the options in it are worth.';

/**
 * KuCoin's accounts of one user; sub-accounts have keys of their own. A unified account holds what
 * spot, margin and futures hold in a classic one, so that only one of the two is ever asked.
 * https://www.kucoin.com/docs-new/rest/ua/get-account-mode
 */
export async function kucoinAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  const mode = await askMode(venue, 'accounts');
  const contracts = new KucoinContracts(venue);
  const readers =
    mode === 'UNIFIED' ? unifiedReaders(venue, contracts) : classicReaders(venue, contracts);
  return {
    readers: [...readers, earnReader(venue)].map((reader) =>
      whileInMode(reader, async (name) => (await askMode(venue, name)) === mode),
    ),
    streams: mode === 'UNIFIED' ? [] : kucoinStreams(),
    unread: [{ accountType: 'options', reason: OPTIONS_UNREAD }],
  };
}

async function askMode(venue: VenueCalls, reader: string): Promise<Mode> {
  return venue.shared('mode', reader, async () => {
    const data = dataRowOf(await venue.call('utaPrivateGetAccountMode'));
    const mode = textOf(data, 'selfAccountMode');
    if (mode !== 'CLASSIC' && mode !== 'UNIFIED')
      throw new VenueFailure('bad-response', `"selfAccountMode" was ${mode}`);
    return mode;
  });
}

function classicReaders(venue: VenueCalls, contracts: KucoinContracts): readonly AccountReader[] {
  const wallets = new KucoinWallets(venue);
  const futures = (accountType: FuturesAccount): AccountReader => ({
    accountType,
    source: 'GET /api/v1/account-overview?currency=…',
    permissions: ['Futures'],
    read: () => readFutures(venue, contracts, accountType),
    positions: {
      source: 'GET /api/v1/positions',
      read: () => classicPositions(venue, contracts, accountType),
    },
  });
  return [
    {
      accountType: 'spot',
      source: 'GET /api/v1/accounts (trade, trade_hf)',
      permissions: ['General'],
      read: () => wallets.read('spot'),
    },
    {
      accountType: 'funding',
      source: 'GET /api/v1/accounts (main)',
      permissions: ['General'],
      read: () => wallets.read('funding'),
    },
    {
      accountType: 'margin',
      source: 'GET /api/v3/margin/accounts?queryType=ALL',
      permissions: ['General'],
      read: () => readMargin(venue),
    },
    {
      accountType: 'isolated-margin',
      source: 'GET /api/v3/isolated/accounts?queryType=ALL',
      permissions: ['General'],
      read: () => readIsolatedMargin(venue),
    },
    futures('futures'),
    futures('futures-inverse'),
  ];
}

function unifiedReaders(venue: VenueCalls, contracts: KucoinContracts): readonly AccountReader[] {
  return [
    {
      accountType: 'unified',
      source: 'GET /api/ua/v1/unified/account/balance',
      permissions: ['General'],
      read: () => readUnified(venue),
      positions: {
        source: 'GET /api/ua/v1/unified/position/open-list',
        read: () => unifiedPositions(venue, contracts),
      },
    },
    {
      accountType: 'funding',
      source: 'GET /api/ua/v1/account/balance?accountType=FUNDING',
      permissions: ['General'],
      read: () => readUnifiedFunding(venue),
    },
  ];
}

function earnReader(venue: VenueCalls): AccountReader {
  return {
    accountType: 'earn',
    source: 'GET /api/v1/earn/hold-assets',
    permissions: ['General'],
    read: () => readEarn(venue),
  };
}

/**
 * The unified account. A coin's equity has the unrealised profit and loss and is negative where there is
 * debt (https://www.kucoin.com/support/48142946141358): adding the liability back gives what is held
 * before it. https://www.kucoin.com/docs-new/rest/ua/get-account-currency-assets-uta
 */
async function readUnified(venue: VenueCalls): Promise<VenueBalance[]> {
  const params = { accountMode: 'unified' };
  const answer = await venue.call('utaPrivateGetAccountModeAccountBalance', params);
  return heldOnly(
    coinsOf(answer, 'UNIFIED').map((row) => {
      const debt = amountOf(row, 'liability').abs();
      return equityBalance(
        { accountType: 'unified', code: venue.code(textOf(row, 'currency')) },
        amountOf(row, 'equity').plus(debt),
        amountOf(row, 'available'),
        debt,
      );
    }),
  );
}

/** https://www.kucoin.com/docs-new/rest/ua/get-account-currency-assets-classic */
async function readUnifiedFunding(venue: VenueCalls): Promise<VenueBalance[]> {
  const answer = await venue.call('utaPrivateGetAccountBalance', { accountType: 'FUNDING' });
  return heldOnly(
    coinsOf(answer, 'FUNDING').map((row) =>
      heldBalance(
        { accountType: 'funding', code: venue.code(textOf(row, 'currency')) },
        amountOf(row, 'available'),
        amountOf(row, 'hold'),
      ),
    ),
  );
}

/** The coins of the account that was asked for; another one would be counted twice. */
function coinsOf(answer: unknown, accountType: string): readonly Row[] {
  const data = dataRowOf(answer);
  if (data['accountType'] !== accountType)
    throw new VenueFailure('bad-response', `"accountType" was not ${accountType}`);
  return asRows(data['accounts'], 'accounts').flatMap((account) =>
    asRows(account['currencies'], 'currencies'),
  );
}
