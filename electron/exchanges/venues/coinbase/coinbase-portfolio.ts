import { ZERO, type Decimal } from '../../../../shared/money/decimal';
import type { VenueBalance } from '../../../services/ports/exchanges';
import { VenueFailure } from '../../../reading/venue-failure';
import { heldBalance, heldOnly, lockedBalance } from '../../../reading/balances';
import { amountOf, asRow, asRows, entryOf, textOf, type Row } from '../../../reading/shape';
import type { VenueCalls } from '../venue-definition';

const V3_PAGE_ROWS = 250;
const V2_PAGE_ROWS = 100;
const MOST_PAGES = 50;

/** An amount as Advanced Trade gives it: `{"value":"1.5","currency":"BTC"}`. */
export function money(
  row: Row,
  field: string,
): { readonly amount: Decimal; readonly code: string } {
  const inner = asRow(row[field], field);
  return { amount: amountOf(inner, 'value'), code: textOf(inner, 'currency') };
}

/**
 * Accounts in a portfolio's breakdown that hold coins which Advanced Trade's own accounts do not show,
 * and what they are called here. Wallets and fiat are the spot account; what derivatives hold is theirs.
 * https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/portfolios/get-portfolio-breakdown
 */
const EARN_PRODUCTS: Readonly<Record<string, string>> = {
  ACCOUNT_TYPE_STAKED_FUNDS: 'staking',
  ACCOUNT_TYPE_VAULT: 'vault',
  ACCOUNT_TYPE_MULTISIG_VAULT: 'vault',
  ACCOUNT_TYPE_LENT_FUNDS: 'lending',
  ACCOUNT_TYPE_RETAIL_DEFI_LEND: 'lending',
  ACCOUNT_TYPE_DEFI_YIELD: 'yield',
  ACCOUNT_TYPE_FIAT_SAVINGS: 'savings',
  ACCOUNT_TYPE_COLLATERAL: 'collateral',
  ACCOUNT_TYPE_DEFI_BORROW_COLLATERAL: 'collateral',
  ACCOUNT_TYPE_CREDIT_CARD_COLLATERAL: 'collateral',
  ACCOUNT_TYPE_MULTISIG: 'multisig',
  ACCOUNT_TYPE_SUSPENSE_GEOFENCE: 'suspended',
};

/** Those that other readers count, and those of products that are not read. */
const NOT_EARNING =
  /^(ACCOUNT_TYPE_(UNKNOWN_UNSPECIFIED|WALLET|FIAT|PERP_FUTURES\w*|DERIVATIVES_\w+|CCM_EQUITY|PREDICTION_MARKETS_\w+|RAISE_INVESTMENTS|LOAN_MANAGEMENT|CLAWBACK_DEBT))?$/;

/** One portfolio of Coinbase, which is all that a key sees. */
export class CoinbasePortfolio {
  constructor(
    private readonly venue: VenueCalls,
    private readonly uuid: string,
  ) {}

  async spot(): Promise<VenueBalance[]> {
    const rows = await this.accounts('spot');
    return heldOnly(
      rows.filter(isSpot).map((row) => {
        const holding = { accountType: 'spot', code: this.venue.code(textOf(row, 'currency')) };
        return heldBalance(
          { ...holding, accountType: 'spot' },
          money(row, 'available_balance').amount,
          money(row, 'hold').amount,
        );
      }),
    );
  }

  /**
   * What is staked, lent or in vaults: the breakdown says which accounts those are, but rounds amounts to
   * about eight digits; where another list has the same account, its exact amount is taken.
   */
  async earn(): Promise<VenueBalance[]> {
    const positions = asRows((await this.breakdown('earn'))['spot_positions'], 'spot_positions');
    const earning = positions.flatMap((row) => {
      const type = String(row['account_type'] ?? '');
      const product = entryOf(EARN_PRODUCTS, type);
      const amount = amountOf(row, 'total_balance_crypto');
      if (amount.isZero()) return [];
      if (product !== undefined) return [{ row, product, amount }];
      if (NOT_EARNING.test(type)) return [];
      throw new VenueFailure('bad-response', `coins lie in an account of no known type, ${type}`);
    });
    if (earning.length === 0) return [];
    const exact = await this.exactAmounts();
    return heldOnly(
      earning.map(({ row, product, amount }) => {
        const asset = textOf(row, 'asset');
        const code = this.venue.code(asset);
        const other = exact.get(`${String(row['account_uuid'] ?? '')} ${asset}`);
        const total = other !== undefined && isRoundedTo(other, amount) ? other : amount;
        return lockedBalance({ accountType: 'earn', code, subaccount: product }, total);
      }),
    );
  }

