import { ZERO, sum, type Decimal } from '../../../../shared/base/decimal';
import type { FailureCode } from '../../../../shared/base/failure';
import type { PositionKind } from '../../../../shared/portfolio/position';
import type { VenueBalance, VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance, heldOnly, lockedBalance } from '../../reading/balances';
import {
  amountOf,
  asRow,
  asRows,
  entryOf,
  optionalAmountOf,
  textOf,
  type Row,
} from '../../reading/shape';
import { contractCoin } from '../common/contract-coins';
import type { AccountContents, VenueAccounts } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';

/** Ends the name of a coin that is staked, which is read as earn wherever it is named. */
const STAKED = '.staked';

/**
 * Crypto.com Exchange: one wallet for all that is traded, isolated positions with wallets of their own,
 * and staking. https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html
 */
export async function cryptocomAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  return {
    readers: [
      {
        accountType: 'unified',
        source: 'POST /exchange/v1/private/user-balance',
        read: () => readWallets(venue),
        permissions: ['Can Read'],
        positions: {
          source: 'POST /exchange/v1/private/get-positions',
          read: () => readPositions(venue),
        },
      },
      {
        accountType: 'earn',
        source: 'POST /exchange/v1/private/staking/get-staking-position',
        read: () => readStaking(venue, 'earn'),
        permissions: ['Can Read'],
      },
    ],
    streams: [],
    ownTotal: {
      source: 'POST /exchange/v1/private/user-balance',
      covers: ['unified'],
      read: () => worthOf(venue),
    },
  };
}

/** The rows of an answer. @throws VenueFailure `bad-response` */
export function rowsOf(answer: unknown): readonly Row[] {
  return asRows(asRow(asRow(answer, 'answer')['result'], 'result')['data'], 'data');
}

/** The account and its isolated positions, whose money the account's own figures do not contain. */
interface Wallets {
  readonly account: Row;
  readonly isolated: readonly Row[];
}

async function walletsOf(venue: VenueCalls): Promise<Wallets> {
  const rows = rowsOf(await venue.call('v1PrivatePostPrivateUserBalance'));
  const [account] = rows;
  if (account === undefined || rows.length > 1)
    throw new VenueFailure('bad-response', '"data" was not one account');
  const given: unknown = account['isolated_positions'];
  const isolated = given === undefined || given === null ? [] : asRows(given, 'isolated_positions');
  return { account, isolated };
}

/**
 * Coins named as staked are those that the staking account tells of. They count here if that one does not
 * have them, since it may not be readable.
 */
async function readWallets(venue: VenueCalls): Promise<AccountContents> {
  const { account, isolated } = await walletsOf(venue);
  const balances = heldOnly([
    ...coinsOf(venue, account),
    ...isolated.flatMap((row) => coinsOf(venue, row, isolatedName(textOf(row, 'isolation_id')))),
  ]);
  const receipts = heldOnly([account, ...isolated].flatMap((row) => stakedOf(venue, row)));
  if (receipts.length === 0) return { balances };
  const earning = await stakedCoins(venue);
  const counted = receipts.filter(({ code }) => earning?.has(code) === false);
  return {
    balances: [...balances, ...counted],
    receipts: receipts.map((balance) => ({ balance, standsFor: STAKING })),
  };
}

/** The coins that are staked; none where the key may not ask, `undefined` where it is not known. */
async function stakedCoins(venue: VenueCalls): Promise<ReadonlySet<string> | undefined> {
  try {
    const held = await readStaking(venue, 'unified');
    return new Set(held.map(({ code }) => code));
  } catch (error) {
    if (!(error instanceof VenueFailure)) throw error;
    return REFUSED.has(error.code) ? new Set() : undefined;
  }
}

const REFUSED = new Set<FailureCode>(['permission', 'account-not-enabled', 'unsupported']);

const STAKING = { accountType: 'earn', subaccount: 'staking' } as const;

function stakedOf(venue: VenueCalls, account: Row): VenueBalance[] {
  return asRows(account['position_balances'], 'position_balances')
    .filter((row) => isStaked(textOf(row, 'instrument_name')))
    .map((row) => {
      const id = textOf(row, 'instrument_name');
      const holding = {
        accountType: 'unified',
        code: venue.code(coinOf(id)),
        subaccount: id,
      } as const;
      return lockedBalance(holding, amountOf(row, 'quantity'));
    });
}

function isolatedName(id: string): string {
  return `isolated ${id}`;
}

/**
 * The coins of a wallet, with the profit and loss of its positions since they were last settled, which
 * will be settled in the wallet's currency; what was realised is in the balance already (the cash balance
 * is documented as deposits less withdrawals, with realised profit and loss, less fees). A coin that is
 * owed has a negative quantity.
 */
