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
