import { ZERO, type Decimal } from '../../../../shared/base/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { heldBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRow, asRows, textOf, type Row } from '../../reading/shape';
import { readParts, type AccountPart } from '../common/parts';
import type { AccountContents, OwnTotalReader } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { dataOf, listOf } from './answers';

/**
 * HTX's names of its accounts by what this app calls them. Others are read as `funding`, but must be
 * empty: what is in them may be counted elsewhere as well.
 */
const ACCOUNT_OF: ReadonlyMap<string, AccountType> = new Map([
  ['spot', 'spot'],
  ['grid-trading', 'spot'],
  ['super-margin', 'margin'],
  ['deposit-earning', 'earn'],
  ['investment', 'earn'],
  ['minepool', 'earn'],
  ['otc', 'funding'],
  ['otc-options', 'funding'],
  ['borrow', 'funding'],
  ['crypto-loans', 'funding'],
  ['etf', 'funding'],
  ['agency', 'funding'],
]);
/** Isolated margin has a call of its own for all pairs; points are no coin. */
const NOT_BY_ID = new Set(['margin', 'point']);
/** The accounts that need no name besides that of their type. */
const MAIN = new Set(['spot', 'otc', 'super-margin']);

/** How HTX's valuation numbers what it values; only those used here. */
const VALUED = {
  spot: ['1', '15'],
  inverse: ['4', '7'],
  linear: ['11'],
  earn: ['6', '8', '10', '16'],
} as const;

const WITHOUT_DEBT: readonly AccountType[] = ['spot', 'futures', 'futures-inverse'];

/** The accounts of a user beside futures. Each has an id, and each is read by that once. */
export class HtxWallets {
  /** Whether earn was listed when it was read last. */
  private listsEarn = false;

  constructor(private readonly venue: VenueCalls) {}

  /**
   * The balances of all accounts of a type.
   * @throws VenueFailure `account-not-enabled` where HTX lists none
   */
  async read(accountType: AccountType): Promise<AccountContents> {
    const wallets = await this.walletsOf(accountType);
    return readParts(wallets.map((wallet) => this.part(wallet)));
  }

  /** Isolated margin, by pair. @throws VenueFailure `account-not-enabled` where there is no pair */
  async readIsolatedMargin(): Promise<VenueBalance[]> {
    const accounts = await this.accounts('isolated-margin');
    if (!accounts.some(({ type }) => type === 'margin'))
      throw new VenueFailure('account-not-enabled');
    const pairs = listOf(await this.venue.call('spotPrivateGetV1MarginAccountsBalance'));
    return heldOnly(
      pairs.flatMap((pair) =>
        this.rowsOf(pair, { accountType: 'isolated-margin', subaccount: textOf(pair, 'symbol') }),
      ),
    );
  }

  /**
   * What earns. HTX values products that it lists in no account: if it does and nothing was listed, the
   * account is not empty, it cannot be read.
   */
  async readEarn(): Promise<AccountContents> {
    const wallets = await this.walletsOf('earn');
    const nothing: AccountContents = { balances: [] };
    const held = wallets.length === 0 ? nothing : await this.read('earn');
    this.listsEarn = held.balances.length > 0;
    if (this.listsEarn || (held.unread ?? []).length > 0) return held;
    const valued = await this.valuation(VALUED.earn, 'earn');
    if (valued.isZero()) return nothing;
    throw new VenueFailure('unsupported', 'HTX values products that it lists to no key');
  }

  /**
   * HTX's own valuation of what is read and knows no debt, in bitcoin. Earn is among it where HTX lists
   * any, since it may be but a part: the difference tells.
   */
  ownTotal(): OwnTotalReader {
    const listsEarn = (): boolean => this.listsEarn;
    return {
      source: 'GET /v2/account/valuation',
      get covers(): readonly AccountType[] {
        return listsEarn() ? [...WITHOUT_DEBT, 'earn'] : WITHOUT_DEBT;
      },
      read: async () => ({
        amount: await this.valuation(
          [
            ...[...VALUED.spot, ...VALUED.inverse, ...VALUED.linear],
            ...(listsEarn() ? VALUED.earn : []),
          ],
          'own total',
        ),
        code: this.venue.code('btc'),
      }),
    };
  }

