import { describe, expect, it } from 'vitest';
import { Decimal } from '../../shared/base/decimal';
import { allocate } from './allocation';
import { categoryColor } from '../components/category-colors';

const parts = (...values: readonly string[]) =>
  values.map((value, index) => ({ key: `P${index}`, value: new Decimal(value) }));

describe('allocation', () => {
  it('keeps the eight largest and adds the rest up to "other", exactly', () => {
    const all = parts('1', '2', '3', '4', '5', '6', '7', '8', '9.5', '0.1', '0.2');
    const { slices, other, total } = allocate(all);
    expect(slices.map(({ key }) => key)).toEqual(['P8', 'P7', 'P6', 'P5', 'P4', 'P3', 'P2', 'P1']);
    expect(other).toMatchObject({ parts: 3 });
    expect(other?.value.toFixed()).toBe('1.3');
    expect(total.toFixed()).toBe('45.8');
  });

  it('lists what is below zero instead of drawing it, and counts it in the total', () => {
    const { slices, negative, total, shown } = allocate(parts('10', '-4'));
    expect(slices).toHaveLength(1);
    expect(negative.map(({ key }) => key)).toEqual(['P1']);
    expect([total.toFixed(), shown.toFixed()]).toEqual(['6', '10']);
  });

  it('has nothing to draw without value', () => {
    expect(allocate([])).toMatchObject({ slices: [], other: undefined, negative: [] });
  });
});

describe('colours', () => {
  it('gives the same key the same colour, and the majors their own', () => {
    expect(categoryColor('SOMECOIN')).toBe(categoryColor('SOMECOIN'));
    expect(new Set(['BTC', 'ETH', 'USDT', 'USDC', 'SOL', 'BNB'].map(categoryColor)).size).toBe(6);
  });
});
