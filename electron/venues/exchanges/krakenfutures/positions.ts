import type { Decimal } from '../../../../shared/base/decimal';
import type { VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, asRow, asRows, textOf, type Row } from '../../reading/shape';
import type { PositionReader } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';

/**
 * Kinds of contracts: perpetual or with a maturity; `F` margined in the multi-collateral account and
 * counted in coins, without a multiplier; `I` (worth a dollar, paid in the coin) and the former `V` in
 * the account of their market.
 * https://support.kraken.com/hc/en-us/articles/360022835491-Product-Listing-Summary
 * https://support.mtf.kraken.com/hc/en-us/articles/25499987607837-Linear-Contract-Specifications
 */
const SYMBOL = /^(?<term>[pf])(?<margin>[fiv])_(?<base>[a-z0-9]+)(?<quote>[a-z]{3})(_\d+)?$/i;

interface Contract {
  readonly kind: 'perpetual' | 'future';
  readonly margin: 'f' | 'i' | 'v';
  readonly baseId: string;
  readonly quoteId: string;
}

function contractOf(symbol: string): Contract {
  const { term, margin, base, quote } = SYMBOL.exec(symbol)?.groups ?? {};
  const kept = margin?.toLowerCase();
  if (base === undefined || quote === undefined || (kept !== 'f' && kept !== 'i' && kept !== 'v'))
    throw new VenueFailure('bad-response', `"${symbol.slice(0, 40)}" is no known contract`);
  return {
    kind: term?.toLowerCase() === 'p' ? 'perpetual' : 'future',
    margin: kept,
    baseId: base,
    quoteId: quote,
  };
}

type Account = 'futures' | 'futures-inverse';

/**
 * Open positions of both kinds of account, which come in one answer.
 * https://docs.kraken.com/api/docs/futures-api/trading/get-open-positions
 */
export class KrakenFuturesPositions {
  constructor(private readonly venue: VenueCalls) {}

  reader(account: Account): PositionReader {
    return {
      source: 'GET /derivatives/api/v3/openpositions',
      read: async () => {
        const rows = await this.rows(account);
        const wanted = rows
          .map((row) => ({ row, symbol: textOf(row, 'symbol') }))
          .map((each) => ({ ...each, contract: contractOf(each.symbol) }))
          .filter(({ contract }) => (contract.margin === 'f') === (account === 'futures'));
        const needMarks = wanted.some(({ contract }) => contract.margin === 'i');
        const marks = needMarks ? await this.marks() : new Map<string, Decimal>();
        return wanted
          .map(({ row, symbol, contract }) => this.position(account, row, symbol, contract, marks))
          .filter(({ delta }) => delta?.isZero() !== true);
      },
    };
  }

  private rows(account: Account): Promise<readonly Row[]> {
    return this.venue.shared('positions', account, async () => {
      const answer = asRow(await this.venue.call('privateGetOpenpositions'), 'answer');
      return asRows(answer['openPositions'], 'openPositions');
    });
  }

  /** Mark prices by symbol in lower case: positions and tickers do not write symbols alike. */
  private async marks(): Promise<ReadonlyMap<string, Decimal>> {
    const answer = asRow(await this.venue.call('publicGetTickers'), 'answer');
    const rows = asRows(answer['tickers'], 'tickers').filter(
      (row) => row['markPrice'] !== undefined,
    );
    return new Map(
      rows.map((row) => [textOf(row, 'symbol').toLowerCase(), amountOf(row, 'markPrice')]),
    );
  }

  private position(
    accountType: Account,
    row: Row,
    symbol: string,
    { kind, margin, baseId, quoteId }: Contract,
    marks: ReadonlyMap<string, Decimal>,
  ): VenuePosition {
    const size = amountOf(row, 'size').abs();
    const side = textOf(row, 'side');
    if (side !== 'long' && side !== 'short')
      throw new VenueFailure('bad-response', '"side" was not as documented');
    const coins = margin === 'i' ? inCoins(size, marks.get(symbol.toLowerCase())) : size;
    return {
      accountType,
      ...(margin === 'f' ? {} : { subaccount: `f${margin}_${baseId}${quoteId}`.toLowerCase() }),
      market: symbol,
      kind,
      code: this.venue.code(baseId),
      delta: side === 'long' ? coins : coins.negated(),
    };
  }
}

/** An inverse contract is worth one dollar. */
function inCoins(size: Decimal, mark: Decimal | undefined): Decimal {
  if (size.isZero()) return size;
  if (mark === undefined || !mark.greaterThan(0))
    throw new VenueFailure('bad-response', 'a position had no mark price');
  return size.dividedBy(mark);
}
