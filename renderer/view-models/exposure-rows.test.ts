import { describe, expect, it } from 'vitest';
import type { BalanceView, PositionView, PriceView } from '../../shared/contract/portfolio-view';
import { Decimal } from '../../shared/base/decimal';
import { exposureDust, exposureOf, exposureRows, type ExposureInput } from './exposure-rows';
import { DOLLARS, inQuote } from './quote';

const price = (usd: string): PriceView => ({ kind: 'manual', usd, at: 0 });
const balance = (code: string, total: string, borrowed = '0'): BalanceView => ({
  key: code,
  connectionId: 'one',
  venue: 'binance',
  accountType: 'spot',
  asset: code,
  code,
  available: total,
  locked: '0',
  total,
  borrowed,
  price: `binance:${code}`,
});
const position = (code: string, delta: string | undefined): PositionView => ({
  key: `${code}-${delta ?? 'unknown'}`,
  connectionId: 'one',
  venue: 'binance',
  accountType: 'futures',
  market: `${code}USDT`,
  kind: delta === undefined ? 'option' : 'perpetual',
  asset: code,
  code,
  ...(delta === undefined ? {} : { delta }),
  price: `binance:${code}`,
});
const input = (grouped = false, quote = DOLLARS): ExposureInput => ({
  book: {
    balances: new Map(
      [balance('BTC', '2'), balance('STETH', '10'), balance('ETH', '1'), balance('ADA', '0.5')].map(
        (one) => [one.key, one],
      ),
    ),
    prices: new Map([
      ['binance:BTC', price('100')],
      ['binance:ETH', price('40')],
      ['binance:STETH', price('36')],
      ['binance:ADA', price('1')],
    ]),
    assets: new Map([
      ['BTC', { id: 'BTC', code: 'BTC', name: 'Bitcoin', kind: 'crypto' }],
      ['ETH', { id: 'ETH', code: 'ETH', name: 'Ethereum', kind: 'crypto' }],
      ['STETH', { id: 'STETH', code: 'STETH', name: 'Staked', kind: 'staked', standsFor: 'ETH' }],
    ]),
  },
  positions: [position('BTC', '-2'), position('BTC', undefined), position('ETH', '-10')],
  grouped,
  quote,
});
const nets = (grouped: boolean): Record<string, string> =>
  Object.fromEntries(
    [...exposureOf(input(grouped))].map(([asset, { net }]) => [asset, net.toFixed()]),
  );

describe('exposure on the page', () => {
  it('nets what is held with what is open', () => {
    expect(nets(false)).toEqual({ BTC: '0', STETH: '10', ETH: '-9', ADA: '0.5' });
  });

  it('is worth in a coin what it is of that coin, whatever its venue trades it at', () => {
    const quote = { ...DOLLARS, currency: 'ETH', usdPerUnit: new Decimal('40.3') };
    const eth = exposureOf(input(false, quote)).get('ETH');
    expect(eth?.netUsd && inQuote(eth.netUsd, quote).toFixed()).toBe('-9');
  });

  it('converts variants at the price that their coin has in the plan, in whichever order it is held', () => {
    const { book, ...more } = input(true);
    const little = {
      ...balance('ETH', '0.1'),
      key: 'little',
      venue: 'kraken',
      price: 'kraken:ETH',
    };
    const prices = new Map([...book.prices, ['kraken:ETH', price('80')]] as const);
    const held = [...book.balances.values(), little];
    for (const balances of [held, [...held].reverse()]) {
      const of = new Map(balances.map((one) => [one.key, one] as const));
      const found = exposureOf({ ...more, book: { ...book, prices, balances: of } });
      expect(found.get('ETH')?.held.toFixed()).toBe('10.1');
    }
  });

  it('counts variants as their coin, if asked to', () => {
    expect(nets(true)).toEqual({ BTC: '0', ETH: '0', ADA: '0.5' });
  });

  it('lists the largest first, whichever way it points, and leaves out dust only', () => {
    const rows = exposureRows(exposureOf(input()), input(), new Set(), new Decimal('1'));
    // 360 dollars short, 360 long, and Bitcoin hedged to nothing but not dust: it has positions.
    expect(rows.map(({ id }) => id)).toEqual(['ETH', 'STETH', 'BTC']);
  });

  it('says how much it leaves out as dust, and what that is worth', () => {
    const dust = exposureDust(exposureOf(input()), new Decimal(1));
    expect([dust.coins, dust.usd.toFixed()]).toEqual([1, '0.5']);
    expect(exposureDust(exposureOf(input()), undefined).coins).toBe(0);
  });

  it('opens a coin to its positions', () => {
    const rows = exposureRows(exposureOf(input()), input(), new Set(['BTC']), undefined);
    const at = rows.findIndex(({ id }) => id === 'BTC');
    expect(rows.slice(at + 1, at + 3).map(({ id }) => id)).toEqual(['BTC--2', 'BTC-unknown']);
  });
});
