import { ZERO, type Decimal } from '../../../../shared/money/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { PositionKind } from '../../../../shared/portfolio/position';
import type { VenueBalance, VenuePosition } from '../../../services/ports/exchanges';
import { VenueFailure } from '../../../reading/venue-failure';
import { equityBalance } from '../../../reading/balances';
import { amountOf, asRow, asRows, textOf, type Row } from '../../../reading/shape';
import type { VenueCalls } from '../venue-definition';

/** One of Gate's futures accounts: it has a currency of its own, and contracts that settle in it. */
export interface FuturesMarket {
  readonly accountType: AccountType;
  readonly subaccount?: string;
  readonly group: 'Futures' | 'Delivery';
  readonly settle: 'usdt' | 'btc';
  readonly kind: PositionKind;
}

export const TETHER: FuturesMarket = {
  accountType: 'futures',
  group: 'Futures',
  settle: 'usdt',
  kind: 'perpetual',
};
export const DELIVERY: FuturesMarket = {
  accountType: 'futures',
  subaccount: 'delivery',
  group: 'Delivery',
  settle: 'usdt',
  kind: 'future',
};
export const BITCOIN: FuturesMarket = {
  accountType: 'futures-inverse',
  group: 'Futures',
  settle: 'btc',
  kind: 'perpetual',
};

interface Contract {
  /** Inverse ones are one dollar each; of the others some are in coins of another than they settle in. */
  readonly type: 'linear' | 'inverse' | 'quanto';
  readonly size: Decimal;
}

const PAGE_ROWS = 100;
const MOST_PAGES = 20;

/** https://www.gate.com/docs/developers/apiv4/en/#futures and #delivery */
export class GateFutures {
  private readonly contracts = new Map<string, ReadonlyMap<string, Contract>>();

  constructor(private readonly venue: VenueCalls) {}

  /** `total` is the balance without the unrealised profit and loss, which makes it the equity. */
  async balances(market: FuturesMarket): Promise<VenueBalance[]> {
    const { accountType, subaccount, settle } = market;
    const answer = await this.venue.call(this.method(market, 'private', 'Accounts'), { settle });
    const account = asRow(answer, 'futures account');
    const currency = textOf(account, 'currency');
    if (currency.toLowerCase() !== settle)
      throw new VenueFailure('bad-response', `"currency" was not ${settle}`);
    const equity = amountOf(account, 'total').plus(amountOf(account, 'unrealised_pnl'));
    checkApart(account, equity);
    const holding = { accountType, code: this.venue.code(currency) };
    return [
      equityBalance(
        subaccount === undefined ? holding : { ...holding, subaccount },
        equity,
        amountOf(account, 'available'),
      ),
    ];
  }

  async positions(market: FuturesMarket): Promise<VenuePosition[]> {
    const rows = await this.allRows(market);
    const open = rows.filter((row) => !amountOf(row, 'size').isZero());
    const contracts = await this.contractsOf(
      market,
      open.map((row) => textOf(row, 'contract')),
    );
    return open.map((row) => this.toPosition(market, row, contracts));
  }

  private toPosition(
    market: FuturesMarket,
    row: Row,
    contracts: ReadonlyMap<string, Contract>,
  ): VenuePosition {
    const name = textOf(row, 'contract');
    const contract = contracts.get(name);
    if (contract === undefined)
      throw new VenueFailure('bad-response', `the contract ${name} is not listed`);
    const { type, size } = contract;
    const side = hedgedSide(row);
    const subaccount = [market.subaccount, side].filter((part) => part !== undefined).join(' ');
    const amount = amountOf(row, 'size');
    const signed = side === 'short' ? amount.abs().negated() : amount;
    // `BTC_USDT`, `BTC_USD`, `BTC_USDT_20261225`
    const [base = name] = name.split('_');
    return {
      accountType: market.accountType,
      ...(subaccount === '' ? {} : { subaccount }),
      market: name,
      kind: market.kind,
      code: this.venue.code(base),
      ...(type === 'linear' ? { delta: signed.times(size) } : {}),
      ...(type === 'inverse'
        ? { delta: signed.times(size).dividedBy(positivePrice(row, 'mark_price')) }
        : {}),
    };
  }

