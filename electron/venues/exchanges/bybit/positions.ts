import type { Decimal } from '../../../../shared/base/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, asRows, positivePrice, textOf, type Row } from '../../reading/shape';
import { contractCoin, type ContractCoin } from '../common/contract-coins';
import { allPages } from '../common/pages';
import type { PositionReader } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { resultOf } from './rows';

/** Contracts that are asked for together. */
export interface ContractGroup {
  readonly category: 'linear' | 'inverse' | 'option';
  readonly settleCoin?: 'USDT' | 'USDC';
}

const PAGE_ROWS = 200;

/**
 * Open positions: linear contracts are counted in coins, inverse ones in dollars, options in coins
 * whose delta the market data tell. https://bybit-exchange.github.io/docs/v5/position
 */
export function positionReader(
  venue: VenueCalls,
  accountType: AccountType,
  groups: readonly ContractGroup[],
): PositionReader {
  const contracts = new ContractList(venue);
  return {
    source: 'GET /v5/position/list',
    read: async () => {
      const read = await Promise.all(
        groups.map(async (group) => {
          const rows = (await allRows(venue, group)).filter(
            (row) => !amountOf(row, 'size').isZero(),
          );
          return Promise.all(
            rows.map((row) => toPosition(venue, accountType, group.category, row, contracts)),
          );
        }),
      );
      return read.flat();
    },
  };
}

function allRows(venue: VenueCalls, group: ContractGroup): Promise<readonly Row[]> {
  return allPages(
    'positions',
    {},
    async (from: { readonly cursor?: string }) => {
      const params = { ...group, limit: PAGE_ROWS, ...from };
      const answer = resultOf(await venue.call('privateGetV5PositionList', params));
      const rows = asRows(answer['list'], 'list');
      const cursor: unknown = answer['nextPageCursor'];
      // The last row's page may be followed by an empty one.
      const isLast = typeof cursor !== 'string' || cursor === '' || rows.length === 0;
      return isLast ? { rows } : { rows, next: { cursor } };
    },
    (row) => `${textOf(row, 'symbol')}/${String(row['positionIdx'])}`,
  );
}

async function toPosition(
  venue: VenueCalls,
  accountType: AccountType,
  category: ContractGroup['category'],
  row: Row,
  contracts: ContractList,
): Promise<VenuePosition> {
  const market = textOf(row, 'symbol');
  const size = signedSize(row);
  if (category === 'option') {
    // `BTC-26DEC25-100000-C-USDT`
    const [base = market] = market.split('-');
    const delta = await contracts.optionDelta(base, market);
    const position = { accountType, market, kind: 'option', code: venue.code(base) } as const;
    return delta === undefined ? position : { ...position, delta: size.times(delta) };
  }
  const { coin, type } = await contracts.find(category, market);
  const side = sideOf(row);
  return {
    accountType,
    ...(side === undefined ? {} : { subaccount: side }),
    market,
    kind: type.endsWith('Perpetual') ? 'perpetual' : 'future',
    code: venue.code(coin.coinId),
    // An inverse contract is one dollar.
    delta:
      category === 'linear'
        ? size.times(coin.units)
        : size.dividedBy(positivePrice(row, 'markPrice')),
  };
}

/** In hedge mode one contract can be held both ways. */
function sideOf(row: Row): 'long' | 'short' | undefined {
  const index = String(row['positionIdx']);
  return index === '1' ? 'long' : index === '2' ? 'short' : undefined;
}

function signedSize(row: Row): Decimal {
  const size = amountOf(row, 'size').abs();
  const side = textOf(row, 'side');
  if (side === 'Buy') return size;
  if (side === 'Sell') return size.negated();
  throw new VenueFailure('bad-response', `"side" was ${side}`);
}

interface Contract {
  readonly coin: ContractCoin;
  /** `LinearPerpetual`, `InverseFutures` and the like. */
  readonly type: string;
}

/** What the market data say of contracts that are held: asked for when they are first met. */
class ContractList {
  private readonly known = new Map<string, Contract>();

  constructor(private readonly venue: VenueCalls) {}

  async find(category: 'linear' | 'inverse', symbol: string): Promise<Contract> {
    const known = this.known.get(symbol);
    if (known !== undefined) return known;
    const params = { category, symbol };
    const answer = resultOf(await this.venue.call('publicGetV5MarketInstrumentsInfo', params));
    const row = asRows(answer['list'], 'list').find((one) => one['symbol'] === symbol);
    if (row === undefined)
      throw new VenueFailure('bad-response', `the contract ${symbol} is not listed`);
    const type = textOf(row, 'contractType');
    const contract = { coin: contractCoin(textOf(row, 'baseCoin')), type };
    this.known.set(symbol, contract);
    return contract;
  }

  /** The delta of one coin's option; `undefined` for one that is not quoted any more. */
  async optionDelta(base: string, symbol: string): Promise<Decimal | undefined> {
    const rows = await this.venue.shared(`options on ${base}`, symbol, async () => {
      const params = { category: 'option', baseCoin: base };
      return asRows(
        resultOf(await this.venue.call('publicGetV5MarketTickers', params))['list'],
        'list',
      );
    });
    const row = rows.find((one) => one['symbol'] === symbol);
    return row === undefined || row['delta'] === '' ? undefined : amountOf(row, 'delta');
  }
}
