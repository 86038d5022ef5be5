import type { Decimal } from '../../../../shared/base/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance, VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance } from '../../reading/balances';
import {
  amountOf,
  asRows,
  optionalAmountOf,
  positivePrice,
  textOf,
  type Row,
} from '../../reading/shape';
import { contractCoin, type ContractCoin } from '../common/contract-coins';
import { once } from '../common/once';
import { readParts, type AccountPart } from '../common/parts';
import { Remembered } from '../common/remembered';
import type { AccountContents, PositionReader } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { dataRowOf, dataRowsOf, listIn } from './answers';

type FuturesAccount = 'futures' | 'futures-inverse';
type Products = 'USDT-FUTURES' | 'USDC-FUTURES' | 'COIN-FUTURES';

const PRODUCTS: Readonly<Record<FuturesAccount, readonly Products[]>> = {
  futures: ['USDT-FUTURES', 'USDC-FUTURES'],
  'futures-inverse': ['COIN-FUTURES'],
};

/** USDC that is margin of contracts in USDT, apart from that of contracts in USDC. */
const MULTI_ASSETS = 'multi-assets';

/** How each is spoken of, and what is its. */
const PARTS: Readonly<Record<Products, Pick<AccountPart, 'name' | 'holds'>>> = {
  'USDT-FUTURES': {
    name: 'futures margined in USDT',
    holds: { otherThan: ['USDC'] },
  },
  'USDC-FUTURES': {
    name: 'futures margined in USDC',
    holds: { codes: ['USDC'], otherThanSubaccounts: [MULTI_ASSETS] },
  },
  'COIN-FUTURES': { name: 'coin-margined futures', holds: {} },
};

/** The futures of a classic account, by margin coin: https://www.bitget.com/api-doc/contract/account/Get-Account-List */
export function readFutures(
  venue: VenueCalls,
  accountType: FuturesAccount,
): Promise<AccountContents> {
  const balancesOf = async (productType: Products): Promise<readonly VenueBalance[]> =>
    dataRowsOf(await venue.call('privateMixGetV2MixAccountAccounts', { productType })).flatMap(
      (row) => marginBalances(venue, accountType, productType, row),
    );
  return readParts(
    PRODUCTS[accountType].flatMap((productType): AccountPart[] => {
      if (productType !== 'USDT-FUTURES')
        return [{ ...PARTS[productType], read: () => balancesOf(productType) }];
      const both = once(() => balancesOf(productType));
      const withMode = (isMultiAssets: boolean) => async () =>
        (await both()).filter(({ subaccount }) => (subaccount === MULTI_ASSETS) === isMultiAssets);
      return [
        { ...PARTS[productType], read: withMode(false) },
        {
          name: 'USDC among their margin',
          holds: { subaccounts: [MULTI_ASSETS] },
          read: withMode(true),
        },
      ];
    }),
  );
}

/**
 * A margin coin, and in the multi-assets mode of USDT futures the other coins that are margin, too.
 * `accountEquity` is of the margin coin alone and includes unrealised profit and loss at the mark price;
 * the others are in `assetList`. If the margin coin is there while its equity is nought, it is taken
 * from there.
 */
function marginBalances(
  venue: VenueCalls,
  accountType: FuturesAccount,
  productType: Products,
  row: Row,
): VenueBalance[] {
  const marginCoin = textOf(row, 'marginCoin');
  const isUnion = isUnionMode(row) && productType === 'USDT-FUTURES';
  const assets = isUnion ? asRows(row['assetList'], 'assetList') : [];
  const listed = assets.find((asset) => asset['coin'] === marginCoin);
  const stated = amountOf(row, 'accountEquity');
  const equity =
    stated.isZero() && listed !== undefined
      ? amountOf(listed, 'balance').plus(optionalAmountOf(row, 'unrealizedPL'))
      : stated;
  const holding = (coin: string) => ({ accountType, code: venue.code(coin) });
  const apart = (other: ReturnType<typeof holding>) =>
    other.code === 'USDC' ? { ...other, subaccount: MULTI_ASSETS } : other;
  return [
    equityBalance(holding(marginCoin), equity, optionalAmountOf(row, 'available')),
    ...assets
      .filter((asset) => asset !== listed)
      .map((asset) =>
        equityBalance(
          apart(holding(textOf(asset, 'coin'))),
          amountOf(asset, 'balance'),
          optionalAmountOf(asset, 'available'),
        ),
      ),
  ];
}

