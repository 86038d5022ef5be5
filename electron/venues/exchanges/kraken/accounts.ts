import { ZERO } from '../../../../shared/base/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { equityBalance, heldOnly, lockedBalance } from '../../reading/balances';
import { amountOf, asRow, optionalAmountOf } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import type { AccountReader, VenueAccounts } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { krakenAsset } from './assets';
import { readEarn } from './earn';
import { marginReader } from './margin';
import { krakenStream } from './stream';

/**
 * Kraken lists everything in one answer: coins that are free to trade and, by suffix, what earns. One
 * call serves both account types; what open margin positions gained is not among it.
 * https://docs.kraken.com/api/docs/rest-api/get-extended-balance
 *
 * Kraken's own "equivalent balance" (`TradeBalance`) is not shown beside: it does not say which of the
 * earn products are part of it.
 */
export async function krakenAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  const all = (reader: AccountType): Promise<readonly VenueBalance[]> =>
    venue.shared('balances', reader, async () => {
      const answer = asRow(await venue.call('privatePostBalanceEx'), 'answer');
      // An account with nothing in it has an empty result, as what is no answer of Kraken's may have.
      if (!Array.isArray(answer['error']))
        throw new VenueFailure('bad-response', '"error" was not as documented');
      const rows = Object.entries(asRow(answer['result'], 'result'));
      return heldOnly(rows.map(([assetId, row]) => balanceOf(venue, assetId, row)));
    });
  const source = 'POST /0/private/BalanceEx';
  const reader = (accountType: 'spot' | 'earn') => ({
    accountType,
    source,
    permissions: ['Query Funds'],
    read: async () =>
      (await all(accountType)).filter((balance) => balance.accountType === accountType),
  });
  const earn: AccountReader = {
    ...reader('earn'),
    source: `${source}, POST /0/private/Earn/Allocations`,
    read: () => readEarn(venue, reader('earn').read()),
  };
  return {
    readers: [reader('spot'), marginReader(venue), earn],
    streams: [krakenStream()],
  };
}

function balanceOf(venue: VenueCalls, assetId: string, value: unknown): VenueBalance {
  const row = asRow(value, assetId);
  const { coinId, earnProduct } = krakenAsset(assetId);
  const code = venue.code(coinId);
  const balance = amountOf(row, 'balance');
  if (earnProduct !== undefined)
    return lockedBalance({ accountType: 'earn', code, subaccount: earnProduct }, balance);
  const held = optionalAmountOf(row, 'hold_trade');
  // What is used of a credit line is owed; the balance already has it.
  const debt = optionalAmountOf(row, 'credit_used');
  const free = balance.minus(held);
  const holding = { accountType: 'spot', code } as const;
  return equityBalance(holding, balance, free.isNegative() ? ZERO : free, debt);
}
