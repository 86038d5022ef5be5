import { describe, expect, it } from 'vitest';
import type { AccountStanding } from '../../../shared/history/counted-basis';
import { namedKey } from '../../../shared/history/counted-basis';
import type { AccountType } from '../../../shared/portfolio/balance';
import { MINUTE, snapshotEntry, START } from '../testing/samples';
import type { AccountWorth, BalanceRow, GoneBalance, HeldWorth, SnapshotEntry } from './entry';
import { followScope, type Scope } from './scope';

type Told = Pick<AccountWorth, 'standing' | 'usd'> & Partial<AccountWorth>;

function account(name: string, told: Told | string, type: AccountType = 'spot'): AccountWorth {
  const rest: Told = typeof told === 'string' ? { standing: 'whole', usd: told } : told;
  return { connection: name, venue: name, account_type: type, ...rest };
}
const standing = (state: AccountStanding, usd = '0'): Told => ({ standing: state, usd });

function key(connection: string, code: string, type: AccountType = 'spot'): string {
  return namedKey({ connectionId: connection, accountType: type, code });
}

function row(
  connection: string,
  code: string,
  total: string,
  more: Partial<BalanceRow> = {},
): BalanceRow {
  return {
    ...{ connection, account_type: 'spot', subaccount: '', asset: code, code },
    ...{ available: total, locked: '0', total, borrowed: '0' },
    ...more,
  };
}

interface Point {
  readonly accounts?: readonly AccountWorth[];
  readonly changed?: readonly BalanceRow[];
  readonly gone?: readonly GoneBalance[];
  readonly uncounted?: readonly string[];
  readonly full?: boolean;
  readonly at?: number;
}

function entryOf(minute: number, point: Point): SnapshotEntry {
  const { accounts, changed = [], gone = [], full = false, uncounted, at } = point;
  return {
    ...snapshotEntry(at ?? START + minute * MINUTE, '0'),
    balances: { full, changed, gone },
    ...(accounts === undefined ? {} : { accounts, basis: 'b' }),
    ...(uncounted === undefined ? {} : { uncounted }),
  };
}

/** The steps of each point in turn, in words. */
function stepsOf(...points: readonly Point[]): string[][] {
  let scope: Scope | undefined;
  return points.map((point, minute) => {
    const next = followScope(scope, entryOf(minute, point));
    // As it comes back from the database.
    scope = next.scope && (JSON.parse(JSON.stringify(next.scope)) as Scope);
    return next.steps.map(
      ({ connection, account_type, kind, usd }) =>
        `${connection} ${account_type} ${kind} ${usd.toFixed()}`,
    );
  });
}

describe('accounts', () => {
  it('join with their first answer, and leave when they are there no more', () => {
    const [a, b] = [account('a', '100'), account('b', '30.5')];
    expect(
      stepsOf({ accounts: [a] }, { accounts: [a, b] }, { accounts: [a, b] }, { accounts: [b] }),
    ).toEqual([[], ['b spot joined 30.5'], [], ['a spot left -100']]);
  });

  it('neither leave when they fail or are carried on, nor join when they answer again', () => {
    const a = account('a', '100');
    const b = (told: Told | string) => account('b', told);
    expect(
      stepsOf(
        { accounts: [a, b('50')] },
        { accounts: [a, b(standing('stale', '50'))] },
        { accounts: [a, b(standing('missing'))] },
        { accounts: [a, b(standing('missing'))] },
        { accounts: [a, b('70')] },
      ),
    ).toEqual([[], [], [], [], []]);
  });

  it('take with them what they last were worth, also after they were missing', () => {
    const a = account('a', '100');
    expect(
      stepsOf(
        { accounts: [a, account('b', '50')] },
        { accounts: [a, account('b', standing('missing'))] },
        { accounts: [a] },
      ),
    ).toEqual([[], [], ['b spot left -50']]);
  });

  it('have not joined while they fail from the start, and join with their first answer', () => {
    const a = account('a', '100');
    expect(
      stepsOf(
        { accounts: [a, account('b', standing('missing'))] },
        { accounts: [a, account('b', '7')] },
      ),
    ).toEqual([[], ['b spot joined 7']]);
  });

  it('join when a key may read them from now on, and leave when it may no longer', () => {
    const spot = account('a', '100');
    const earn = (told: Told | string) => account('a', told, 'earn');
    expect(
      stepsOf(
        { accounts: [spot, earn(standing('out'))] },
        { accounts: [spot, earn('9')] },
        { accounts: [spot, earn(standing('out'))] },
      ),
    ).toEqual([[], ['a earn joined 9'], ['a earn left -9']]);
  });

  it('bring their debts: what is below zero joins below zero', () => {
    const a = account('a', '100');
    expect(stepsOf({ accounts: [a] }, { accounts: [a, account('b', '-40')] })).toEqual([
      [],
      ['b spot joined -40'],
    ]);
  });

  it('are compared with nothing at the first point, and after a version that did not tell', () => {
    const [a, b] = [account('a', '100'), account('b', '5')];
    expect(stepsOf({ accounts: [a, b] }, {}, { accounts: [a] }, { accounts: [a, b] })).toEqual([
      [],
      [],
      [],
      ['b spot joined 5'],
    ]);
  });

  it('deposits, trades and prices are no steps', () => {
    const changed = [row('a', 'BTC', '2', { usd: '200' }), row('a', 'ETH', '1', { usd: '5' })];
    expect(
      stepsOf({ accounts: [account('a', '100')] }, { accounts: [account('a', '205')], changed }),
    ).toEqual([[], []]);
  });
});