/** @throws VenueFailure `bad-response` for a mode that is not known: its coins might go missing */
function isUnionMode(row: Row): boolean {
  const mode: unknown = row['assetMode'];
  if (mode === 'union') return true;
  if (mode === undefined || mode === null || mode === '' || mode === 'single') return false;
  throw new VenueFailure('bad-response', `"assetMode" was ${String(mode)}`);
}

/**
 * Open positions of a classic account, whose sizes are in coins, those of coin-margined contracts, too.
 * https://www.bitget.com/api-doc/contract/position/get-all-position
 */
export function classicPositions(venue: VenueCalls, accountType: FuturesAccount): PositionReader {
  const groups = PRODUCTS[accountType].map((productType) => {
    const params = { productType };
    const method = 'publicMixGetV2MixMarketContracts';
    return { params, contracts: contractsOf(venue, method, params, 'symbolType') };
  });
  return {
    source: 'GET /api/v2/mix/position/all-position',
    read: async () => {
      const read = groups.map(async ({ params, contracts }) => {
        const answer = await venue.call('privateMixGetV2MixPositionAllPosition', params);
        return positionsOf(venue, accountType, dataRowsOf(answer), contracts);
      });
      return (await Promise.all(read)).flat();
    },
  };
}

/** Open positions of a unified account: https://www.bitget.com/api-doc/uta/trade/Get-Position */
export function unifiedPositions(venue: VenueCalls): PositionReader {
  const groups = [...PRODUCTS.futures, ...PRODUCTS['futures-inverse']].map((category) => {
    const params = { category };
    const method = 'publicUtaGetV3MarketInstruments';
    return { params, contracts: contractsOf(venue, method, params, 'type') };
  });
  return {
    source: 'GET /api/v3/position/current-position',
    read: async () => {
      const read = groups.map(async ({ params, contracts }) => {
        const answer = await venue.call('privateUtaGetV3PositionCurrentPosition', params);
        return positionsOf(venue, 'unified', listIn(dataRowOf(answer), 'list'), contracts);
      });
      return (await Promise.all(read)).flat();
    },
  };
}

async function positionsOf(
  venue: VenueCalls,
  accountType: AccountType,
  rows: readonly Row[],
  contracts: Remembered<Contract>,
): Promise<VenuePosition[]> {
  const held = rows.filter((row) => !amountOf(row, 'total').isZero());
  return Promise.all(
    held.map(async (row) => {
      const market = textOf(row, 'symbol');
      const { coin, isPerpetual } = await contracts.find(market);
      const side = sideOf(row);
      const isHedged = (row['posMode'] ?? row['holdMode']) === 'hedge_mode';
      const size = sizeOf(row, market).times(coin.units);
      return {
        accountType,
        // In hedge mode one contract can be held both ways.
        ...(isHedged ? { subaccount: side } : {}),
        market,
        kind: isPerpetual ? 'perpetual' : 'future',
        code: venue.code(coin.coinId),
        delta: side === 'long' ? size : size.negated(),
      };
    }),
  );
}

/**
 * The newer coin-margined contracts of unified accounts, `BTCUSD_CM`, are sized in dollars; all others in
 * coins. https://www.bitget.com/api-doc/uta/trade/Place-Order
 */
function sizeOf(row: Row, market: string): Decimal {
  const size = amountOf(row, 'total').abs();
  if (!market.endsWith('_CM')) return size;
  return size.dividedBy(positivePrice(row, 'markPrice'));
}

function sideOf(row: Row): 'long' | 'short' {
  const side: unknown = row['holdSide'] ?? row['posSide'];
  if (side !== 'long' && side !== 'short')
    throw new VenueFailure('bad-response', '"holdSide" was not as documented');
  return side;
}

interface Contract {
  readonly coin: ContractCoin;
  readonly isPerpetual: boolean;
}

/** What the market data say of contracts: asked for when there is a position. */
function contractsOf(
  venue: VenueCalls,
  method: string,
  params: Readonly<Record<string, string>>,
  typeField: string,
): Remembered<Contract> {
  return new Remembered(
    'contract',
    () => venue.now(),
    async () => {
      const rows = dataRowsOf(await venue.call(method, params));
      return new Map(
        rows.map((row) => [
          textOf(row, 'symbol'),
          {
            coin: contractCoin(textOf(row, 'baseCoin')),
            isPerpetual: row[typeField] !== 'delivery',
          },
        ]),
      );
    },
  );
}
