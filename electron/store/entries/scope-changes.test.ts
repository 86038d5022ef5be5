import { describe, expect, it } from 'vitest';
import { namedKey } from '../../../shared/history/counted-basis';
import { account, entryOf, key, row, standing, stepsOf, type Told } from '../testing/scope-points';
import { MINUTE, START } from '../testing/samples';
import type { HeldWorth, SnapshotEntry } from './entry';
import { followScope } from './scope';

describe('an account that was partly read when it joined', () => {
  const partly = (
    usd: string,
    held: Record<string, HeldWorth>,
    lacks: readonly string[] = ['earn'],
  ): Told => ({ standing: 'partly', usd, held, lacks });
  const btc = (amount: string, usd: string) => ({ [key('b', 'BTC')]: { amount, usd } });
  const a = account('a', '9');

  it('has joined with what is found later, at the price of then, and not with the rise of the price', () => {
    expect(
      stepsOf(
        { accounts: [a] },
        { accounts: [a, account('b', partly('50', btc('1', '50')))] },
        // 0.5 BTC more in a part that could not be read before; its price rose from 50 to 60.
        {
          accounts: [a, account('b', '97')],
          changed: [row('b', 'BTC', '1.5', { usd: '90' }), row('b', 'ETH', '1', { usd: '7' })],
        },
        { accounts: [a, account('b', '107')], changed: [row('b', 'ETH', '2', { usd: '17' })] },
      ),
    ).toEqual([[], ['b spot joined 50'], ['b spot joined 37'], []]);
  });

  it('has what is deposited into the parts that are read as a change, however long others are not', () => {
    const more = (usd: string) => ({ changed: [row('b', 'BTC', '2', { usd })] });
    expect(
      stepsOf(
        { accounts: [account('b', partly('50', btc('1', '50'), ['earn', 'loans']))] },
        {
          accounts: [account('b', partly('100', btc('2', '100'), ['loans', 'earn']))],
          ...more('100'),
        },
        { accounts: [account('b', standing('stale', '100'))] },
        // One of the two parts comes into sight, and later the other.
        {
          accounts: [account('b', partly('150', btc('3', '150'), ['loans']))],
          changed: [row('b', 'BTC', '3', { usd: '150' })],
        },
        {
          accounts: [account('b', partly('200', btc('4', '200'), ['loans']))],
          changed: [row('b', 'BTC', '4', { usd: '200' })],
        },
        { accounts: [account('b', '250')], changed: [row('b', 'BTC', '5', { usd: '250' })] },
      ),
    ).toEqual([[], [], [], ['b spot joined 50'], [], ['b spot joined 50']]);
  });

  it('counts what gets a price, or loses it, once', () => {
    const gem = key('b', 'GEM');
    const held = (usd?: string) => ({
      [gem]: { amount: '3', ...(usd === undefined ? {} : { usd }) },
    });
    expect(
      stepsOf(
        { accounts: [account('b', partly('0', held()))], uncounted: [gem] },
        {
          accounts: [account('b', partly('30', held('30'), []))],
          uncounted: [],
          changed: [row('b', 'GEM', '3', { usd: '30' })],
        },
        {
          accounts: [account('b', '0')],
          uncounted: [gem],
          gone: [row('b', 'GEM', '3', { last_usd: '30' })],
        },
      ),
    ).toEqual([[], ['b spot counted 30'], ['b spot counted -30']]);
  });

  it('remembers over a failure what it lacked', () => {
    expect(
      stepsOf(
        { accounts: [account('b', partly('50', btc('1', '50')))] },
        { accounts: [account('b', standing('stale', '50'))] },
        { accounts: [account('b', '57')], changed: [row('b', 'ETH', '1', { usd: '7' })] },
      ),
    ).toEqual([[], [], ['b spot joined 7']]);
  });

  it('is told as before where a version wrote it that did not name the parts', () => {
    const { lacks: _lacks, ...untold } = partly('50', btc('1', '50'));
    expect(
      stepsOf(
        { accounts: [account('b', untold)] },
        {
          accounts: [account('b', partly('57', {}))],
          changed: [row('b', 'ETH', '1', { usd: '7' })],
        },
        { accounts: [account('b', '64')], changed: [row('b', 'ETH', '2', { usd: '14' })] },
      ),
    ).toEqual([[], [], ['b spot joined 14']]);
  });
});