describe('an account that was partly read when it joined', () => {
  const partly = (usd: string, held: Record<string, HeldWorth>): Told => ({
    standing: 'partly',
    usd,
    held,
  });
  const btc = { [key('b', 'BTC')]: { amount: '1', usd: '50' } };

  it('has joined with what is found later, at the price of then, and not with the rise of the price', () => {
    expect(
      stepsOf(
        { accounts: [account('a', '9')] },
        { accounts: [account('a', '9'), account('b', partly('50', btc))] },
        // 0.5 BTC more in a part that could not be read before; its price rose from 50 to 60.
        {
          accounts: [account('a', '9'), account('b', '97')],
          changed: [row('b', 'BTC', '1.5', { usd: '90' }), row('b', 'ETH', '1', { usd: '7' })],
        },
        {
          accounts: [account('a', '9'), account('b', '107')],
          changed: [row('b', 'ETH', '2', { usd: '17' })],
        },
      ),
    ).toEqual([[], ['b spot joined 50'], ['b spot joined 37'], []]);
  });

  it('remembers over a failure what it lacked', () => {
    expect(
      stepsOf(
        { accounts: [account('b', partly('50', btc))] },
        { accounts: [account('b', standing('stale', '50'))] },
        { accounts: [account('b', '57')], changed: [row('b', 'ETH', '1', { usd: '7' })] },
      ),
    ).toEqual([[], [], ['b spot joined 7']]);
  });
});

describe('what is entered by hand', () => {
  const manual = (usd: string, held: Record<string, HeldWorth>) =>
    account('m', { standing: 'whole', usd, held }, 'manual');
  const more = (total: string, usd?: string) =>
    row('m', 'EUR', total, { account_type: 'manual', ...(usd === undefined ? {} : { usd }) });
  const eur = (amount: string, usd?: string) => ({
    [key('m', 'EUR', 'manual')]: { amount, ...(usd === undefined ? {} : { usd }) },
  });

  it('is a step when it is entered, changed and taken away, at the price of that point', () => {
    expect(
      stepsOf(
        { accounts: [manual('0', {})] },
        { accounts: [manual('110', eur('100', '110'))], changed: [more('100', '110')] },
        // The rate rises: no step.
        { accounts: [manual('120', eur('100', '120'))] },
        { accounts: [manual('180', eur('150', '180'))], changed: [more('150', '180')] },
        { accounts: [manual('0', {})], gone: [more('0')] },
      ),
    ).toEqual([
      [],
      ['m manual entered 110'],
      [],
      ['m manual entered 60'],
      ['m manual entered -180'],
    ]);
  });

  it('is found over a restart, after which everything is told again', () => {
    expect(
      stepsOf(
        { accounts: [manual('110', eur('100', '110'))] },
        { full: true, accounts: [manual('220', eur('200', '220'))], changed: [more('200', '220')] },
        { full: true, accounts: [manual('0', {})] },
      ),
    ).toEqual([[], ['m manual entered 110'], ['m manual entered -220']]);
  });

  it('counts whole when its price is found later', () => {
    expect(
      stepsOf(
        { accounts: [manual('0', eur('100'))] },
        { accounts: [manual('110', eur('100', '110'))], changed: [more('100', '110')] },
      ),
    ).toEqual([[], ['m manual entered 110']]);
  });
});

describe('what is held and not counted', () => {
  const gem = key('a', 'GEM');
  it('comes to count when it is priced or accepted, and is no gain', () => {
    expect(
      stepsOf(
        { accounts: [account('a', '100')], uncounted: [gem] },
        // As before: nothing is said of what is not counted.
        { accounts: [account('a', '101')] },
        {
          accounts: [account('a', '131')],
          uncounted: [],
          changed: [row('a', 'GEM', '3', { usd: '30' })],
        },
      ),
    ).toEqual([[], [], ['a spot counted 30']]);
  });

  it('counts no longer when its price is gone or the token is refused, and is no loss', () => {
    expect(
      stepsOf(
        { accounts: [account('a', '130')], uncounted: [] },
        {
          accounts: [account('a', '100')],
          uncounted: [gem],
          changed: [row('a', 'GEM', '3', { last_usd: '30' })],
        },
        {
          accounts: [account('a', '130')],
          uncounted: [],
          changed: [row('a', 'GEM', '3', { usd: '30' })],
        },
        {
          accounts: [account('a', '100')],
          uncounted: [gem],
          gone: [row('a', 'GEM', '3', { last_usd: '30' })],
        },
      ),
    ).toEqual([[], ['a spot counted -30'], ['a spot counted 30'], ['a spot counted -30']]);
  });

  it('is no step when it is sent away', () => {
    expect(
      stepsOf(
        { accounts: [account('a', '130')], uncounted: [] },
        { accounts: [account('a', '100')], gone: [row('a', 'GEM', '3', { last_usd: '30' })] },
      ),
    ).toEqual([[], []]);
  });
});

describe('delivery', () => {
  it('of the same entry again changes nothing, whatever came after it', () => {
    const first = followScope(undefined, entryOf(0, { accounts: [account('a', '1')] }));
    const join = entryOf(1, { accounts: [account('a', '1'), account('b', '2')] });
    const second = followScope(first.scope, join);
    expect(second.steps).toHaveLength(1);
    const third = followScope(second.scope, entryOf(2, { accounts: [account('b', '2')] }));
    expect(followScope(second.scope, join)).toEqual({ scope: second.scope, steps: [] });
    expect(followScope(third.scope, join)).toEqual({ scope: third.scope, steps: [] });
  });

  it('goes on after a clock that was years ahead', () => {
    const future = START + 1000 * 86_400_000;
    expect(
      stepsOf(
        { accounts: [account('a', '1')], at: future },
        { accounts: [account('a', '1'), account('b', '2')] },
        { accounts: [account('b', '2')] },
      ),
    ).toEqual([[], ['b spot joined 2'], ['a spot left -1']]);
  });
});
