import { ZERO, type Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { heldBalance, heldOnly, lockedBalance } from '../../reading/balances';
import { amountOf, asRow, asRows, entryOf, textOf, type Row } from '../../reading/shape';
import { allPages } from '../common/pages';
import { NOTHING, askPart } from '../common/parts';
import type { AccountContents, UnreadPart } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';

const V3_PAGE_ROWS = 250;
const V2_PAGE_ROWS = 100;

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

/** Those that other readers count: of spot, which may have no type, and of derivatives. */
const COUNTED_ELSEWHERE: ReadonlySet<string> = new Set([
  '',
  'ACCOUNT_TYPE_UNKNOWN_UNSPECIFIED',
  'ACCOUNT_TYPE_WALLET',
  'ACCOUNT_TYPE_FIAT',
  'ACCOUNT_TYPE_PERP_FUTURES',
  'ACCOUNT_TYPE_PERP_FUTURES_ISOLATED',
  'ACCOUNT_TYPE_PERP_FUTURES_COLLATERAL',
  'ACCOUNT_TYPE_DERIVATIVES_TRANSFER',
  'ACCOUNT_TYPE_DERIVATIVES_EQUITY',
  'ACCOUNT_TYPE_DERIVATIVES_CASH',
]);

/** Those of products that are not read. What is in them is named, and not counted. */
const UNREAD_PRODUCTS: Readonly<Record<string, string>> = {
  ACCOUNT_TYPE_CCM_EQUITY: 'shares',
  ACCOUNT_TYPE_PREDICTION_MARKETS_TRANSFER: 'prediction markets',
  ACCOUNT_TYPE_PREDICTION_MARKETS_EQUITY: 'prediction markets',
  ACCOUNT_TYPE_PREDICTION_MARKETS_CFM: 'prediction markets',
  ACCOUNT_TYPE_RAISE_INVESTMENTS: 'token sales',
  ACCOUNT_TYPE_LOAN_MANAGEMENT: 'loans',
  ACCOUNT_TYPE_CLAWBACK_DEBT: 'debts to Coinbase',
};

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
  async earn(): Promise<AccountContents> {
    const positions = asRows((await this.breakdown('earn'))['spot_positions'], 'spot_positions');
    const earning = positions.flatMap((row) => {
      const type = String(row['account_type'] ?? '');
      const product = entryOf(EARN_PRODUCTS, type);
      const amount = amountOf(row, 'total_balance_crypto');
      if (amount.isZero()) return [];
      if (product !== undefined) return [{ row, product, amount }];
      if (COUNTED_ELSEWHERE.has(type)) return [];
      if (entryOf(UNREAD_PRODUCTS, type) !== undefined) return [];
      throw new VenueFailure('bad-response', `coins lie in an account of no known type, ${type}`);
    });
    const unread = unreadProducts(positions);
    if (earning.length === 0) return { balances: [], unread };
    const { answer: exact, failed: inexact } = await askPart<ReadonlyMap<string, Decimal>>({
      name: 'digits beyond the eighth',
      holds: NOTHING,
      read: () => this.exactAmounts(),
    });
    const balances = heldOnly(
      earning.map(({ row, product, amount }) => {
        const asset = textOf(row, 'asset');
        const code = this.venue.code(asset);
        const other = exact?.get(`${String(row['account_uuid'] ?? '')} ${asset}`);
        const total = other !== undefined && isRoundedTo(other, amount) ? other : amount;
        return lockedBalance({ accountType: 'earn', code, subaccount: product }, total);
      }),
    );
    return { balances, unread: inexact === undefined ? unread : [...unread, inexact] };
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

  /** Whether there is collateral of derivatives outside the United States, which another host tells of. */
  async hasInternational(reader: string): Promise<boolean> {
    const rows = await this.accounts(reader);
    return rows.some(
      (row) =>
        (row['platform'] === 'ACCOUNT_PLATFORM_INTX' || row['type'] === PERPETUALS) &&
        !amountIn(row).isZero(),
    );
  }

  /** All accounts, page by page: ccxt gives the first 250 and tells of no more. */
  private accounts(reader: string): Promise<readonly Row[]> {
    return this.venue.shared('accounts', reader, () =>
      allPages(
        'accounts',
        {},
        async (from: { readonly cursor?: string }) => {
          const params = { limit: V3_PAGE_ROWS, ...from };
          const answer = asRow(
            await this.venue.call('v3PrivateGetBrokerageAccounts', params),
            'accounts',
          );
          const rows = asRows(answer['accounts'], 'accounts');
          if (answer['has_next'] === false) return { rows };
          if (answer['has_next'] !== true)
            throw new VenueFailure('bad-response', '"has_next" was not as documented');
          return { rows, next: { cursor: textOf(answer, 'cursor') } };
        },
        (row) => textOf(row, 'uuid'),
      ),
    );
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
          const { code } = money(row, 'available_balance');
          return [`${textOf(row, 'uuid')} ${code}`, amountIn(row)] as const;
        }),
    ]);
  }

  /** https://docs.cdp.coinbase.com/coinbase-app/track-apis/accounts */
  private olderAccounts(): Promise<readonly Row[]> {
    return allPages(
      'accounts',
      {},
      async (from: { readonly starting_after?: string }) => {
        const params = { limit: V2_PAGE_ROWS, ...from };
        const answer = asRow(await this.venue.call('v2PrivateGetAccounts', params), 'accounts');
        const rows = asRows(answer['data'], 'data');
        const after: unknown = asRow(answer['pagination'], 'pagination')['next_starting_after'];
        return after === null || after === undefined || after === ''
          ? { rows }
          : { rows, next: { starting_after: String(after) } };
      },
      (row) => textOf(row, 'id'),
    );
  }
}