  /** What the portfolio is worth, shares apart, which are not read. */
  async worth(): Promise<{ readonly amount: Decimal; readonly code: string }> {
    const balances = asRow((await this.breakdown('worth'))['portfolio_balances'], 'balances');
    const total = money(balances, 'total_balance');
    const given: unknown = balances['total_equities_balance'];
    const shares =
      given === undefined || given === null
        ? ZERO
        : money(balances, 'total_equities_balance').amount;
    return { amount: total.amount.minus(shares), code: this.venue.code(total.code) };
  }

  /** Collateral of perpetuals outside the United States, whose reading Coinbase has ended. */
  async hasForeignCollateral(): Promise<boolean> {
    const rows = await this.accounts('futures');
    return rows.some(
      (row) =>
        (row['platform'] === 'ACCOUNT_PLATFORM_INTX' ||
          row['type'] === 'ACCOUNT_TYPE_PERP_FUTURES') &&
        !money(row, 'available_balance').amount.plus(money(row, 'hold').amount).isZero(),
    );
  }

  /** All accounts, page by page: ccxt gives the first 250 and tells of no more. */
  private accounts(reader: string): Promise<readonly Row[]> {
    return this.venue.shared('accounts', reader, async () => {
      const rows: Row[] = [];
      let cursor = '';
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const from = cursor === '' ? {} : { cursor };
        const answer = asRow(
          await this.venue.call('v3PrivateGetBrokerageAccounts', { limit: V3_PAGE_ROWS, ...from }),
          'accounts',
        );
        rows.push(...asRows(answer['accounts'], 'accounts'));
        if (answer['has_next'] === false) return rows;
        if (answer['has_next'] !== true)
          throw new VenueFailure('bad-response', '"has_next" was not as documented');
        cursor = textOf(answer, 'cursor');
      }
      throw new VenueFailure('bad-response', 'pages of accounts were missing');
    });
  }

  private breakdown(reader: string): Promise<Row> {
    return this.venue.shared('breakdown', reader, async () => {
      const answer = await this.venue.call('v3PrivateGetBrokeragePortfoliosPortfolioUuid', {
        portfolio_uuid: this.uuid,
        currency: 'USD',
      });
      return asRow(asRow(answer, 'answer')['breakdown'], 'breakdown');
    });
  }

  /** Amounts by account and coin, of both of Coinbase's lists. The older one has staked wallets and vaults. */
  private async exactAmounts(): Promise<ReadonlyMap<string, Decimal>> {
    const [newer, older] = await Promise.all([this.accounts('earn'), this.olderAccounts()]);
    return new Map([
      ...older.map((row) => {
        const { amount, currency } = asRow(row['balance'], 'balance');
        return [
          `${textOf(row, 'id')} ${String(currency)}`,
          amountOf({ amount }, 'amount'),
        ] as const;
      }),
      ...newer
        .filter((row) => row['type'] === 'ACCOUNT_TYPE_VAULT')
        .map((row) => {
          const { amount, code } = money(row, 'available_balance');
          const total = amount.plus(money(row, 'hold').amount);
          return [`${textOf(row, 'uuid')} ${code}`, total] as const;
        }),
    ]);
  }

  /** https://docs.cdp.coinbase.com/coinbase-app/track-apis/accounts */
  private async olderAccounts(): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let after = '';
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const from = after === '' ? {} : { starting_after: after };
      const answer = asRow(
        await this.venue.call('v2PrivateGetAccounts', { limit: V2_PAGE_ROWS, ...from }),
        'accounts',
      );
      rows.push(...asRows(answer['data'], 'data'));
      const next: unknown = asRow(answer['pagination'], 'pagination')['next_starting_after'];
      if (next === null || next === undefined || next === '') return rows;
      after = String(next);
    }
    throw new VenueFailure('bad-response', 'pages of accounts were missing');
  }
}

/** True for accounts whose coins are nobody else's: not those of derivatives, not vaults. */
function isSpot(row: Row): boolean {
  const platform: unknown = row['platform'] ?? 'ACCOUNT_PLATFORM_CONSUMER';
  const type = textOf(row, 'type');
  return (
    (platform === 'ACCOUNT_PLATFORM_CONSUMER' || platform === 'ACCOUNT_PLATFORM_UNSPECIFIED') &&
    entryOf(EARN_PRODUCTS, type) === undefined &&
    type !== 'ACCOUNT_TYPE_PERP_FUTURES'
  );
}

const ROUNDING = 1e-6;

/** Whether an amount may be what was rounded to another: they are the same to six digits. */
function isRoundedTo(exact: Decimal, rounded: Decimal): boolean {
  return exact.minus(rounded).abs().lessThanOrEqualTo(rounded.abs().times(ROUNDING));
}
