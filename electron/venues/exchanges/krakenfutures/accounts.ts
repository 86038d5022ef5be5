import { ZERO } from '../../../../shared/base/decimal';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { equityBalance, heldBalance, heldOnly } from '../../reading/balances';
import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, asRow, optionalAmountOf, textOf, type Row } from '../../reading/shape';
import type { AccountReader, VenueAccounts } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { KrakenFuturesPositions } from './positions';

/**
 * The wallets of Kraken's derivatives, all in one answer: the cash account, the multi-collateral account
 * `flex`, and one margin account for each single-collateral market (`fi_xbtusd`). A coin is in one of
 * them at a time. https://docs.kraken.com/api/docs/futures-api/trading/get-accounts
 */
export async function krakenFuturesAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  const wallets = (reader: string): Promise<Wallets> =>
    venue.shared('accounts', reader, async () => walletsOf(await venue.call('privateGetAccounts')));
  const positions = new KrakenFuturesPositions(venue);
  const source = 'GET /derivatives/api/v3/accounts';
  const permissions = ['General API - Read Only'];
  const readers: AccountReader[] = [
    {
      accountType: 'funding',
      source,
      permissions,
      read: async () => cashBalances((await wallets('funding')).cash, venue),
    },
    {
      accountType: 'futures',
      source,
      permissions,
      read: async () => flexBalances((await wallets('futures')).flex, venue),
      positions: positions.reader('futures'),
    },
    {
      accountType: 'futures-inverse',
      source,
      permissions,
      read: async () => marginBalances((await wallets('futures-inverse')).margin, venue),
      positions: positions.reader('futures-inverse'),
    },
  ];
  return {
    readers,
    streams: [],
    ownTotal: {
      source: `${source}, portfolioValue of flex`,
      covers: ['futures'],
      read: async () => ({
        amount: amountOf((await wallets('own total')).flex, 'portfolioValue'),
        code: 'USD',
      }),
    },
  };
}

interface Wallets {
  readonly cash: Row;
  readonly flex: Row;
  /** By name: `fi_xbtusd`. */
  readonly margin: readonly (readonly [string, Row])[];
}

/** @throws VenueFailure `bad-response` for an account of a type that is not known, or none of a known one */
function walletsOf(answer: unknown): Wallets {
  const accounts = Object.entries(asRow(asRow(answer, 'answer')['accounts'], 'accounts')).map(
    ([name, value]) => [name, asRow(value, name)] as const,
  );
  const ofType = (type: string) => accounts.filter(([, row]) => row['type'] === type);
  const [cash, flex] = [ofType('cashAccount'), ofType('multiCollateralMarginAccount')];
  const margin = ofType('marginAccount');
  if (cash.length + flex.length + margin.length < accounts.length)
    throw new VenueFailure('bad-response', 'an account was of no known type');
  return { cash: only(cash, 'cash'), flex: only(flex, 'flex'), margin };
}

function only(accounts: readonly (readonly [string, Row])[], what: string): Row {
  const [account] = accounts;
  if (account === undefined || accounts.length > 1)
    throw new VenueFailure('bad-response', `"${what}" was not one account`);
  return account[1];
}

function cashBalances(cash: Row, venue: VenueCalls): VenueBalance[] {
  const balances = asRow(cash['balances'], 'balances');
  return heldOnly(
    Object.keys(balances).map((id) =>
      heldBalance({ accountType: 'funding', code: venue.code(id) }, amountOf(balances, id), ZERO),
    ),
  );
}

/**
 * Quantities are without profit and loss, which Kraken states in dollars for the whole account, funding
 * included, whatever currency it will be paid in. Quantities and `totalUnrealized` make up
 * `portfolioValue`.
 */
function flexBalances(flex: Row, venue: VenueCalls): VenueBalance[] {
  const currencies = asRow(flex['currencies'], 'currencies');
  const coins = Object.entries(currencies).map(([id, value]) => {
    const row = asRow(value, id);
    return {
      code: venue.code(id),
      quantity: amountOf(row, 'quantity'),
      available: optionalAmountOf(row, 'available'),
    };
  });
  const dollars = coins.find(({ code }) => code === 'USD');
  const others = coins.filter((coin) => coin !== dollars);
  const { quantity, available } = dollars ?? { quantity: ZERO, available: ZERO };
  const equity = quantity.plus(amountOf(flex, 'totalUnrealized'));
  return heldOnly([
    equityBalance({ accountType: 'futures', code: 'USD' }, equity, available),
    ...others.map((coin) =>
      equityBalance({ accountType: 'futures', code: coin.code }, coin.quantity, coin.available),
    ),
  ]);
}

/** What a contract's name begins with, which no coin's does: `fi_xbtusd_180615`. */
const CONTRACT = /^[pf][fiv]_/i;

/**
 * A single-collateral account: `pv` is the balance and the profit and loss of its positions, in its
 * currency. `balances` may list contracts (`fi_xbtusd_180615`), which are positions, and other coins.
 * https://support.kraken.com/hc/en-us/articles/360022635792-Accounts
 */
function marginBalances(
  accounts: readonly (readonly [string, Row])[],
  venue: VenueCalls,
): VenueBalance[] {
  return heldOnly(
    accounts.flatMap(([subaccount, account]) => {
      const currency = textOf(account, 'currency');
      const holding = (id: string) =>
        ({ accountType: 'futures-inverse', code: venue.code(id), subaccount }) as const;
      const auxiliary = asRow(account['auxiliary'], 'auxiliary');
      const balances = asRow(account['balances'], 'balances');
      const others = Object.keys(balances).filter(
        (id) => !CONTRACT.test(id) && id.toLowerCase() !== currency.toLowerCase(),
      );
      return [
        equityBalance(
          holding(currency),
          amountOf(auxiliary, 'pv'),
          optionalAmountOf(auxiliary, 'af'),
        ),
        ...others.map((id) => heldBalance(holding(id), amountOf(balances, id), ZERO)),
      ];
    }),
  );
}
