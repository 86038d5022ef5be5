import { ZERO, type Decimal } from '../../../../shared/money/decimal';
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
import { dataOf, listOf } from './htx-answers';

/**
 * USDT-margined contracts, cross and isolated. A coin's `equity` includes unrealised profit and loss;
 * `isolated_equity` is not added to it, since it names a part of it.
 * https://www.htx.com/en-us/opend/newApiPages/
 */
export async function readLinear(venue: VenueCalls): Promise<VenueBalance[]> {
  const data = asRow(dataOf(await venue.call('contractPrivateGetV5AccountBalance')), 'data');
  return heldOnly(
    asRows(data['details'], 'details').map((row) =>
      equityBalance(
        { accountType: 'futures', code: venue.code(textOf(row, 'currency')) },
        amountOf(row, 'equity'),
        optionalAmountOf(row, 'available'),
      ),
    ),
  );
}

export function linearPositions(venue: VenueCalls): PositionReader {
  const contracts = new ContractList(
    venue,
    'contractPublicGetLinearSwapApiV1SwapContractInfo',
    // Without it the dated contracts are left out.
    { business_type: 'all' },
  );
  return {
    source: 'GET /v5/trade/position/opens',
    read: async () => {
      const rows = open(listOf(await venue.call('contractPrivateGetV5TradePositionOpens')));
      return Promise.all(
        rows.map(async (row): Promise<VenuePosition> => {
          const market = textOf(row, 'contract_code');
          const { base, size } = await contracts.find(market);
          const names = [row['margin_mode'] === 'isolated' ? 'isolated' : '', sideOf(row)];
          const subaccount = names.filter((name) => name !== '').join(' ');
          return {
            accountType: 'futures',
            // A contract can be held both ways, and with either margin.
            ...(subaccount === '' ? {} : { subaccount }),
            market,
            kind: row['contract_type'] === 'swap' ? 'perpetual' : 'future',
            code: venue.code(base),
            delta: signedVolume(row).times(size),
          };
        }),
      );
    },
  };
}

/** In one-way mode the side is `both`. */
function sideOf(row: Row): string {
  const side: unknown = row['position_side'];
  return side === 'long' || side === 'short' ? side : '';
}

interface InverseContracts {
  readonly subaccount: string;
  readonly kind: VenuePosition['kind'];
  readonly account: string;
  readonly positions: string;
  readonly contracts: string;
}

/** Coin-margined swaps and delivery futures: two wallets with calls of their own. */
const INVERSE: readonly InverseContracts[] = [
  {
    subaccount: 'swap',
    kind: 'perpetual',
    account: 'contractPrivatePostSwapApiV1SwapAccountInfo',
    positions: 'contractPrivatePostSwapApiV1SwapPositionInfo',
    contracts: 'contractPublicGetSwapApiV1SwapContractInfo',
  },
  {
    subaccount: 'delivery',
    kind: 'future',
    account: 'contractPrivatePostApiV1ContractAccountInfo',
    positions: 'contractPrivatePostApiV1ContractPositionInfo',
    contracts: 'contractPublicGetApiV1ContractContractInfo',
  },
];

/**
 * `margin_balance` is the static margin and the unrealised profit and loss.
 * https://huobiapi.github.io/docs/coin_margined_swap/v1/en/#query-user-s-account-information,
 * https://huobiapi.github.io/docs/dm/v1/en/#query-asset-information
 */
export async function readInverse(venue: VenueCalls): Promise<VenueBalance[]> {
  const read = await ofThoseOpened(async ({ subaccount, account }) =>
    listOf(await venue.call(account)).map((row) =>
      equityBalance(
        { accountType: 'futures-inverse', code: venue.code(textOf(row, 'symbol')), subaccount },
        amountOf(row, 'margin_balance'),
        optionalAmountOf(row, 'margin_available'),
      ),
    ),
  );
  return heldOnly(read);
}

/** Contracts are so many dollars each; the latest price stands for the mark price, which is not given. */
export function inversePositions(venue: VenueCalls): PositionReader {
  const lists = new Map(
    INVERSE.map(({ contracts }) => [contracts, new ContractList(venue, contracts, {})]),
  );
  return {
    source: 'POST /swap-api/v1/swap_position_info, /api/v1/contract_position_info',
    read: () =>
      ofThoseOpened(async ({ subaccount, kind, positions, contracts }) => {
        const rows = open(listOf(await venue.call(positions)));
        return Promise.all(
          rows.map(async (row): Promise<VenuePosition> => {
            const market = textOf(row, 'contract_code');
            const contract = await lists.get(contracts)?.find(market);
            if (contract === undefined) throw new Error(`no list of ${contracts}`);
            const side = row['direction'] === 'buy' ? 'long' : 'short';
            return {
              accountType: 'futures-inverse',
              subaccount: `${subaccount} ${side}`,
              market,
              kind,
              code: venue.code(contract.base),
              delta: signedVolume(row).times(contract.size).dividedBy(priceOf(row)),
            };
          }),
        );
      }),
  };
}

/**
 * Reads both wallets. One that was never opened holds nothing; if neither was, the account was not.
 * @throws VenueFailure
 */
async function ofThoseOpened<T>(
  read: (contracts: InverseContracts) => Promise<readonly T[]>,
): Promise<T[]> {
  const outcomes = await Promise.all(
    INVERSE.map(async (contracts) => {
      try {
        return await read(contracts);
      } catch (error) {
        if (error instanceof VenueFailure && error.code === 'account-not-enabled') return error;
        throw error;
      }
    }),
  );
  const opened = outcomes.filter((each): each is readonly T[] => !(each instanceof VenueFailure));
  if (opened.length === 0) throw new VenueFailure('account-not-enabled');
  return opened.flat();
}

function open(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => !amountOf(row, 'volume').isZero());
}

/** Contracts, negative when sold. */
function signedVolume(row: Row): Decimal {
  const volume = amountOf(row, 'volume').abs();
  const direction = textOf(row, 'direction');
  if (direction === 'buy') return volume;
  if (direction === 'sell') return volume.negated();
  throw new VenueFailure('bad-response', `"direction" was ${direction}`);
}

function priceOf(row: Row): Decimal {
  const price = amountOf(row, 'last_price');
  if (price.lessThanOrEqualTo(ZERO))
    throw new VenueFailure('bad-response', '"last_price" was not a price');
  return price;
}

interface Contract {
  readonly base: string;
  /** Coins, or dollars of an inverse contract. */
  readonly size: Decimal;
}

/** What the market data say of contracts: asked for when one that is not known is met. */
class ContractList {
  private known: Promise<ReadonlyMap<string, Contract>> | undefined;

  constructor(
    private readonly venue: VenueCalls,
    private readonly method: string,
    private readonly params: Readonly<Record<string, string>>,
  ) {}

  async find(market: string): Promise<Contract> {
    const known = (await this.list()).get(market);
    if (known !== undefined) return known;
    // It may be newer than the list, which is asked for again next time.
    this.known = undefined;
    throw new VenueFailure('bad-response', `the contract ${market} is not listed`);
  }

  private list(): Promise<ReadonlyMap<string, Contract>> {
    if (this.known === undefined) {
      this.known = this.load();
      this.known.catch(() => {
        this.known = undefined;
      });
    }
    return this.known;
  }

  private async load(): Promise<ReadonlyMap<string, Contract>> {
    const rows = listOf(await this.venue.call(this.method, this.params));
    return new Map(
      rows.map((row) => [
        textOf(row, 'contract_code'),
        { base: textOf(row, 'symbol'), size: amountOf(row, 'contract_size') },
      ]),
    );
  }
}
