import type { Decimal } from '../../../../shared/base/decimal';
import type { VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRow, asRows, optionalAmountOf, textOf, type Row } from '../../reading/shape';
import type { AccountReader } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import type { AccountProfile } from './profile';

/**
 * The options account, a wallet of its own. Its equity is what it is worth: balance, what sold options
 * gained or lost, and the value of bought ones (https://www.binance.com/en/support/faq/374321c9317c473480243365298b8706).
 * https://developers.binance.com/docs/derivatives/options-trading/account
 */
export function optionsReader(
  venue: VenueCalls,
  profile: () => Promise<AccountProfile>,
): AccountReader {
  const requireOptions = async (): Promise<void> => {
    if (!(await profile()).options) throw new VenueFailure('account-not-enabled');
  };
  return {
    accountType: 'options',
    source: 'GET /eapi/v1/marginAccount',
    read: async () => {
      await requireOptions();
      const answer = asRow(await venue.call('eapiPrivateGetMarginAccount'), 'options account');
      return heldOnly(
        asRows(answer['asset'], 'asset').map((row) =>
          equityBalance(
            { accountType: 'options', code: venue.code(textOf(row, 'asset')) },
            amountOf(row, 'equity'),
            optionalAmountOf(row, 'available'),
          ),
        ),
      );
    },
    positions: {
      source: 'GET /eapi/v1/position, GET /eapi/v1/mark',
      read: async () => {
        await requireOptions();
        return optionPositions(venue);
      },
    },
  };
}

/** Binance tells the delta of an option, not of a position: it is that of one coin. */
async function optionPositions(venue: VenueCalls): Promise<VenuePosition[]> {
  const held = asRows(await venue.call('eapiPrivateGetPosition'), 'positions')
    .map((row) => ({ symbol: textOf(row, 'symbol'), amount: signedQuantity(row) }))
    .filter(({ amount }) => !amount.isZero());
  if (held.length === 0) return [];
  const [marks, listed] = await Promise.all([
    venue.call('eapiPublicGetMark'),
    venue.call('eapiPublicGetExchangeInfo'),
  ]);
  const deltas = asRows(marks, 'marks');
  const contracts = asRows(asRow(listed, 'exchangeInfo')['optionSymbols'], 'optionSymbols');
  const ofSymbol = (rows: readonly Row[], symbol: string): Row | undefined =>
    rows.find((row) => row['symbol'] === symbol);
  return held.map(({ symbol, amount }) => {
    const contract = ofSymbol(contracts, symbol);
    const mark = ofSymbol(deltas, symbol);
    // `BTC-251226-100000-C`
    const [base = symbol] = symbol.split('-');
    const code = venue.code(base);
    const position = { accountType: 'options', market: symbol, kind: 'option', code } as const;
    if (contract === undefined || mark === undefined) return position;
    const coins = amount.times(amountOf(contract, 'unit'));
    return { ...position, delta: coins.times(amountOf(mark, 'delta')) };
  });
}

function signedQuantity(row: Row): Decimal {
  const quantity = amountOf(row, 'quantity');
  return textOf(row, 'side') === 'SHORT' ? quantity.abs().negated() : quantity;
}
