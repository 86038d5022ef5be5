import { ZERO } from '../../../../shared/base/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { FailureCode } from '../../../../shared/base/failure';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { heldBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRow, asRows, optionalAmountOf, textOf } from '../../reading/shape';
import type {
  AccountContents,
  AccountReader,
  OwnTotalReader,
  VenueAccounts,
} from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { EarnAccount, FLEXIBLE } from './earn';
import { pooledReaders } from './futures';
import { optionsReader } from './options';
import { profileReader, type AccountProfile } from './profile';
import { earnReceiptBase, marginBalance, spotBalance, spotRowsOf } from './rows';
import { binanceStreams } from './stream';

/** What Binance's page for keys calls the permission that all readers need. */
const READING = ['Enable Reading'];
const OPENED_LATER =
  'A key cannot reach an account that was opened after it was made: make a new one with “Enable Reading”.';

/** Accounts that WBETH, BETH and BNSOL can be moved to, some as collateral. */
const STAKED_TOKENS_IN = new Set<AccountType>([
  'spot',
  'funding',
  'margin',
  'isolated-margin',
  'futures',
]);

/** Binance's accounts: https://developers.binance.com/docs/wallet and /margin_trading, /derivatives. */
export async function binanceAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  const earn = new EarnAccount(venue, () =>
    refined.filter(({ accountType }) => STAKED_TOKENS_IN.has(accountType)),
  );
  const profile = profileReader(venue);
  const { options, portfolioMargin } = await profileOrDefault(profile);
  const [margin, ...futures] = pooledReaders(venue, profile);

  const readers: (AccountReader | undefined)[] = [
    {
      accountType: 'spot',
      source: 'GET /api/v3/account',
      permissions: READING,
      read: () => readSpot(venue, earn),
    },
    {
      accountType: 'funding',
      source: 'POST /sapi/v1/asset/get-funding-asset',
      read: () => readFunding(venue),
    },
    margin,
    {
      accountType: 'isolated-margin',
      source: 'GET /sapi/v1/margin/isolated/account',
      read: () => readIsolatedMargin(venue),
    },
    ...futures,
    options ? optionsReader(venue, profile) : undefined,
    {
      accountType: 'earn',
      source: 'GET /sapi/v1/simple-earn/…/position, GET …-staking/account',
      read: () => earn.read(),
    },
  ];
  const refined = readers
    .filter((reader) => reader !== undefined)
    .map((reader) =>
      reader.accountType === 'spot' ? reader : tellingPermissionFromKey(venue, reader),
    );
  return {
    readers: refined,
    // The classic streams of margin and futures tell nothing of a portfolio margin account.
    streams: binanceStreams((id) => venue.code(id)).filter(
      ({ accountTypes }) => !portfolioMargin || accountTypes.includes('spot'),
    ),
    ownTotal: ownTotal(venue),
  };
}

const PASSED_ON = new Set<FailureCode>(['clock-skew', 'cancelled']);

/**
 * What is opened, as far as the list of accounts depends on it. An answer that is not had leaves nothing
 * out: the readers that depend on it ask again, and fail themselves.
 */
async function profileOrDefault(profile: () => Promise<AccountProfile>): Promise<AccountProfile> {
  try {
    return await profile();
  } catch (error) {
    // A wrong clock is put right first.
    if (!(error instanceof VenueFailure) || PASSED_ON.has(error.code)) throw error;
    return { portfolioMargin: false, options: true };
  }
}

/**
 * `LDxxx` rows are receipts of flexible savings. Where these are known to hold the coin it is counted
 * there; where they are known not to, since the key cannot read them and never could, or another product
 * has such tokens, it is counted here as the base coin. Either way it is named as a receipt, which counts
 * if and only if savings do not: the two accounts are not read at the same instant, and one may fail.
 */
