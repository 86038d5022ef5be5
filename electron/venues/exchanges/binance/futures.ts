import type { Decimal } from '../../../../shared/base/decimal';
import type { PositionKind } from '../../../../shared/portfolio/position';
import type { VenueBalance, VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance, heldBalance, heldOnly } from '../../reading/balances';
import {
  amountOf,
  asRow,
  asRows,
  optionalAmountOf,
  positivePrice,
  textOf,
  type Row,
} from '../../reading/shape';
import { contractCoin, type ContractCoin } from '../common/contract-coins';
import type { AccountReader } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import type { AccountProfile } from './profile';
import { earnReceiptBase, futuresEquity, marginBalance } from './rows';

/** Margined in a stablecoin (USD-M) or in the coin (COIN-M). */
type FuturesAccount = 'futures' | 'futures-inverse';

interface Contract {
  readonly coin: ContractCoin;
  readonly kind: PositionKind;
  /** Dollars a contract, of those margined in the coin; the others are counted in coins. */
  readonly usd: Decimal | undefined;
}

const CALLS = {
  futures: {
    account: 'fapiPrivateV3GetAccount',
    contracts: 'fapiPublicGetExchangeInfo',
    portfolioPositions: 'papiGetUmPositionRisk',
    wallet: 'umWalletBalance',
    profit: 'umUnrealizedPNL',
  },
  'futures-inverse': {
    account: 'dapiPrivateGetAccount',
    contracts: 'dapiPublicGetExchangeInfo',
    portfolioPositions: 'papiGetCmPositionRisk',
    wallet: 'cmWalletBalance',
    profit: 'cmUnrealizedPNL',
  },
} as const;

/**
 * Cross margin and futures. Under portfolio margin they are one account, of which one answer tells the
 * parts; the classic endpoints are then not asked, so nothing is there twice. Positions are exposure
 * alone: what they gained is in the equity.
 * https://developers.binance.com/docs/derivatives/usds-margined-futures/account,
 * https://developers.binance.com/docs/derivatives/portfolio-margin/account
 */
export function pooledReaders(
  venue: VenueCalls,
  profile: () => Promise<AccountProfile>,
): readonly AccountReader[] {
  const portfolio = (reader: string): Promise<readonly Row[]> =>
    venue.shared('portfolio margin', reader, async () =>
      asRows(await venue.call('papiGetBalance'), 'balances'),
    );
  const margin = async (): Promise<VenueBalance[]> => {
    if ((await profile()).portfolioMargin)
      return heldOnly((await portfolio('margin')).map((row) => portfolioMargin(venue, row)));
    const answer = asRow(await venue.call('sapiGetMarginAccount'), 'margin account');
    const rows = asRows(answer['userAssets'], 'userAssets');
    return heldOnly(rows.map((row) => marginBalance((id) => venue.code(id), row, 'margin')));
  };
  const futures = (accountType: FuturesAccount, source: string): AccountReader => {
    const { wallet, profit } = CALLS[accountType];
    const account = (reader: string): Promise<Row> =>
      venue.shared(accountType, reader, async () =>
        asRow(await venue.call(CALLS[accountType].account), 'futures account'),
      );
    const contracts = contractList(venue, accountType);
    return {
      accountType,
      source: `${source}, or GET /papi/v1/balance under portfolio margin`,
      read: async () => {
        if ((await profile()).portfolioMargin)
          return heldOnly(
            (await portfolio(accountType)).map((row) =>
              walletPart(venue, row, accountType, wallet, profit),
            ),
          );
        return futuresBalances(venue, await account('balances'), accountType);
      },
      positions: {
        source: accountType === 'futures' ? source : 'GET /dapi/v1/positionRisk',
        read: async () =>
          toPositions(
            venue,
            accountType,
            await positionRows(venue, accountType, await profile(), account),
            contracts,
          ),
      },
    };
  };
  return [
    {
      accountType: 'margin',
      source: 'GET /sapi/v1/margin/account, or GET /papi/v1/balance under portfolio margin',
      read: margin,
    },
    futures('futures', 'GET /fapi/v3/account'),
    futures('futures-inverse', 'GET /dapi/v1/account'),
  ];
}

function futuresBalances(
  venue: VenueCalls,
  account: Row,
  accountType: FuturesAccount,
): VenueBalance[] {
  return heldOnly(
    asRows(account['assets'], 'assets').map((row) =>
      equityBalance(
        futuresHolding(venue, row, accountType),
        futuresEquity(row),
        optionalAmountOf(row, 'availableBalance'),
      ),
    ),
  );
}

