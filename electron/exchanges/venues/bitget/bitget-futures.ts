import { ZERO, type Decimal } from '../../../../shared/money/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance, VenuePosition } from '../../../services/ports/exchanges';
import { VenueFailure } from '../../../reading/venue-failure';
import { equityBalance, heldOnly } from '../../../reading/balances';
import {
  amountOf,
  asRow,
  asRows,
  optionalAmountOf,
  textOf,
  type Row,
} from '../../../reading/shape';
import type { PositionReader, VenueCalls } from '../venue-definition';

type FuturesAccount = 'futures' | 'futures-inverse';
type Products = 'USDT-FUTURES' | 'USDC-FUTURES' | 'COIN-FUTURES';

const PRODUCTS: Readonly<Record<FuturesAccount, readonly Products[]>> = {
  futures: ['USDT-FUTURES', 'USDC-FUTURES'],
  'futures-inverse': ['COIN-FUTURES'],
};

/** The futures of a classic account, by margin coin: https://www.bitget.com/api-doc/contract/account/Get-Account-List */
export async function readFutures(
  venue: VenueCalls,
  accountType: FuturesAccount,
): Promise<VenueBalance[]> {
  const answers = await Promise.all(
    PRODUCTS[accountType].map(async (productType) => ({
      productType,
      rows: listOf(await venue.call('privateMixGetV2MixAccountAccounts', { productType })),
    })),
  );
  return heldOnly(
    answers.flatMap(({ productType, rows }) =>
      rows.flatMap((row) => marginBalances(venue, accountType, productType, row)),
    ),
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
  const isUnion = row['assetMode'] === 'union' && productType === 'USDT-FUTURES';
  const assets = isUnion ? asRows(row['assetList'], 'assetList') : [];
  const listed = assets.find((asset) => asset['coin'] === marginCoin);
  const stated = amountOf(row, 'accountEquity');
  const equity =
    stated.isZero() && listed !== undefined
      ? amountOf(listed, 'balance').plus(optionalAmountOf(row, 'unrealizedPL'))
      : stated;
  const holding = (coin: string) => ({ accountType, code: venue.code(coin) });
  return [
    equityBalance(holding(marginCoin), equity, optionalAmountOf(row, 'available')),
    ...assets
      .filter((asset) => asset !== listed)
      .map((asset) =>
        equityBalance(
          holding(textOf(asset, 'coin')),
          amountOf(asset, 'balance'),
          optionalAmountOf(asset, 'available'),
        ),
      ),
  ];
}

/**
 * Open positions of a classic account, whose sizes are in coins, those of coin-margined contracts, too.
 * https://www.bitget.com/api-doc/contract/position/get-all-position
 */
export function classicPositions(venue: VenueCalls, accountType: FuturesAccount): PositionReader {
  const contracts = new ContractList(
    venue,
    'publicMixGetV2MixMarketContracts',
    'productType',
    'symbolType',
  );
  return {
    source: 'GET /api/v2/mix/position/all-position',
    read: async () => {
      const read = PRODUCTS[accountType].map(async (productType) => {
        const answer = await venue.call('privateMixGetV2MixPositionAllPosition', { productType });
        return positionsOf(venue, accountType, listOf(answer), (market) =>
          contracts.find(productType, market),
        );
      });
      return (await Promise.all(read)).flat();
    },
  };
}

/** Open positions of a unified account: https://www.bitget.com/api-doc/uta/trade/Get-Position */
export function unifiedPositions(venue: VenueCalls): PositionReader {
  const contracts = new ContractList(venue, 'publicUtaGetV3MarketInstruments', 'category', 'type');
  const categories: readonly Products[] = [...PRODUCTS.futures, ...PRODUCTS['futures-inverse']];
  return {
    source: 'GET /api/v3/position/current-position',
    read: async () => {
      const read = categories.map(async (category) => {
        const answer = asRow(
          await venue.call('privateUtaGetV3PositionCurrentPosition', { category }),
          'answer',
        );
        const list = asRow(answer['data'], 'data')['list'];
        // Bitget writes some empty lists as null.
        const rows = list === null ? [] : asRows(list, 'list');
        return positionsOf(venue, 'unified', rows, (market) => contracts.find(category, market));
      });
      return (await Promise.all(read)).flat();
    },
  };
}

async function positionsOf(
  venue: VenueCalls,
  accountType: AccountType,
  rows: readonly Row[],
  contractOf: (market: string) => Promise<Contract>,
): Promise<VenuePosition[]> {
  const held = rows.filter((row) => !amountOf(row, 'total').isZero());
  return Promise.all(
    held.map(async (row) => {
      const market = textOf(row, 'symbol');
      const { base, isPerpetual } = await contractOf(market);
      const side = sideOf(row);
      const isHedged = (row['posMode'] ?? row['holdMode']) === 'hedge_mode';
      const size = coinsOf(row, market);
      return {
        accountType,
        // In hedge mode one contract can be held both ways.
        ...(isHedged ? { subaccount: side } : {}),
        market,
        kind: isPerpetual ? 'perpetual' : 'future',
        code: venue.code(base),
        delta: side === 'long' ? size : size.negated(),
      };
    }),
  );
}

/**
 * The newer coin-margined contracts of unified accounts, `BTCUSD_CM`, are sized in dollars; all others in
 * coins. https://www.bitget.com/api-doc/uta/trade/Place-Order
 */
function coinsOf(row: Row, market: string): Decimal {
  const size = amountOf(row, 'total').abs();
  if (!market.endsWith('_CM')) return size;
  const price = amountOf(row, 'markPrice');
  if (price.lessThanOrEqualTo(ZERO))
    throw new VenueFailure('bad-response', '"markPrice" was not a price');
  return size.dividedBy(price);
}

function sideOf(row: Row): 'long' | 'short' {
  const side: unknown = row['holdSide'] ?? row['posSide'];
  if (side !== 'long' && side !== 'short')
    throw new VenueFailure('bad-response', '"holdSide" was not as documented');
  return side;
}

interface Contract {
  readonly base: string;
  readonly isPerpetual: boolean;
}

/** What the market data say of contracts: asked for when one that is not known is met. */
class ContractList {
  private readonly lists = new Map<Products, Promise<ReadonlyMap<string, Contract>>>();

  /** @param parameter what the call names a group of products by */
  constructor(
    private readonly venue: VenueCalls,
    private readonly method: string,
    private readonly parameter: string,
    private readonly typeField: string,
  ) {}

  async find(products: Products, market: string): Promise<Contract> {
    const known = (await this.listOf(products)).get(market);
    if (known !== undefined) return known;
    // It may be newer than the list.
    this.lists.delete(products);
    const contract = (await this.listOf(products)).get(market);
    if (contract === undefined)
      throw new VenueFailure('bad-response', `the contract ${market} is not listed`);
    return contract;
  }

  private listOf(products: Products): Promise<ReadonlyMap<string, Contract>> {
    let list = this.lists.get(products);
    if (list === undefined) {
      list = this.load(products);
      this.lists.set(products, list);
      list.catch(() => this.lists.delete(products));
    }
    return list;
  }

  private async load(products: Products): Promise<ReadonlyMap<string, Contract>> {
    const rows = listOf(await this.venue.call(this.method, { [this.parameter]: products }));
    return new Map(
      rows.map((row) => [
        textOf(row, 'symbol'),
        { base: textOf(row, 'baseCoin'), isPerpetual: row[this.typeField] !== 'delivery' },
      ]),
    );
  }
}

function listOf(answer: unknown): readonly Row[] {
  return asRows(asRow(answer, 'answer')['data'], 'data');
}
