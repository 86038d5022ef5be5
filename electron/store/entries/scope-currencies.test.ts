import { describe, expect, it } from 'vitest';
import {
  account,
  entryOf,
  key,
  row,
  standing,
  type Point,
  type Told,
} from '../testing/scope-points';
import type { RecordedRates } from './entry';
import { followScope, type Scope } from './scope';

describe('in other currencies', () => {
  /** What steps come to at the rates of their point: by code, and in dollars. */
  function worths(...points: readonly (Point & { readonly rates?: RecordedRates })[]) {
    let scope: Scope | undefined;
    return points.map(({ rates, ...point }, minute) => {
      const next = followScope(scope, { ...entryOf(minute, point), ...(rates && { rates }) });
      scope = next.scope && (JSON.parse(JSON.stringify(next.scope)) as Scope);
      return next.steps.map(({ kind, worth: { usd, gaps } }) => [
        kind,
        usd.toFixed(),
        ...Object.entries(rates ?? {}).map(
          ([code, rate]) =>
            `${usd
              .plus(gaps.get(code) ?? 0)
              .dividedBy(rate)
              .toDecimalPlaces(9)
              .toFixed()} ${code}`,
        ),
      ]);
    });
  }

  it('an account joins with what it holds of a currency, and leaves with what it last was worth', () => {
    const a = account('a', '1');
    // A bitcoin, which its venue has for 90.
    const b = (usd: string, gap: string, told: Told = { standing: 'whole', usd }) =>
      account('b', { ...told, usd, gaps: { BTC: gap } });
    expect(
      worths(
        { accounts: [a], rates: { BTC: '100', EUR: '2' } },
        { accounts: [a, b('90', '10')], rates: { BTC: '100', EUR: '2' } },
        { accounts: [a, account('b', standing('missing'))], rates: { BTC: '110', EUR: '3' } },
        { accounts: [a], rates: { BTC: '120', EUR: '4' } },
      ),
    ).toEqual([
      [],
      [['joined', '90', '1 BTC', '45 EUR']],
      [],
      [['left', '-90', '-1 BTC', '-45 EUR']],
    ]);
  });

  it('an account that is missing keeps its worth over points without a rate', () => {
    const a = account('a', '1');
    const gone = [a, account('b', standing('missing'))];
    expect(
      worths(
        { accounts: [a, account('b', '1000')], rates: { EUR: '1.1', CHF: '1.25' } },
        { accounts: gone, rates: { EUR: '1.2', CHF: '1.25' } },
        { accounts: gone, rates: { CHF: '1.25' } },
        { accounts: [a], rates: { EUR: '1.3' } },
      ),
    ).toEqual([[], [], [], [['left', '-1000', '-909.090909091 EUR']]]);
  });

  it('an account that leaves while no rate is known says nothing of that currency', () => {
    const b = account('b', { standing: 'whole', usd: '90', gaps: { BTC: '10' } });
    let scope: Scope | undefined;
    const point = (minute: number, more: Point, rates: RecordedRates) => {
      const next = followScope(scope, { ...entryOf(minute, more), rates });
      scope = next.scope;
      return next.steps.map(({ worth }) => [worth.usd.toFixed(), ...worth.gaps.keys()]);
    };
    const a = account('a', '1');
    expect(point(0, { accounts: [a, b] }, { BTC: '100', EUR: '1' })).toEqual([]);
    expect(point(1, { accounts: [a] }, { EUR: '1' })).toEqual([['-90', 'EUR']]);
  });

  it('what was held of a part that fails for long is taken back at the rates of then', () => {
    const eur: Told = {
      ...{ standing: 'partly', usd: '110', lacks: ['earn'] },
      held: { [key('b', 'ETH')]: { amount: '1', usd: '110', asset: 'ETH' } },
    };
    expect(
      worths(
        { accounts: [account('b', eur)], rates: { EUR: '1.1' } },
        { accounts: [account('b', standing('stale', '110'))], rates: { EUR: '1.2' } },
        { accounts: [account('b', standing('stale', '110'))], rates: { EUR: '1.25' } },
        {
          accounts: [account('b', '30')],
          changed: [row('b', 'GEM', '3', { usd: '30' })],
          gone: [row('b', 'ETH', '0')],
          rates: { EUR: '1.5' },
        },
      ),
      // 20 euros of gems joined, 100 of ether went: at the rates of each.
    ).toEqual([[], [], [], [['joined', '-80', '-80 EUR']]]);
  });

  it('amounts that are entered of a currency count by the amount', () => {
    const held = (amount: string, usd: string) =>
      account(
        'm',
        {
          standing: 'whole',
          usd,
          held: { [key('m', 'EUR', 'manual')]: { amount, usd, asset: 'EUR' } },
        },
        'manual',
      );
    const more = (total: string, usd: string) => [
      row('m', 'EUR', total, { account_type: 'manual', usd }),
    ];
    expect(
      worths(
        { accounts: [held('100', '108')], rates: { EUR: '1.1' } },
        { accounts: [held('150', '162')], changed: more('150', '162'), rates: { EUR: '1.1' } },
        { accounts: [held('0', '0')], gone: more('0', '0'), rates: { EUR: '1.2' } },
      ),
    ).toEqual([[], [['entered', '54', '50 EUR']], [['entered', '-162', '-150 EUR']]]);
  });

  it('a price by hand of a currency makes no step in that currency', () => {
    const repriced = { asset: 'BTC', amount: '2', from_usd: '200', to_usd: '500' };
    expect(
      worths(
        { accounts: [account('a', '200')], rates: { BTC: '101', EUR: '2' } },
        {
          accounts: [account('a', '500')],
          changed: [row('a', 'BTC', '2', { usd: '500', repriced })],
          rates: { BTC: '102', EUR: '2' },
        },
      ),
    ).toEqual([[], [['priced', '300', '0 BTC', '150 EUR']]]);
  });

  it('what loses its price takes with it what it was worth', () => {
    expect(
      worths(
        { accounts: [account('a', '30')], uncounted: [], rates: { EUR: '2' } },
        {
          accounts: [account('a', '0')],
          uncounted: [key('a', 'GEM')],
          changed: [row('a', 'GEM', '3', { last_usd: '30' })],
          rates: { EUR: '3' },
        },
      ),
    ).toEqual([[], [['counted', '-30', '-15 EUR']]]);
  });
});
