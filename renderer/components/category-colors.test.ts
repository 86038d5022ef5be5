import { describe, expect, it } from 'vitest';
import { venueMarks } from 'virtual:venue-marks';
import { categoryColor } from './category-colors';

const hue = (key: string): string | undefined =>
  /^var\(--category-(\d+)\)$/.exec(categoryColor(key))?.[1];

describe('the colours of venues', () => {
  it('are those that their definitions pick', () => {
    const picked = ['binance', 'okx', 'bybit', 'kraken', 'coinbase', 'kucoin'].map(hue);
    expect(picked).toEqual(['2', '7', '0', '9', '8', '5']);
  });

  it('are of the twins their own, by their ids', () => {
    const twins = ['binanceus', 'bybiteu', 'bybitid', 'okxus', 'myokx', 'gateeu'];
    expect(twins.filter((id) => venueMarks[id]?.hue !== undefined)).toEqual([]);
  });

  it('are all among those that the page has', () => {
    const keys = [...Object.keys(venueMarks), 'BTC', 'SOMECOIN', 'constructor', '__proto__'];
    expect(keys.filter((key) => !(Number(hue(key)) < 12))).toEqual([]);
  });
});
