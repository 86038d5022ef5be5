import { ZERO, type Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { equityBalance, heldOnly } from '../../reading/balances';
import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, optionalAmountOf, textOf, type Row } from '../../reading/shape';
import type { AccountReader, VenueAccounts } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import {
  asVenuePosition,
  openPositions,
  type BitfinexPosition,
  type PositionAccount,
} from './positions';
import { coinId, isDerivative, namedRows } from './rows';

type WalletAccount = 'spot' | 'funding' | PositionAccount;

/** https://docs.bitfinex.com/reference/rest-auth-wallets */
const WALLET = ['type', 'currency', 'balance', 'unsettledInterest', 'available'] as const;

/** What Bitfinex's page for keys calls the permission that all readers need. */
const WALLETS = 'Wallets: get wallet balances and addresses';

/**
 * Bitfinex's wallets, all in one answer. What backs derivatives is in the margin wallet under codes of
 * its own: `USTF0` beside `UST`, which are the same coin in two accounts. Funding that is offered or lent
 * stays in the balance of the funding wallet and is only no longer available.
 */
export async function bitfinexAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  const wallets = (reader: WalletAccount): Promise<readonly Row[]> =>
    venue.shared('wallets', reader, async () => {
      const answer = await venue.call('privatePostAuthRWallets');
      return namedRows(answer, WALLET, 'wallets');
    });
  const positions = (reader: string): Promise<readonly BitfinexPosition[]> =>
    venue.shared('positions', reader, () => openPositions(venue));

  const walletReader = (accountType: 'spot' | 'funding'): AccountReader => ({
    accountType,
    source: 'POST /v2/auth/r/wallets',
    permissions: [WALLETS],
    read: async () =>
      heldOnly(
        rowsOf(await wallets(accountType), accountType).map((row) =>
          walletBalance(venue, row, accountType),
        ),
      ),
  });
  const leveraged = (accountType: PositionAccount): AccountReader => ({
    accountType,
    source: 'POST /v2/auth/r/wallets, /v2/auth/r/positions',
    permissions: [WALLETS, 'Margin Trading: get position and margin info'],
    read: async () => {
      const [rows, open] = await Promise.all([wallets(accountType), positions(accountType)]);
      return equityBalances(
        venue,
        accountType,
        rowsOf(rows, accountType),
        open.filter(({ account }) => account === accountType),
      );
    },
    positions: {
      source: 'POST /v2/auth/r/positions',
      read: async () =>
        (await positions(`${accountType} positions`))
          .filter(({ account }) => account === accountType)
          .map((position) => asVenuePosition(position, venue)),
    },
  });
  return {
    readers: [
      walletReader('spot'),
      walletReader('funding'),
      leveraged('margin'),
      leveraged('futures'),
    ],
    streams: [],
  };
}

function rowsOf(rows: readonly Row[], account: WalletAccount): readonly Row[] {
  return rows.filter((row) => accountOf(row) === account);
}

/** @throws VenueFailure `bad-response` for a wallet of another type: what is in it must not go missing */
function accountOf(row: Row): WalletAccount {
  switch (textOf(row, 'type')) {
    case 'exchange':
      return 'spot';
    case 'funding':
      return 'funding';
    case 'margin':
      return isDerivative(textOf(row, 'currency')) ? 'futures' : 'margin';
    default:
      throw new VenueFailure('bad-response', 'a wallet was of no known type');
  }
}

function walletBalance(venue: VenueCalls, row: Row, accountType: WalletAccount): VenueBalance {
  const holding = { accountType, code: codeOf(venue, row) };
  return equityBalance(holding, amountOf(row, 'balance'), optionalAmountOf(row, 'available'));
}

/**
 * Balances of margin or derivatives with what open positions have gained or lost: the balance is without
 * it, and has what is bound as collateral. Interest that was not settled yet is owed.
 */
function equityBalances(
  venue: VenueCalls,
  accountType: PositionAccount,
  rows: readonly Row[],
  positions: readonly BitfinexPosition[],
): VenueBalance[] {
  const profits = new Map<string, Decimal>();
  for (const { quoteId, profit } of positions) {
    const code = venue.code(quoteId);
    profits.set(code, (profits.get(code) ?? ZERO).plus(profit));
  }
  const balances = rows.map((row) => {
    const code = codeOf(venue, row);
    const profit = profits.get(code) ?? ZERO;
    profits.delete(code);
    return equityBalance(
      { accountType, code },
      amountOf(row, 'balance').plus(profit),
      optionalAmountOf(row, 'available'),
      optionalAmountOf(row, 'unsettledInterest').abs(),
    );
  });
  const rest = [...profits].map(([code, profit]) =>
    equityBalance({ accountType, code }, profit, ZERO),
  );
  return heldOnly([...balances, ...rest]);
}

function codeOf(venue: VenueCalls, row: Row): string {
  return venue.code(coinId(textOf(row, 'currency')));
}
