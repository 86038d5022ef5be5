import type { VenueBalance } from '../../../engine/ports/exchanges';
import { heldBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRow, asRows, countOf, entryOf, textOf, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import { ZERO, decimal } from '../../../../shared/base/decimal';
import type { VenueCalls } from '../definition/calls';
import { balancesIn, type AnswerShape } from './raw-balances';
import { Remembered } from '../common/remembered';
import { refuseRefusals } from './refusal-words';
import type { SpotReader } from './spot-read';

/** Venues where one request and one shape are not enough: several accounts, or names that a list explains. */
export const spotReaders: Readonly<Record<string, SpotReader>> = {
  bittrade: (venue) => () => readBitTrade(venue),
  bullish: signedInToBullish,
  cex: (venue) => () => readCex(venue),
  coinbaseinternational: (venue) => () => readCoinbaseInternational(venue),
  coinspot: (venue) => () => readCoinSpot(venue),
  delta: deltaReader,
  latoken: latokenReader,
  phemex: phemexReader,
  poloniex: (venue) => () => readPoloniex(venue),
};

/** Reads every account that a list names, and adds them up. A list without accounts is no answer. */
async function overAll(
  accounts: readonly Row[],
  read: (account: Row) => Promise<readonly VenueBalance[]>,
): Promise<VenueBalance[]> {
  if (accounts.length === 0) throw new VenueFailure('bad-response', 'it had no accounts');
  const balances = await Promise.all(accounts.map(read));
  return heldOnly(balances.flat());
}

/** What a row of an account of HTX's kind is about. Limits are no holdings. */
const BITTRADE_ROWS: Readonly<Record<string, 'free' | 'locked' | 'debt' | 'limit'>> = {
  trade: 'free',
  frozen: 'locked',
  lock: 'locked',
  loan: 'debt',
  interest: 'debt',
  'transfer-out-available': 'limit',
  'loan-available': 'limit',
};

/** https://api-doc.bittrade.co.jp: accounts are of several types, each with rows of several kinds. */
async function readBitTrade(venue: VenueCalls): Promise<VenueBalance[]> {
  const accounts = asRow(await venue.call('privateGetAccountAccounts'), 'accounts');
  refuseRefusals(accounts);
  return overAll(asRows(accounts['data'], 'data'), async (account) => {
    const id = textOf(account, 'id');
    const answer = asRow(await venue.call('privateGetAccountAccountsIdBalance', { id }), 'answer');
    refuseRefusals(answer);
    const rows = asRows(asRow(answer['data'], 'data')['list'], 'list');
    return rows.flatMap((row) => {
      const amount = amountOf(row, 'balance');
      if (amount.isZero()) return [];
      const code = venue.code(textOf(row, 'currency'));
      const is = entryOf(BITTRADE_ROWS, textOf(row, 'type'));
      if (is === undefined || (is !== 'debt' && amount.isNegative()))
        throw new VenueFailure('bad-response', '"type" was of no known kind');
      const part = (name: typeof is) => (is === name ? amount.abs() : ZERO);
      return [
        heldBalance({ accountType: 'spot', code }, part('free'), part('locked'), part('debt')),
      ];
    });
  });
}

const BULLISH_ASSETS: AnswerShape = {
  at: [],
  rows: 'list',
  coin: 'assetSymbol',
  row: { free: 'availableQuantity', locked: 'lockedQuantity', debt: 'borrowedQuantity' },
};
/** A sign-in lasts for a day: https://api.exchange.bullish.com/docs/api/rest/#overview--authenticate-your-api */
const BULLISH_SIGN_IN_MS = 12 * 3_600_000;

function signedInToBullish(venue: VenueCalls): ReturnType<SpotReader> {
  let signedInUntil = -Infinity;
  return async () => {
    if (venue.now() > signedInUntil) {
      const token = await venue.unified.signIn();
      if (typeof token !== 'string' || token === '')
        throw new VenueFailure('bad-response', 'it gave no token');
      signedInUntil = venue.now() + BULLISH_SIGN_IN_MS;
    }
    try {
      const accounts = await venue.call('privateGetV1AccountsTradingAccounts');
      return await overAll(asRows(accounts, 'accounts'), async (account) => {
        const tradingAccountId = textOf(account, 'tradingAccountId');
        const assets = await venue.call('privateGetV1AccountsAsset', { tradingAccountId });
        return balancesIn(assets, BULLISH_ASSETS, (id) => venue.code(id));
      });
    } catch (error) {
      signedInUntil = -Infinity;
      throw error;
    }
  };
}

/** https://trade.cex.io/docs: coins lie in the wallet, or in the accounts of spot trading. */
async function readCex(venue: VenueCalls): Promise<VenueBalance[]> {
  const code = (id: string): string => venue.code(id);
  const [wallet, trading] = await Promise.all([
    venue.call('privatePostGetMyWalletBalance'),
    venue.call('privatePostGetMyAccountStatusV3'),
  ]);
  const data = asRow(asRow(trading, 'answer')['data'], 'data');
  const accounts = asRow(data['balancesPerAccounts'], 'balancesPerAccounts');
  const row = {
    total: 'balance',
    locked: 'balanceOnHold?',
    about: ['balanceInConvertedCurrency', 'balanceOnHoldInConvertedCurrency'],
  };
  const well = { ok: ['ok'] };
  return heldOnly([
    ...balancesIn(wallet, { at: ['data'], well, rows: 'by coin', row }, code),
    ...Object.keys(accounts).flatMap((name) => {
      const others = Object.keys(accounts).filter((other) => other !== name);
      const at = ['data', 'balancesPerAccounts', name];
      return balancesIn(trading, { at, beside: others, well, rows: 'by coin', row }, code);
    }),
  ]);
}

/** https://docs.cdp.coinbase.com/international-exchange: a key reaches several portfolios. */
async function readCoinbaseInternational(venue: VenueCalls): Promise<VenueBalance[]> {
  const portfolios = await venue.call('v1PrivateGetPortfolios');
  return overAll(asRows(portfolios, 'portfolios'), async (row) => {
    const portfolio = textOf(row, 'portfolio_id');
    const answer = await venue.call('v1PrivateGetPortfoliosPortfolioBalances', { portfolio });
    const shape: AnswerShape = {
      at: [],
      rows: 'list',
      coin: 'asset_name',
      row: {
        total: 'quantity',
        locked: 'hold',
        debt: 'loan',
        about: [
          'hold_available_for_collateral',
          'transfer_hold',
          'collateral_value',
          'max_withdraw_amount',
          'loan_collateral_requirement',
        ],
      },
    };
    return balancesIn(answer, shape, (id) => venue.code(id));
  });
}

/** https://www.coinspot.com.au/api, "Read Only API": a list of objects, each with coins by their names. */
async function readCoinSpot(venue: VenueCalls): Promise<VenueBalance[]> {
  const answer = asRow(await venue.call('privatePostRoMyBalances'), 'answer');
  if (answer['status'] !== 'ok') throw new VenueFailure('bad-response', '"status" was not "ok"');
  refuseRefusals(answer);
  const shape: AnswerShape = {
    at: [],
    rows: 'by coin',
    row: { total: 'balance', about: ['audbalance', 'rate', 'available'] },
  };
  const groups = asRows(answer['balances'], 'balances');
  return heldOnly(groups.flatMap((group) => balancesIn(group, shape, (id) => venue.code(id))));
}

/** How long a list of a venue's coins is taken for its latest. */
const COINS_LAST_MS = 600_000;

/** A list of a venue's coins: what each is called, or counted in, by the venue's id of it. */
function coinsOf<T>(
  venue: VenueCalls,
  ask: () => Promise<unknown>,
  entry: (row: Row) => readonly [string, T],
): () => Promise<(assetId: string) => T> {
  const coins = new Remembered(
    'coin',
    () => venue.now(),
    async () => {
      return new Map(asRows(await ask(), 'coins').map(entry));
    },
  );
  return async () => {
    const known = await coins.all(COINS_LAST_MS);
    return (assetId) => {
      const found = known.get(assetId);
      if (found === undefined)
        throw new VenueFailure('bad-response', 'it has a coin that its own list does not name');
      return found;
    };
  };
}

const DELTA_WALLETS: AnswerShape = {
  at: ['result'],
  beside: ['meta'],
  well: { success: ['true'] },
  rows: 'list',
  coin: 'asset_id',
  row: {
    total: 'balance',
    free: 'available_balance',
    about: [
      'balance_inr',
      'available_balance_for_robo',
      'blocked_margin',
      'cross_locked_collateral',
      'cross_order_margin',
      'cross_position_margin',
      'interest_credit',
      'order_margin',
      'pending_referral_bonus',
      'pending_trading_fee_credit',
      'portfolio_margin',
      'position_margin',
      'trading_fee_credit',
    ],
  },
};

/** https://docs.delta.exchange/#get-wallet-balances: margins are part of the balance. */
function deltaReader(venue: VenueCalls): ReturnType<SpotReader> {
  const symbols = coinsOf(
    venue,
    async () => asRow(await venue.call('publicGetAssets'), 'assets')['result'],
    (row) => [textOf(row, 'id'), textOf(row, 'symbol')],
  );
  return async () => {
    const [answer, symbol] = await Promise.all([venue.call('privateGetWalletBalances'), symbols()]);
    return balancesIn(answer, DELTA_WALLETS, (id) => venue.code(symbol(id)));
  };
}

const LATOKEN_ACCOUNTS: AnswerShape = {
  at: [],
  rows: 'list',
  coin: 'currency',
  row: {
    free: 'available',
    locked: 'blocked',
    kinds: { type: ['ACCOUNT_TYPE_WALLET', 'ACCOUNT_TYPE_SPOT'] },
  },
};

/** https://api.latoken.com/doc/v2/#tag/Account: coins have ids; those in the wallet are the user's as well. */
function latokenReader(venue: VenueCalls): ReturnType<SpotReader> {
  const tags = coinsOf(
    venue,
    () => venue.call('publicGetCurrency'),
    (row) => [textOf(row, 'id'), textOf(row, 'tag')],
  );
  return async () => {
    const [answer, tag] = await Promise.all([venue.call('privateGetAuthAccount'), tags()]);
    return balancesIn(answer, LATOKEN_ACCOUNTS, (id) => venue.code(tag(id)));
  };
}

const PHEMEX_WALLETS: AnswerShape = {
  at: ['data'],
  well: { code: ['0'] },
  rows: 'list',
  coin: 'currency',
  row: { total: 'balanceEv', locked: ['lockedTradingBalanceEv', 'lockedWithdrawEv'] },
};

/** https://phemex-docs.github.io/#query-wallets: whole numbers, each coin with a scale of its own. */
function phemexReader(venue: VenueCalls): ReturnType<SpotReader> {
  const units = coinsOf(
    venue,
    async () => {
      const products = asRow(await venue.call('v2GetPublicProducts'), 'products');
      return asRow(products['data'], 'data')['currencies'];
    },
    (row) => [textOf(row, 'currency'), decimal(`1e-${countOf(row, 'valueScale')}`)],
  );
  return async () => {
    const [answer, unit] = await Promise.all([venue.call('privateGetSpotWallets'), units()]);
    const scaled = balancesIn(answer, PHEMEX_WALLETS, (id) => id).map((row) => {
      const holding = { accountType: 'spot', code: venue.code(row.code) } as const;
      const one = unit(row.code);
      return heldBalance(holding, row.available.times(one), row.locked.times(one));
    });
    return heldOnly(scaled);
  };
}

/** https://api-docs.poloniex.com/spot/api/private/account#all-account-balances */
async function readPoloniex(venue: VenueCalls): Promise<VenueBalance[]> {
  const accounts = await venue.call('privateGetAccountsBalances', { accountType: 'SPOT' });
  return overAll(asRows(accounts, 'accounts'), async (account) => {
    if (account['accountType'] !== 'SPOT')
      throw new VenueFailure('bad-response', '"accountType" was of no known kind');
    const shape: AnswerShape = {
      at: ['balances'],
      rows: 'list',
      coin: 'currency',
      row: { free: 'available', locked: 'hold' },
    };
    return balancesIn(account, shape, (id) => venue.code(id));
  });
}
