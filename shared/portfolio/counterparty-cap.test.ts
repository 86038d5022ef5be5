import { describe, expect, it } from 'vitest';
import { decimal } from '../base/decimal';
import { capStates } from './counterparty-cap';

const caps = [{ venue: 'binance', percent: '40' }];
const at = (usd: string, crossedBefore: readonly string[] = []) =>
  capStates(new Map([['binance', decimal(usd)]]), decimal('1000'), caps, new Set(crossedBefore))[0];

describe('counterparty caps', () => {
  it('are crossed above the cap, not at it', () => {
    expect(at('400')?.crossed).toBe(false);
    expect(at('400.01')?.crossed).toBe(true);
    expect(at('400.01')?.percent.toFixed()).toBe('40.001');
  });

  it('once crossed, are kept again only clearly below', () => {
    expect(at('399', ['binance'])?.crossed).toBe(true);
    expect(at('395', ['binance'])?.crossed).toBe(false);
  });

  it('say nothing of a portfolio that is worth nothing', () => {
    expect(capStates(new Map(), decimal('0'), caps, new Set())).toEqual([]);
    expect(capStates(new Map(), decimal('-5'), caps, new Set())).toEqual([]);
  });

  it('hold nothing where nothing is', () => {
    expect(capStates(new Map(), decimal('10'), caps, new Set())[0]?.percent.toFixed()).toBe('0');
  });
});
