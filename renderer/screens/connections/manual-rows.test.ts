import { describe, expect, it } from 'vitest';
import { emptyRow, holdingsFrom, rowErrors, rowOf } from './manual-rows';

const row = (code: string, amount: string, note = '') => ({ key: 1, code, amount, note });

describe('lines of a manual account', () => {
  it('become holdings with every digit, without blank lines and notes', () => {
    const amount = '14200.500000000000000000000001';
    expect(holdingsFrom([row(' eur ', amount, ' Bank '), emptyRow(2), row('BTC', '-1,5')])).toEqual(
      [
        { code: 'EUR', amount, note: 'Bank' },
        { code: 'BTC', amount: '-1.5' },
      ],
    );
    expect(holdingsFrom([])).toEqual([]);
  });

  it('are not taken while one is wrong', () => {
    expect(holdingsFrom([row('EUR', '1'), row('BTC', '1,234')])).toBeUndefined();
  });

  it('say what is wrong, field by field', () => {
    expect(rowErrors(row('', '5'))).toEqual({
      code: 'Give the code of the asset, such as EUR or BTC.',
    });
    expect(rowErrors(row('EUR', ''))).toEqual({ amount: 'Give the amount.' });
    expect(rowErrors(row('EUR', 'five')).amount).toMatch(/not a plain number/);
    expect(rowErrors(row('EUR', '1,234')).amount).toMatch(/more than a thousand or not/);
    expect(rowErrors(row('EUR', '1', 'x'.repeat(201))).note).toMatch(/200/);
    expect(rowErrors(emptyRow(1))).toEqual({});
  });

  it('show a holding as it was kept', () => {
    expect(rowOf({ code: 'EUR', amount: '1.50' }, 7)).toEqual({
      key: 7,
      code: 'EUR',
      amount: '1.50',
      note: '',
    });
  });
});
