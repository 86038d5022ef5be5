import type { Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance, VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance, heldOnly } from '../../reading/balances';
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
import { readOpenedAccounts } from '../common/read-opened-accounts';
import { readParts } from '../common/parts';
import { Remembered } from '../common/remembered';
import type { AccountContents, PositionReader } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { dataOf, listOf } from './answers';

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
  // Without the type of business dated contracts are left out.
  const contracts = contractsOf(venue, 'contractPublicGetLinearSwapApiV1SwapContractInfo', {
    business_type: 'all',
  });
  return {
    source: 'GET /v5/trade/position/opens',
    read: async () => {
      const rows = openPositions(
        listOf(await venue.call('contractPrivateGetV5TradePositionOpens')),
      );
      return Promise.all(
        rows.map(async (row): Promise<VenuePosition> => {
          const market = textOf(row, 'contract_code');
          const { coin, size } = await contracts.find(market);
          const names = [row['margin_mode'] === 'isolated' ? 'isolated' : '', sideOf(row)];
          const subaccount = names.filter((name) => name !== '').join(' ');
          return {
            accountType: 'futures',
            // A contract can be held both ways, and with either margin.
            ...(subaccount === '' ? {} : { subaccount }),
            market,
            kind: row['contract_type'] === 'swap' ? 'perpetual' : 'future',
            code: venue.code(coin.coinId),
            delta: signedVolume(row).times(size).times(coin.units),
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
  readonly name: string;
  readonly subaccount: string;
  readonly kind: VenuePosition['kind'];
  readonly account: string;
  readonly positions: string;
  readonly contracts: string;
}

/** Coin-margined swaps and delivery futures: two wallets with calls of their own. */
const INVERSE: readonly InverseContracts[] = [
  {
    name: 'coin-margined swaps',
    subaccount: 'swap',
    kind: 'perpetual',
    account: 'contractPrivatePostSwapApiV1SwapAccountInfo',
    positions: 'contractPrivatePostSwapApiV1SwapPositionInfo',
    contracts: 'contractPublicGetSwapApiV1SwapContractInfo',
  },
  {
    name: 'delivery futures',
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
export function readInverse(venue: VenueCalls): Promise<AccountContents> {
  return readParts(
    INVERSE.map(({ name, subaccount, account }) => ({
      name,
      holds: { subaccounts: [subaccount] },
      read: async () =>
        listOf(await venue.call(account)).map((row) =>
          equityBalance(
            { accountType: 'futures-inverse', code: venue.code(textOf(row, 'symbol')), subaccount },
            amountOf(row, 'margin_balance'),
            optionalAmountOf(row, 'margin_available'),
          ),
        ),
    })),
  );
}

/** Contracts are so many dollars each; the latest price stands for the mark price, which is not given. */
export function inversePositions(venue: VenueCalls): PositionReader {
  const wallets = INVERSE.map(({ subaccount, kind, positions, contracts }) => {
    const listed = contractsOf(venue, contracts);
    return async () => {
      const rows = openPositions(listOf(await venue.call(positions)));
      return Promise.all(
        rows.map(async (row): Promise<VenuePosition> => {
          const market = textOf(row, 'contract_code');
          const { coin, size } = await listed.find(market);
          const dollars = signedVolume(row).times(size);
          return {
            accountType: 'futures-inverse',
            subaccount: `${subaccount} ${dollars.isNegative() ? 'short' : 'long'}`,
            market,
            kind,
            code: venue.code(coin.coinId),
            delta: dollars.dividedBy(positivePrice(row, 'last_price')).times(coin.units),
          };
        }),
      );
    };
  });
  return {
    source: 'POST /swap-api/v1/swap_position_info, /api/v1/contract_position_info',
    read: () => readOpenedAccounts(wallets),
  };
}

function openPositions(rows: readonly Row[]): readonly Row[] {
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

interface Contract {
  readonly coin: ContractCoin;
  /** Units of its base, or dollars of an inverse contract. */
  readonly size: Decimal;
}

/** What the market data say of contracts: asked for when there is a position. */
function contractsOf(
  venue: VenueCalls,
  method: string,
  params: Readonly<Record<string, string>> = {},
): Remembered<Contract> {
  return new Remembered(
    'contract',
    () => venue.now(),
    async () => {
      const rows = listOf(await venue.call(method, params));
      return new Map(
        rows.map((row) => [
          textOf(row, 'contract_code'),
          { coin: contractCoin(textOf(row, 'symbol')), size: amountOf(row, 'contract_size') },
        ]),
      );
    },
  );
}