describe('a balance without a price that nets to nothing', () => {
  const gem = (amount: string, usd?: string) => ({
    [key('b', 'GEM')]: { amount, ...(usd === undefined ? {} : { usd }) },
  });

  it('joins with what it has more of when that comes with a price', () => {
    const partly = (usd: string, held: Record<string, HeldWorth>): Told => ({
      ...{ standing: 'partly', usd, held, lacks: ['earn'] },
    });
    expect(
      stepsOf(
        { accounts: [account('b', partly('5', gem('0')))], uncounted: [] },
        { accounts: [account('b', '35')], changed: [row('b', 'GEM', '3', { usd: '30' })] },
      ),
    ).toEqual([[], ['b spot joined 30']]);
  });

  it('is entered with it, and takes nothing with it when it is nothing again', () => {
    const manual = (usd: string, held: Record<string, HeldWorth>) =>
      account('b', { standing: 'whole', usd, held });
    const by = (total: string, usd?: string) => [
      row('b', 'GEM', total, { account_type: 'manual', ...(usd === undefined ? {} : { usd }) }),
    ];
    const held = (amount: string, usd?: string) => ({
      [key('b', 'GEM', 'manual')]: { amount, ...(usd === undefined ? {} : { usd }) },
    });
    const at = (usd: string, of: Record<string, HeldWorth>) => ({
      accounts: [{ ...manual(usd, of), account_type: 'manual' as const }],
    });
    expect(
      stepsOf(
        { ...at('0', held('0')), uncounted: [] },
        { ...at('30', held('3', '30')), changed: by('3', '30') },
        { ...at('0', held('0')), changed: by('0') },
      ),
    ).toEqual([[], ['b manual entered 30'], ['b manual entered -30']]);
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
        {
          accounts: [manual('0', eur('100'))],
          uncounted: [namedKey({ connectionId: 'm', accountType: 'manual', code: 'EUR' })],
        },
        {
          accounts: [manual('110', eur('100', '110'))],
          changed: [more('100', '110')],
          uncounted: [],
        },
      ),
    ).toEqual([[], ['m manual counted 110']]);
  });

  it('is told as all else is when its price is gone, not as if it had been taken away', () => {
    const key = namedKey({ connectionId: 'm', accountType: 'manual', code: 'EUR' });
    expect(
      stepsOf(
        { accounts: [manual('110', eur('100', '110'))], uncounted: [] },
        // Over a restart: nothing tells what it was worth but the point before.
        {
          full: true,
          accounts: [manual('0', eur('100'))],
          changed: [more('100')],
          uncounted: [key],
        },
        { accounts: [manual('0', {})], gone: [more('0')], uncounted: [] },
      ),
    ).toEqual([[], ['m manual counted -110'], []]);
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

describe('a price by the word of the user', () => {
  const repriced = (from_usd: string, to_usd: string, amount = '3', asset = 'GEM') => ({
    repriced: { asset, amount, from_usd, to_usd },
  });

  it('is a step of its own kind when it is set, changed and taken back; what was deposited is none', () => {
    expect(
      stepsOf(
        { accounts: [account('a', '130')] },
        {
          accounts: [account('a', '190')],
          changed: [row('a', 'GEM', '3', { usd: '90', ...repriced('30', '90') })],
        },
        // One more is deposited in the same minute.
        {
          accounts: [account('a', '140')],
          changed: [row('a', 'GEM', '4', { usd: '40', ...repriced('90', '30') })],
        },
        {
          full: true,
          accounts: [account('a', '148')],
          changed: [row('a', 'GEM', '4', { usd: '48', ...repriced('40', '48', '4') })],
        },
      ),
    ).toEqual([[], ['a spot priced 60'], ['a spot priced -60'], ['a spot priced 8']]);
  });

  it('is told against the point before, and not twice where that has it already', () => {
    const told = (comparedWith: number): SnapshotEntry => ({
      ...entryOf(2, {
        accounts: [account('a', '190')],
        changed: [row('a', 'GEM', '3', { usd: '90', ...repriced('30', '90') })],
      }),
      comparedWith,
    });
    const { scope } = followScope(undefined, entryOf(1, { accounts: [account('a', '130')] }));
    const stepsAgainst = (minute: number) =>
      followScope(scope, told(START + minute * MINUTE)).steps.length;
    expect([0, 1, 1.5].map(stepsAgainst)).toEqual([0, 1, 1]);
  });
});
