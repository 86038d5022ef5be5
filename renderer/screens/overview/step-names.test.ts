import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../shared/portfolio/venue';
import { stepNames } from './step-names';

const connection = (id: string, venue: string, label: string, createdAt = 0): Connection => ({
  ...{ id, venue, label, createdAt, enabled: true, demo: false, secretStorage: 'keychain' },
});
const of = (connectionId: string, venue: string) =>
  ({ connectionId, venue, accountType: 'spot' }) as const;

describe('names of connections where something happened to them', () => {
  it('are the venue’s where it is the only one of it', () => {
    const { connectionName, accountName } = stepNames([
      connection('b', 'binance', 'Main'),
      connection('k', 'kraken', 'Kraken'),
    ]);
    expect(connectionName(of('b', 'binance'))).toBe('Binance');
    expect(accountName(of('b', 'binance'))).toBe('Binance (Main), Spot');
    expect(accountName(of('k', 'kraken'))).toBe('Kraken, Spot');
  });

  it('tell several of one venue apart, by their labels, and where those are the same by their order', () => {
    const { connectionName, accountName } = stepNames([
      connection('c', 'binance', 'Main', 3),
      connection('a', 'binance', 'Main', 1),
      connection('b', 'binance', 'Savings', 2),
    ]);
    const all = ['a', 'b', 'c'].map((id) => of(id, 'binance'));
    expect(all.map(connectionName)).toEqual([
      ...['Binance (Main, no. 1)', 'Binance (Savings)', 'Binance (Main, no. 2)'],
    ]);
    expect(accountName(of('c', 'binance'))).toBe('Binance (Main, no. 2), Spot');
  });

  it('say of one that is gone that it is, beside others of its venue', () => {
    const { connectionName, accountName } = stepNames([connection('b', 'binance', 'Main')]);
    expect(connectionName(of('gone', 'binance'))).toBe('Binance (removed)');
    expect(connectionName(of('b', 'binance'))).toBe('Binance');
    expect(accountName(of('gone', 'kraken'))).toBe('Kraken, Spot');
    expect(stepNames().connectionName(of('b', 'binance'))).toBe('Binance');
  });

  it('name what is kept by hand without a type', () => {
    const { accountName } = stepNames([connection('m', 'manual', 'Bank')]);
    expect(accountName({ ...of('m', 'manual'), accountType: 'manual' })).toBe('Manual (Bank)');
  });
});
