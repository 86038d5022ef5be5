import { describe, expect, it } from 'vitest';
import { Decimal } from '../../shared/base/decimal';
import { capWords } from './cap-words';

const cap = (percent: string, capPercent: string) =>
  capWords({
    venue: 'kraken',
    percent: new Decimal(percent),
    capPercent: new Decimal(capPercent),
    crossed: new Decimal(percent).greaterThan(capPercent),
  });

describe('words for a cap', () => {
  it('say how much of it is used', () => {
    expect(cap('39.99', '40')).toEqual({
      crossed: false,
      text: 'of 40\u202f%',
      explanation: '40.0\u202f% of the total is here: 99\u202f% of your cap of 40\u202f% is used.',
      used: 1,
    });
    expect(cap('10', '40').used).toBe(0.25);
  });

  it('say by how much it is crossed', () => {
    const over = cap('44.12', '37.5');
    expect(over).toMatchObject({ crossed: true, text: 'over 37.5\u202f%', used: 1 });
    expect(over.explanation).toMatch(/6\.6 points above your cap of 37\.5/);
    expect(cap('40.01', '40').explanation).toMatch(/less than 0\.1 points above/);
  });

  it('draw nothing for a venue that is in debt', () => {
    expect(cap('-3', '40').used).toBe(0);
  });
});
