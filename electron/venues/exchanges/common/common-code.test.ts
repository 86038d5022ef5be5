import { describe, expect, it } from 'vitest';
import { commonCode } from './common-code';
import { isStorable, storableText } from '../../../../shared/base/storable-text';

/** As ccxt does: a table of exceptions, that is asked by capitals. */
const exchange = {
  safeCurrencyCode: (id: string): string => (id === 'XXBT' ? 'BTC' : id.toUpperCase()),
};
const code = (id: string): string => commonCode(exchange, id);

describe('the common code of a venue’s name', () => {
  it('is what ccxt says of plain names', () => {
    expect(['XXBT', 'gem', 'GEM', '1INCH', '$WIF'].map(code)).toEqual([
      'BTC',
      'GEM',
      'GEM',
      '1INCH',
      '$WIF',
    ]);
  });

  it('is that of nothing else for names that only look so, are empty, or are those of every object', () => {
    const long = 'A'.repeat(10_000);
    const names = [
      'SOL',
      '\u017fOL',
      'BIT',
      'B\u0131T',
      'FI',
      '\ufb01',
      'É',
      'E\u0301',
      'GEM',
      storableText('GEM\u0000'),
      storableText('GEM\u241b0000'),
      'GEM/X',
      '',
      'constructor',
      '__proto__',
      'toString',
      '币安人生',
      '🚀',
      long,
      `${long}B`,
      code(long),
      '🚀'.repeat(60),
    ];
    const codes = names.map(code);
    expect(new Set(codes).size).toBe(names.length);
    for (const one of codes) {
      expect(one.length).toBeGreaterThan(0);
      expect(one.length).toBeLessThanOrEqual(120);
      expect(isStorable(one)).toBe(true);
      expect(one).not.toContain('/');
    }
  });
});