/** Products that hold something and are not read, each once. */
function unreadProducts(positions: readonly Row[]): readonly UnreadPart[] {
  const names = positions
    .filter((row) => !amountOf(row, 'total_balance_crypto').isZero())
    .map((row) => entryOf(UNREAD_PRODUCTS, String(row['account_type'] ?? '')))
    .filter((name) => name !== undefined);
  return [...new Set(names)].map((name) => ({
    name,
    holds: NOTHING,
    failure: new VenueFailure('unsupported', 'there is something in it', {
      hint: 'Enter what you hold there as a manual account.',
    }),
  }));
}

/** Whose coins an account's are: https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/accounts/list-accounts */
const SPOT_PLATFORMS = new Set(['ACCOUNT_PLATFORM_CONSUMER', 'ACCOUNT_PLATFORM_UNSPECIFIED']);
const OTHER_PLATFORMS = new Set(['ACCOUNT_PLATFORM_CFM_CONSUMER', 'ACCOUNT_PLATFORM_INTX']);
const SPOT_TYPES = new Set([
  'ACCOUNT_TYPE_CRYPTO',
  'ACCOUNT_TYPE_FIAT',
  'ACCOUNT_TYPE_UNSPECIFIED',
]);
const PERPETUALS = 'ACCOUNT_TYPE_PERP_FUTURES';

/**
 * True for accounts whose coins are nobody else's: not those of derivatives, not vaults.
 * @throws VenueFailure `bad-response` for money in an account of a platform or type that is not known
 */
function isSpot(row: Row): boolean {
  const platform = String(row['platform'] ?? 'ACCOUNT_PLATFORM_UNSPECIFIED');
  const type = textOf(row, 'type');
  const isKnownType =
    SPOT_TYPES.has(type) || type === PERPETUALS || entryOf(EARN_PRODUCTS, type) !== undefined;
  const isKnown = isKnownType && (SPOT_PLATFORMS.has(platform) || OTHER_PLATFORMS.has(platform));
  if (isKnown) return SPOT_PLATFORMS.has(platform) && SPOT_TYPES.has(type);
  if (amountIn(row).isZero()) return false;
  throw new VenueFailure(
    'bad-response',
    `there is money in an account of no known kind, ${platform} ${type}`,
  );
}

/** All that is in an account. */
function amountIn(row: Row): Decimal {
  return money(row, 'available_balance').amount.plus(money(row, 'hold').amount);
}

const ROUNDING = 1e-6;

/** Whether an amount may be what was rounded to another: they are the same to six digits. */
function isRoundedTo(exact: Decimal, rounded: Decimal): boolean {
  return exact.minus(rounded).abs().lessThanOrEqualTo(rounded.abs().times(ROUNDING));
}
