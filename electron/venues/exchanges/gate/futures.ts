import type { Decimal } from '../../../../shared/base/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { PositionKind } from '../../../../shared/portfolio/position';
import type { VenueBalance, VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance } from '../../reading/balances';
import { amountOf, asRow, asRows, positivePrice, textOf, type Row } from '../../reading/shape';
import { contractCoin } from '../common/contract-coins';
import { allPages } from '../common/pages';
import { Remembered } from '../common/remembered';
import type { VenueCalls } from '../definition/calls';

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

/** https://www.gate.com/docs/developers/apiv4/en/#futures and #delivery */
export class GateFutures {
  private readonly contracts = new Map<string, Remembered<Contract>>();

  constructor(private readonly venue: VenueCalls) {}

  /** `total` is the balance without the unrealised profit and loss, which makes it the equity. */
  async balances(market: FuturesMarket): Promise<VenueBalance[]> {
    const { accountType, subaccount, settle } = market;
    const answer = await this.venue.call(`private${market.group}GetSettleAccounts`, { settle });
    const account = asRow(answer, 'futures account');
    const currency = textOf(account, 'currency');
    if (currency.toLowerCase() !== settle)
      throw new VenueFailure('bad-response', `"currency" was not ${settle}`);
    const equity = amountOf(account, 'total').plus(amountOf(account, 'unrealised_pnl'));
    requireNotInUnified(account, equity);
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
    const contracts = this.contractsOf(market);
    return Promise.all(
      open.map(async (row) =>
        this.toPosition(market, row, await contracts.find(textOf(row, 'contract'))),
      ),
    );
  }

  private toPosition(market: FuturesMarket, row: Row, { type, size }: Contract): VenuePosition {
    const name = textOf(row, 'contract');
    const side = hedgedSide(row);
    const subaccount = [market.subaccount, side].filter((part) => part !== undefined).join(' ');
    const amount = amountOf(row, 'size');
    const signed = side === 'short' ? amount.abs().negated() : amount;
    // `BTC_USDT`, `BTC_USD`, `BTC_USDT_20261225`
    const { coinId, units } = contractCoin(name.split('_')[0] ?? name);
    return {
      accountType: market.accountType,
      ...(subaccount === '' ? {} : { subaccount }),
      market: name,
      kind: market.kind,
      code: this.venue.code(coinId),
      ...(type === 'linear' ? { delta: signed.times(size).times(units) } : {}),
      ...(type === 'inverse'
        ? { delta: signed.times(size).dividedBy(positivePrice(row, 'mark_price')) }
        : {}),
    };
  }

  /** Those of delivery futures come all at once: their list has no pages. */
  private allRows({ group, settle }: FuturesMarket): Promise<readonly Row[]> {
    return allPages(
      'positions',
      0,
      async (offset) => {
        const params = { settle, holding: 'true', limit: PAGE_ROWS, offset };
        const answer = await this.venue.call(`private${group}GetSettlePositions`, params);
        const rows = asRows(answer, 'positions');
        const isLast = group === 'Delivery' || rows.length < PAGE_ROWS;
        return isLast ? { rows } : { rows, next: offset + PAGE_ROWS };
      },
      positionKey,
    );
  }

  private contractsOf({ group, settle }: FuturesMarket): Remembered<Contract> {
    const name = `${group}/${settle}`;
    const known = this.contracts.get(name);
    if (known !== undefined) return known;
    const contracts = new Remembered(
      'contract',
      () => this.venue.now(),
      async () => {
        const answer = await this.venue.call(`public${group}GetSettleContracts`, { settle });
        const rows = asRows(answer, 'contracts');
        return new Map(rows.map((row) => [textOf(row, 'name'), contractOf(row, settle)]));
      },
    );
    this.contracts.set(name, contracts);
    return contracts;
  }
}

/** In split mode one contract may have several positions, told apart by number. */
function positionKey(row: Row): string {
  const [mode, number] = [String(row['mode'] ?? ''), String(row['pid'] ?? '')];
  return `${textOf(row, 'contract')}/${mode}/${number}`;
}

function contractOf(row: Row, settle: FuturesMarket['settle']): Contract {
  const size = amountOf(row, 'quanto_multiplier');
  if (textOf(row, 'type') === 'inverse')
    return { type: 'inverse', size: size.isZero() ? size.plus(1) : size };
  return { type: settle === 'usdt' ? 'linear' : 'quanto', size };
}

function hedgedSide(row: Row): 'long' | 'short' | undefined {
  const mode: unknown = row['mode'];
  return mode === 'dual_long' ? 'long' : mode === 'dual_short' ? 'short' : undefined;
}

/**
 * An account that says of itself to be part of a unified one must not hold anything of its own: it would
 * be counted there, too. @throws VenueFailure `bad-response` if it does
 */
export function requireNotInUnified(account: Row, equity: Decimal): void {
  const mode: unknown = account['margin_mode'];
  const isClassic = mode === undefined || mode === null || String(mode) === '0';
  if ((isClassic && account['enable_credit'] !== true) || equity.isZero()) return;
  throw new VenueFailure('bad-response', 'it says that it is part of the unified account');
}