function coinsOf(venue: VenueCalls, account: Row, subaccount?: string): VenueBalance[] {
  const currency = textOf(account, 'instrument_name');
  const profit = amountOf(account, 'total_session_unrealized_pnl');
  const coins = asRows(account['position_balances'], 'position_balances')
    .map((row) => ({
      id: textOf(row, 'instrument_name'),
      quantity: amountOf(row, 'quantity'),
      reserved: optionalAmountOf(row, 'reserved_qty'),
    }))
    .filter(({ id }) => !isStaked(id));
  const held = coins.some(({ id }) => id === currency)
    ? coins
    : [...coins, { id: currency, quantity: ZERO, reserved: ZERO }];
  return held.map(({ id, quantity, reserved }) => {
    const apart = subaccount === undefined ? {} : { subaccount };
    const holding = { accountType: 'unified', code: venue.code(id), ...apart } as const;
    const owed = quantity.isNegative() ? quantity.abs() : ZERO;
    const total = quantity.plus(owed).plus(id === currency ? profit : ZERO);
    return equityBalance(holding, total, total.minus(reserved), owed);
  });
}

/** What the venue says that all coins are worth, debts deducted, and the unsettled profit and loss. */
async function worthOf(
  venue: VenueCalls,
): Promise<{ readonly amount: Decimal; readonly code: string }> {
  const { account, isolated } = await walletsOf(venue);
  const worth = [account, ...isolated].map((row) =>
    amountOf(row, 'total_cash_balance').plus(amountOf(row, 'total_session_unrealized_pnl')),
  );
  return { amount: sum(worth), code: venue.code(textOf(account, 'instrument_name')) };
}

/**
 * Staked coins. Rewards that are paid in tokens (`TSTON.staked`) are given in the token, so the name of
 * the instrument says the coin. What is pending is not said to be part of the total or not: whichever
 * is more is taken, which counts nothing twice.
 */
async function readStaking(venue: VenueCalls, reader: string): Promise<VenueBalance[]> {
  const rows = await venue.shared('staking', reader, async () =>
    rowsOf(await venue.call('v1PrivatePostPrivateStakingGetStakingPosition')),
  );
  return heldOnly(
    rows.map((row) => {
      const staked = amountOf(row, 'staked_quantity');
      const eligible = optionalAmountOf(row, 'reward_eligible_quantity');
      const starting = optionalAmountOf(row, 'pending_staked_quantity').plus(eligible);
      const ending = optionalAmountOf(row, 'pending_unstaked_quantity');
      const most = [starting, ending].reduce(
        (one, other) => (other.greaterThan(one) ? other : one),
        staked,
      );
      const coin = coinOf(textOf(row, 'instrument_name'));
      const holding = {
        accountType: 'earn',
        code: venue.code(coin),
        subaccount: 'staking',
      } as const;
      return lockedBalance(holding, most);
    }),
  );
}

function isStaked(instrument: string): boolean {
  return instrument.toLowerCase().endsWith(STAKED);
}

function coinOf(instrument: string): string {
  return isStaked(instrument) ? instrument.slice(0, -STAKED.length) : instrument;
}

const KINDS: Readonly<Record<string, PositionKind>> = {
  PERPETUAL_SWAP: 'perpetual',
  FUTURE: 'future',
};

/** Open positions, in coins: a contract is one of its base. Isolated ones have an id of their own. */
async function readPositions(venue: VenueCalls): Promise<VenuePosition[]> {
  const rows = rowsOf(await venue.call('v1PrivatePostPrivateGetPositions'));
  return rows.flatMap((row): VenuePosition[] => {
    const market = textOf(row, 'instrument_name');
    const quantity = amountOf(row, 'quantity');
    if (quantity.isZero()) return [];
    const kind = entryOf(KINDS, textOf(row, 'type'));
    const isolation: unknown = row['isolation_id'];
    const isIsolated = typeof isolation === 'string' && isolation !== '';
    const [, base] = /^(.+?)USD[TC]?-/.exec(market) ?? [];
    const coin = base === undefined ? undefined : contractCoin(base);
    return [
      {
        accountType: 'unified',
        ...(isIsolated ? { subaccount: isolatedName(isolation) } : {}),
        market,
        kind: kind ?? 'option',
        code: coin === undefined ? market : venue.code(coin.coinId),
        // Of what is neither a perpetual nor a future, such as a warrant, no delta is given.
        ...(kind === undefined || coin === undefined ? {} : { delta: quantity.times(coin.units) }),
      },
    ];
  });
}