  private async allRows(market: FuturesMarket): Promise<readonly Row[]> {
    const rows = new Map<string, Row>();
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const params = {
        settle: market.settle,
        holding: 'true',
        limit: PAGE_ROWS,
        offset: page * PAGE_ROWS,
      };
      const answer = await this.venue.call(this.method(market, 'private', 'Positions'), params);
      const more = asRows(answer, 'positions');
      const before = rows.size;
      for (const row of more) rows.set(positionKey(row), row);
      // A page without anything new is the first one again: not every list has pages.
      if (more.length < PAGE_ROWS || rows.size === before) return [...rows.values()];
    }
    throw new VenueFailure('bad-response', 'pages of positions were missing');
  }

  /** Contracts by name, asked for only once there is a position, and again for one that is new. */
  private async contractsOf(
    market: FuturesMarket,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, Contract>> {
    const key = `${market.group}/${market.settle}`;
    const known = this.contracts.get(key) ?? new Map<string, Contract>();
    if (names.every((name) => known.has(name))) return known;
    const params = { settle: market.settle };
    const answer = await this.venue.call(this.method(market, 'public', 'Contracts'), params);
    const listed = new Map(
      asRows(answer, 'contracts').map((row) => [textOf(row, 'name'), contractOf(row, market)]),
    );
    this.contracts.set(key, listed);
    return listed;
  }

  private method({ group }: FuturesMarket, side: 'private' | 'public', what: string): string {
    return `${side}${group}GetSettle${what}`;
  }
}

/** In split mode one contract may have several positions, told apart by number. */
function positionKey(row: Row): string {
  const [mode, number] = [String(row['mode'] ?? ''), String(row['pid'] ?? '')];
  return `${textOf(row, 'contract')}/${mode}/${number}`;
}

function contractOf(row: Row, market: FuturesMarket): Contract {
  const size = amountOf(row, 'quanto_multiplier');
  if (textOf(row, 'type') === 'inverse')
    return { type: 'inverse', size: size.isZero() ? size.plus(1) : size };
  return { type: market.settle === 'usdt' ? 'linear' : 'quanto', size };
}

function hedgedSide(row: Row): 'long' | 'short' | undefined {
  const mode: unknown = row['mode'];
  return mode === 'dual_long' ? 'long' : mode === 'dual_short' ? 'short' : undefined;
}

function positivePrice(row: Row, field: string): Decimal {
  const price = amountOf(row, field);
  if (price.lessThanOrEqualTo(ZERO))
    throw new VenueFailure('bad-response', `"${field}" was not a price`);
  return price;
}

/**
 * An account that says of itself to be part of a unified one must not hold anything of its own: it would
 * be counted there, too. @throws VenueFailure `bad-response` if it does
 */
export function checkApart(account: Row, equity: Decimal): void {
  const mode: unknown = account['margin_mode'];
  const isClassic = mode === undefined || mode === null || String(mode) === '0';
  if ((isClassic && account['enable_credit'] !== true) || equity.isZero()) return;
  throw new VenueFailure('bad-response', 'it says that it is part of the unified account');
}

/**
 * What several accounts hold together. One that was never opened holds nothing.
 * @throws VenueFailure `account-not-enabled` if none was ever opened
 */
export async function openedOnly<T>(parts: readonly (() => Promise<readonly T[]>)[]): Promise<T[]> {
  const found = await Promise.all(
    parts.map(
      async (read): Promise<{ readonly rows: readonly T[]; readonly failure?: VenueFailure }> => {
        try {
          return { rows: await read() };
        } catch (error) {
          if (!(error instanceof VenueFailure) || error.code !== 'account-not-enabled') throw error;
          return { rows: [], failure: error };
        }
      },
    ),
  );
  const [first] = found;
  if (first?.failure !== undefined && found.every(({ failure }) => failure !== undefined))
    throw first.failure;
  return found.flatMap(({ rows }) => rows);
}