async function readSpot(venue: VenueCalls, earn: EarnAccount): Promise<AccountContents> {
  const rows = spotRowsOf(asRow(await venue.call('privateGetAccount'), 'account'));
  const balances: VenueBalance[] = [];
  const tokens: VenueBalance[] = [];
  for (const row of rows) {
    const asset = textOf(row, 'asset');
    const base = earnReceiptBase(asset);
    if (base === undefined) balances.push(spotBalance(row, venue.code(asset)));
    else tokens.push(spotBalance(row, venue.code(base), asset));
  }
  const receipts = heldOnly(tokens);
  if (receipts.length === 0) return { balances: heldOnly(balances) };
  const saved = await earn.flexibleCoins();
  const counted = receipts.filter(({ code }) => saved?.has(code) === false);
  return {
    balances: heldOnly([...balances, ...counted]),
    receipts: receipts.map((balance) => ({ balance, standsFor: SAVINGS })),
  };
}

const SAVINGS = { accountType: 'earn', subaccount: FLEXIBLE } as const;

async function readFunding(venue: VenueCalls): Promise<VenueBalance[]> {
  const rows = asRows(await venue.call('sapiPostAssetGetFundingAsset'), 'funding assets');
  return heldOnly(
    rows.map((row) =>
      heldBalance(
        { accountType: 'funding', code: venue.code(textOf(row, 'asset')) },
        amountOf(row, 'free'),
        amountOf(row, 'locked')
          .plus(optionalAmountOf(row, 'freeze'))
          .plus(optionalAmountOf(row, 'withdrawing')),
      ),
    ),
  );
}

async function readIsolatedMargin(venue: VenueCalls): Promise<VenueBalance[]> {
  const answer = asRow(await venue.call('sapiGetMarginIsolatedAccount'), 'isolated margin account');
  return heldOnly(
    asRows(answer['assets'], 'assets').flatMap((pair) => {
      const symbol = textOf(pair, 'symbol');
      return ['baseAsset', 'quoteAsset'].map((side) =>
        marginBalance((id) => venue.code(id), asRow(pair[side], side), 'isolated-margin', symbol),
      );
    }),
  );
}

/** The wallets of Binance's own list whose value is told without debts and open positions. */
const OWN_WALLETS = ['Spot', 'Funding', 'Earn'] as const;

/**
 * Binance values each wallet. Those with debts or positions are left out: it does not say whether they
 * are deducted. Earn has all products of Binance, also those that the API does not list (dual investment
 * and the like): a difference tells of them.
 * https://developers.binance.com/docs/wallet/asset/query-user-wallet-balance
 */
function ownTotal(venue: VenueCalls): OwnTotalReader {
  return {
    source: 'GET /sapi/v1/asset/wallet/balance',
    covers: ['spot', 'funding', 'earn'],
    read: async () => {
      const rows = asRows(
        await venue.call('sapiGetAssetWalletBalance', { quoteAsset: 'USDT' }),
        'wallets',
      );
      const worth = OWN_WALLETS.map((name) => {
        const wallet = rows.find((row) => row['walletName'] === name);
        if (wallet === undefined)
          throw new VenueFailure('bad-response', `the wallet "${name}" was missing`);
        return amountOf(wallet, 'balance');
      });
      return { amount: worth.reduce((sum, amount) => sum.plus(amount), ZERO), code: 'USDT' };
    },
  };
}

/** Accounts that a key can be older than. */
const OPENED_BY_USER = new Set<AccountType>(['futures', 'futures-inverse', 'options']);

/**
 * Binance gives one code, -2015, for a revoked key, a wrong address and a missing permission. If the
 * key still answers for itself, it is the permission.
 */
function tellingPermissionFromKey(venue: VenueCalls, reader: AccountReader): AccountReader {
  const askingTheKey = async <T>(read: () => Promise<T>): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof VenueFailure) || error.code !== 'authentication') throw error;
      await venue.call('sapiGetAccountApiRestrictions');
      const hint = OPENED_BY_USER.has(reader.accountType) ? { hint: OPENED_LATER } : {};
      throw new VenueFailure('permission', error.detail, hint);
    }
  };
  const { positions } = reader;
  return {
    permissions: READING,
    ...reader,
    read: () => askingTheKey(() => reader.read()),
    ...(positions === undefined
      ? {}
      : { positions: { ...positions, read: () => askingTheKey(() => positions.read()) } }),
  };
}
