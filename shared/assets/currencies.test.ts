import { describe, expect, it } from 'vitest';
import { isMoneyKind } from './asset';
import { AssetRegistry, knownAsset } from './asset-registry';
import {
  ALSO_COINS,
  CURRENCIES,
  FORMER_CURRENCIES,
  minorDigits,
  QUOTE_CURRENCIES,
} from './currencies';
import { fixedRateOf } from './fixed-rates';
import { decimal } from '../base/decimal';
import { formatMoney, formatRoughMoney } from './format';
import { settingsSchema } from '../settings/settings';

const registry = new AssetRegistry();

describe('the currencies of the world', () => {
  it('are codes of three letters with a name, in order, that the runtime knows as well', () => {
    const codes = [...CURRENCIES.keys()];
    expect(codes).toHaveLength(155);
    expect([...codes].sort()).toEqual(codes);
    const known = new Set(Intl.supportedValuesOf('currency'));
    for (const [code, name] of CURRENCIES) {
      expect(code).toMatch(/^[A-Z]{3}$/);
      expect(name.length, code).toBeGreaterThan(3);
      // Younger than some runtimes.
      if (!['VED', 'XCG', 'ZWG', 'SLE'].includes(code)) expect(known, code).toContain(code);
    }
    for (const gone of ['BGN', 'HRK', 'ANG', 'CUC', 'SLL', 'XAU'])
      expect(codes).not.toContain(gone);
  });

  it('have the digits after the point that the runtime writes them with', () => {
    for (const code of ['USD', 'JPY', 'KRW', 'KWD', 'TND', 'CLP', 'ISK', 'CHF', 'UGX', 'VND'])
      expect(minorDigits(code), code).toBe(
        new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
          .maximumFractionDigits,
      );
  });

  it('are one asset on every venue, and cash', () => {
    for (const code of [
      'KRW',
      'PLN',
      'SGD',
      'INR',
      'SEK',
      'NOK',
      'IDR',
      'THB',
      'ZAR',
      'AED',
      'HKD',
    ]) {
      const asset = registry.assetOf('somewhere', code);
      expect(asset).toMatchObject({ id: code, kind: 'fiat', peg: code });
      expect(isMoneyKind(asset.kind)).toBe(true);
    }
  });

  it('leave tickers of coins to the coins, except where the money is dealt in', () => {
    expect(registry.assetOf('bybit', 'SCR')).toMatchObject({ id: 'SCR@bybit', kind: 'crypto' });
    expect(registry.assetOf('okx', 'RON')).toMatchObject({ id: 'RON@okx', kind: 'crypto' });
    expect(registry.assetOf('binance', 'RON')).toMatchObject({ id: 'RON', kind: 'fiat' });
    expect(registry.assetOf('manual', 'BOB')).toMatchObject({ id: 'BOB', kind: 'fiat' });
    expect(registry.assetOf('manual', 'MNT')).toMatchObject({ name: 'Mantle' });
    for (const code of ALSO_COINS.keys()) expect(CURRENCIES.has(code), code).toBe(true);
  });

  it('can all be chosen to show values in', () => {
    for (const code of [...CURRENCIES.keys(), 'BTC', 'ETH'])
      if (code !== 'MNT') expect(QUOTE_CURRENCIES, code).toContain(code);
    expect(new Set(QUOTE_CURRENCIES).size).toBe(QUOTE_CURRENCIES.length);
    const { quoteCurrency } = settingsSchema.shape;
    expect(quoteCurrency.safeParse('KRW').success).toBe(true);
    expect(quoteCurrency.safeParse('XXX').success).toBe(false);
    expect(quoteCurrency.safeParse('MNT').success).toBe(false);
    expect(formatMoney(decimal('1234567'), 'KRW')).toBe('₩1,234,567');
    expect(formatMoney(decimal('1234.5'), 'CHF')).toBe('CHF\u202f1,234.50');
    expect(formatMoney(decimal('0.1'), 'JPY')).toBe('JPY\u202f0.10');
    expect(formatMoney(decimal('12.5'), 'ETH')).toBe('Ξ12.50000000');
    expect(formatRoughMoney(decimal('12.5'), 'ETH')).toBe('Ξ12.50000000');
  });

  it('are money as well where they have gone into another', () => {
    for (const code of FORMER_CURRENCIES.keys()) {
      expect(registry.assetOf('kraken', code)).toMatchObject({ kind: 'fiat', peg: code });
      expect(fixedRateOf(code)?.to).toBe('EUR');
      expect(QUOTE_CURRENCIES).not.toContain(code);
    }
  });

  it('have none or three of them only where the runtime agrees', () => {
    // It leaves out those of some currencies that ISO 4217 gives two or three, since nobody writes them.
    const ofRuntime = (code: string): number | undefined =>
      new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
        .maximumFractionDigits;
    for (const code of CURRENCIES.keys()) {
      if (minorDigits(code) === 0) expect(ofRuntime(code), code).toBe(0);
      if (ofRuntime(code) === 3) expect(minorDigits(code), code).toBe(3);
    }
  });

  it('are no pegs: none has a price by itself', () => {
    for (const code of CURRENCIES.keys()) expect(knownAsset(code)?.standsFor).toBeUndefined();
  });
});