function portfolioMargin(venue: VenueCalls, row: Row): VenueBalance {
  return heldBalance(
    { accountType: 'margin', code: venue.code(textOf(row, 'asset')) },
    amountOf(row, 'crossMarginFree'),
    amountOf(row, 'crossMarginLocked'),
    amountOf(row, 'crossMarginBorrowed').plus(amountOf(row, 'crossMarginInterest')),
  );
}

/** A futures wallet of a portfolio margin account, whose margin is pooled: none of it is locked here. */
function walletPart(
  venue: VenueCalls,
  row: Row,
  accountType: FuturesAccount,
  wallet: string,
  profit: string,
): VenueBalance {
  const equity = amountOf(row, wallet).plus(optionalAmountOf(row, profit));
  return equityBalance(futuresHolding(venue, row, accountType), equity, equity);
}

/**
 * Collateral in a futures account. A receipt that lies there was swapped for coins of Simple Earn, which
 * no longer lists them, and is the coin: Binance offers that for USDT (`LDUSDT`).
 * https://www.binance.com/en/blog/markets/what-is-ldusdt-earn-passive-income--trade-binance-futures-with-your-usdt-2386098118461996719
 */
function futuresHolding(venue: VenueCalls, row: Row, accountType: FuturesAccount) {
  const asset = textOf(row, 'asset');
  const base = earnReceiptBase(asset);
  return base === undefined
    ? { accountType, code: venue.code(asset) }
    : { accountType, code: venue.code(base), subaccount: asset };
}

async function positionRows(
  venue: VenueCalls,
  accountType: FuturesAccount,
  profile: AccountProfile,
  account: (reader: string) => Promise<Row>,
): Promise<readonly Row[]> {
  if (profile.portfolioMargin)
    return asRows(await venue.call(CALLS[accountType].portfolioPositions), 'positions');
  if (accountType === 'futures')
    return asRows((await account('positions'))['positions'], 'positions');
  // The account's own list has no mark price.
  return asRows(await venue.call('dapiPrivateGetPositionRisk'), 'positions');
}

async function toPositions(
  venue: VenueCalls,
  accountType: FuturesAccount,
  rows: readonly Row[],
  contracts: ContractList,
): Promise<VenuePosition[]> {
  const open = rows
    .map((row) => ({ row, symbol: textOf(row, 'symbol'), amount: signedAmount(row) }))
    .filter(({ amount }) => !amount.isZero());
  const known = await contracts(open.map(({ symbol }) => symbol));
  return open.map(({ row, symbol, amount }) => {
    const contract = known.get(symbol);
    if (contract === undefined)
      throw new VenueFailure('bad-response', `the contract ${symbol} is not listed`);
    const side = textOf(row, 'positionSide');
    return {
      accountType,
      // In hedge mode one contract can be held both ways.
      ...(side === 'BOTH' ? {} : { subaccount: side.toLowerCase() }),
      market: symbol,
      kind: contract.kind,
      code: venue.code(contract.coin.coinId),
      delta:
        contract.usd === undefined
          ? amount.times(contract.coin.units)
          : amount.times(contract.usd).dividedBy(positivePrice(row, 'markPrice')),
    };
  });
}

/** Short positions are negative, also where only the side says so. */
function signedAmount(row: Row): Decimal {
  const amount = amountOf(row, 'positionAmt');
  return row['positionSide'] === 'SHORT' ? amount.abs().negated() : amount;
}

/** Contracts by symbol, asked for only once there is a position, and again for a symbol that is new. */
type ContractList = (symbols: readonly string[]) => Promise<ReadonlyMap<string, Contract>>;

function contractList(venue: VenueCalls, accountType: FuturesAccount): ContractList {
  let known: ReadonlyMap<string, Contract> = new Map();
  return async (symbols) => {
    if (symbols.every((symbol) => known.has(symbol))) return known;
    const answer = asRow(await venue.call(CALLS[accountType].contracts), 'exchangeInfo');
    known = new Map(
      asRows(answer['symbols'], 'symbols').map((row) => [
        textOf(row, 'symbol'),
        contractOf(row, accountType),
      ]),
    );
    return known;
  };
}

/** Coins of Binance's spot markets that are a thousand of another, as the contract on them is. */
const OWN_MULTIPLES = new Set(['1000SATS', '1000CAT', '1000CHEEMS']);

function contractOf(row: Row, accountType: FuturesAccount): Contract {
  return {
    coin: contractCoin(textOf(row, 'baseAsset'), OWN_MULTIPLES),
    // Delivery contracts are named by their quarter, and by nothing once they have expired.
    kind: String(row['contractType']).endsWith('PERPETUAL') ? 'perpetual' : 'future',
    usd: accountType === 'futures' ? undefined : amountOf(row, 'contractSize'),
  };
}
