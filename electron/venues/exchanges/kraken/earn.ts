import { ZERO, sum, type Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { heldOnly, lockedBalance } from '../../reading/balances';
import { amountOf, asRow, asRows, textOf } from '../../reading/shape';
import { askParts } from '../common/parts';
import type { AccountContents } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';

/** A difference below this share of an allocation is a reward that one of the two lists has sooner. */
const NOISE = '0.001';
const VAULT = 'vault';

/**
 * What earns: the balances that are named as earning, and what was allocated to strategies beyond them.
 * Vault strategies take coins out of the balance list: they may be among the allocations alone, while
 * others are in both lists. https://docs.kraken.com/api-reference/earn/list-earn-allocations
 * @param named the balances of the balance list
 */
export async function readEarn(
  venue: VenueCalls,
  named: Promise<readonly VenueBalance[]>,
): Promise<AccountContents> {
  const { answers, unread } = await askParts<readonly VenueBalance[]>([
    { name: 'earning balances', holds: { otherThanSubaccounts: [VAULT] }, read: () => named },
    {
      name: 'vault strategies',
      holds: { subaccounts: [VAULT] },
      read: async () => {
        const allocated = await allocations(venue);
        // Without the balance list it is not known which allocations are in it.
        return notNamed(allocated, allocated.length === 0 ? [] : await named);
      },
    },
  ]);
  return { balances: heldOnly(answers.flatMap((answer) => answer ?? [])), unread };
}

function notNamed(
  allocated: readonly VenueBalance[],
  named: readonly VenueBalance[],
): readonly VenueBalance[] {
  return allocated.map((allocation) => {
    const there = named.filter(({ code }) => code === allocation.code);
    const rest = allocation.total.minus(sum(there.map(({ total }) => total)));
    return lockedBalance(allocation, isNoise(rest, allocation.total) ? ZERO : rest);
  });
}

function isNoise(rest: Decimal, total: Decimal): boolean {
  return rest.lessThanOrEqualTo(total.times(NOISE));
}

/** What is allocated of each coin, of all strategies together. */
async function allocations(venue: VenueCalls): Promise<readonly VenueBalance[]> {
  const params = { hide_zero_allocations: 'true' };
  const answer = asRow(await venue.call('privatePostEarnAllocations', params), 'answer');
  const result = asRow(answer['result'], 'result');
  const next: unknown = result['next_cursor'];
  if (next !== undefined && next !== null && next !== '')
    throw new VenueFailure('bad-response', 'there are more pages of allocations');
  return heldOnly(
    asRows(result['items'], 'items').map((row) => {
      const amounts = asRow(row['amount_allocated'], 'amount_allocated');
      const code = venue.code(textOf(row, 'native_asset'));
      const total = amountOf(asRow(amounts['total'], 'total'), 'native');
      return lockedBalance({ accountType: 'earn', code, subaccount: VAULT }, total);
    }),
  );
}