  /**
   * A part that HTX could not value is given as nought, with `success` false.
   * https://www.htx.com/en-us/opend/newApiPages/?id=7ec5058c-7773-11ed-9966-0242ac110003
   */
  private async valuation(types: readonly string[], reader: string): Promise<Decimal> {
    const data = await this.venue.shared('valuation', reader, async () =>
      asRow(dataOf(await this.venue.call('spotPrivateGetV2AccountValuation')), 'data'),
    );
    const rows = asRows(data['profitAccountBalanceList'], 'profitAccountBalanceList').filter(
      (row) => types.includes(textOf(row, 'distributionType')),
    );
    if (rows.some((row) => row['success'] !== true))
      throw new VenueFailure('venue-unavailable', 'HTX could not value all of the accounts');
    return rows.reduce((sum, row) => sum.plus(amountOf(row, 'accountBalance')), ZERO);
  }

  private async walletsOf(accountType: AccountType): Promise<readonly Wallet[]> {
    return (await this.accounts(accountType))
      .filter(({ type }) => !NOT_BY_ID.has(type))
      .map((each) => ({ ...each, accountType: ACCOUNT_OF.get(each.type) ?? 'funding' }))
      .filter((each) => each.accountType === accountType);
  }

  private accounts(reader: string): Promise<readonly Account[]> {
    return this.venue.shared('accounts', reader, async () =>
      listOf(await this.venue.call('spotPrivateGetV1AccountAccounts')).map((row) => ({
        id: textOf(row, 'id'),
        type: textOf(row, 'type'),
      })),
    );
  }

  private part(wallet: Wallet): AccountPart {
    const { type } = wallet;
    return {
      name: `the account “${type}”`,
      holds: { subaccounts: [MAIN.has(type) ? '' : type] },
      read: () => this.balances(wallet),
    };
  }

  private async balances({ id, type, accountType }: Wallet): Promise<VenueBalance[]> {
    const params = { 'account-id': id };
    const answer = await this.venue.call('spotPrivateGetV1AccountAccountsAccountIdBalance', params);
    const balances = this.rowsOf(asRow(dataOf(answer), 'data'), {
      accountType,
      ...(MAIN.has(type) ? {} : { subaccount: type }),
    });
    if (!ACCOUNT_OF.has(type) && heldOnly(balances).length > 0)
      throw new VenueFailure('bad-response', `there is money in an unknown account, "${type}"`);
    return balances;
  }

  private rowsOf(
    account: Row,
    holding: { readonly accountType: AccountType; readonly subaccount?: string },
  ): VenueBalance[] {
    return asRows(account['list'], 'list').map((row) => {
      const code = this.venue.code(textOf(row, 'currency'));
      return heldBalance({ ...holding, code }, ...partsOf(row));
    });
  }
}

interface Account {
  readonly id: string;
  readonly type: string;
}

interface Wallet extends Account {
  readonly accountType: AccountType;
}

/** How much of a coin one may still borrow or take out: no balance. */
const LIMITS = new Set(['loan-available', 'transfer-out-available']);

/**
 * A coin comes in several rows: what can be used, what is held, and with a minus what is owed. Answers the
 * available, locked and borrowed part that a row is.
 * https://www.htx.com/en-us/opend/newApiPages/?id=7ec40922-7773-11ed-9966-0242ac110003
 */
function partsOf(row: Row): readonly [Decimal, Decimal, Decimal] {
  const type = textOf(row, 'type');
  if (LIMITS.has(type)) return [ZERO, ZERO, ZERO];
  const amount = amountOf(row, 'balance');
  if (type === 'trade') return [amount, ZERO, ZERO];
  if (type === 'frozen' || type === 'lock' || type === 'bank') return [ZERO, amount, ZERO];
  if (type === 'loan' || type === 'interest') return [ZERO, ZERO, amount.abs()];
  if (amount.isZero()) return [ZERO, ZERO, ZERO];
  throw new VenueFailure('bad-response', `a balance was of the type ${type}`);
}
