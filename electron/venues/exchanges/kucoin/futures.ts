import type { Decimal } from '../../../../shared/base/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { PositionKind } from '../../../../shared/portfolio/position';
import type { VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance } from '../../reading/balances';
import { amountOf, positivePrice, textOf, type Row } from '../../reading/shape';
import { contractCoin, type ContractCoin } from '../common/contract-coins';
import { allPages } from '../common/pages';
import { readParts } from '../common/parts';
import { Remembered } from '../common/remembered';
import type { AccountContents } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { dataRowOf, dataRowsOf, flagOf } from './answers';

/** Margined in a stablecoin, or in the coin itself. */
export type FuturesAccount = 'futures' | 'futures-inverse';

interface Contract {
  readonly coin: ContractCoin;
  readonly settle: string;
  readonly kind: PositionKind;
  readonly inverse: boolean;
  /** Of a linear contract its size in units of its base, of an inverse one in dollars. */
  readonly size: Decimal;
}

/** New contracts are rare, and one that is not known is asked for anyway. */
const CONTRACTS_LAST_MS = 3_600_000;

/** https://www.kucoin.com/docs-new/rest/futures-trading/market-data/get-all-symbols */
export class KucoinContracts {
  private readonly contracts: Remembered<Contract>;

  constructor(venue: VenueCalls) {
    this.contracts = new Remembered(
      'contract',
      () => venue.now(),
      async () => {
        const rows = dataRowsOf(await venue.call('futuresPublicGetContractsActive'));
        // Without contracts there would be no accounts to read, and the reading would look empty.
        if (rows.length === 0) throw new VenueFailure('bad-response', 'no contracts were listed');
        return new Map(rows.map((row) => [textOf(row, 'symbol'), contractOf(row)]));
      },
    );
  }

  /** @throws VenueFailure `bad-response` if KuCoin does not list it */
  find(symbol: string): Promise<Contract> {
    return this.contracts.find(symbol);
  }

  /** The coins that contracts are settled in: each of them has a futures account of its own. */
  async settlementCoins(accountType: FuturesAccount): Promise<readonly string[]> {
    const contracts = [...(await this.contracts.all(CONTRACTS_LAST_MS)).values()];
    const inverse = accountType === 'futures-inverse';
    return [...new Set(contracts.filter((each) => each.inverse === inverse).map((c) => c.settle))];
  }
}

function contractOf(row: Row): Contract {
  return {
    coin: contractCoin(textOf(row, 'baseCurrency')),
    settle: textOf(row, 'settleCurrency'),
    kind: row['expireDate'] === null || row['expireDate'] === undefined ? 'perpetual' : 'future',
    inverse: flagOf(row['isInverse'], 'isInverse'),
    // Inverse contracts have a multiplier of -1: one dollar each.
    size: amountOf(row, 'multiplier').abs(),
  };
}

/**
 * A futures account for each settlement coin, each asked for by name: without one KuCoin answers for
 * bitcoin. Its equity has the unrealised profit and loss.
 * https://www.kucoin.com/docs-new/rest/account-info/account-funding/get-account-futures
 */
export async function readFutures(
  venue: VenueCalls,
  contracts: KucoinContracts,
  accountType: FuturesAccount,
): Promise<AccountContents> {
  const coins = await contracts.settlementCoins(accountType);
  return readParts(
    coins.map((currency) => {
      const code = venue.code(currency);
      return {
        name: `futures settled in ${code}`,
        holds: { codes: [code] },
        read: async () => {
          const params = { currency };
          const account = dataRowOf(await venue.call('futuresPrivateGetAccountOverview', params));
          if (textOf(account, 'currency') !== currency)
            throw new VenueFailure('bad-response', `"currency" was not ${currency}`);
          return [
            equityBalance(
              { accountType, code },
              amountOf(account, 'accountEquity'),
              amountOf(account, 'availableBalance'),
            ),
          ];
        },
      };
    }),
  );
}

/** https://www.kucoin.com/docs-new/rest/futures-trading/positions/get-position-list */
export async function classicPositions(
  venue: VenueCalls,
  contracts: KucoinContracts,
  accountType: FuturesAccount,
): Promise<VenuePosition[]> {
  const rows = await venue.shared('positions', accountType, async () =>
    dataRowsOf(await venue.call('futuresPrivateGetPositions')),
  );
  const positions = await toPositions(venue, contracts, rows, 'currentQty', accountType);
  return positions
    .filter(({ inverse }) => inverse === (accountType === 'futures-inverse'))
    .map(({ position }) => position);
}

const PAGE_ROWS = 200;

/** https://www.kucoin.com/docs-new/rest/ua/get-position-list-uta */
export async function unifiedPositions(
  venue: VenueCalls,
  contracts: KucoinContracts,
): Promise<VenuePosition[]> {
  const rows = await allPages(
    'positions',
    1,
    async (pageNumber) => {
      const params = { accountMode: 'unified', pageNumber, pageSize: PAGE_ROWS };
      const answer = await venue.call('utaPrivateGetAccountModePositionOpenList', params);
      const page = dataRowsOf(answer);
      return page.length < PAGE_ROWS ? { rows: page } : { rows: page, next: pageNumber + 1 };
    },
    (row) => textOf(row, 'id'),
  );
  const found = await toPositions(venue, contracts, rows, 'size', 'unified');
  return found.map(({ position }) => position);
}

async function toPositions(
  venue: VenueCalls,
  contracts: KucoinContracts,
  rows: readonly Row[],
  quantityField: string,
  accountType: AccountType,
): Promise<{ readonly position: VenuePosition; readonly inverse: boolean }[]> {
  const open = rows.filter((row) => !amountOf(row, quantityField).isZero());
  return Promise.all(
    open.map(async (row) => {
      const market = textOf(row, 'symbol');
      const { coin, kind, inverse, size } = await contracts.find(market);
      const side = hedgedSide(row);
      const quantity = amountOf(row, quantityField);
      const signed =
        side === undefined ? quantity : side === 'long' ? quantity.abs() : quantity.abs().negated();
      const worth = signed.times(size);
      const units = inverse ? worth.dividedBy(positivePrice(row, 'markPrice')) : worth;
      const position: VenuePosition = {
        accountType,
        // In hedge mode one contract can be held both ways.
        ...(side === undefined ? {} : { subaccount: side }),
        market,
        kind,
        code: venue.code(coin.coinId),
        delta: units.times(coin.units),
      };
      return { position, inverse };
    }),
  );
}

function hedgedSide(row: Row): 'long' | 'short' | undefined {
  const side: unknown = row['positionSide'];
  return side === 'LONG' ? 'long' : side === 'SHORT' ? 'short' : undefined;
}
