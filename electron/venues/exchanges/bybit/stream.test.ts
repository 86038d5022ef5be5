import { describe, expect, it } from 'vitest';
import { table } from '../testing/test-gateway';
import { bybitStream } from './stream';

describe('the stream', () => {
  it('reads a push as it reads an answer: the same amounts, not equity for wallet balance', () => {
    const stream = bybitStream({ UNIFIED: 'unified' }, (id) => id);
    const meaning = stream.understand({
      id: '1',
      topic: 'wallet',
      creationTime: 1700034722104,
      data: [
        {
          accountType: 'UNIFIED',
          coin: [
            {
              coin: 'USDT',
              equity: '90',
              walletBalance: '100',
              unrealisedPnl: '-10',
              borrowAmount: '0',
              locked: '10',
              spotBorrow: '0',
              accruedInterest: '0',
              totalOrderIM: '0',
              totalPositionIM: '0',
            },
          ],
        },
      ],
    });
    if (meaning?.kind !== 'balances') throw new Error('not understood');
    expect(table(meaning.balances)).toEqual({ USDT: '80+10-0' });
    expect(meaning.at).toBe(1700034722104);
  });

  it('takes for a move what neither an order nor a gain explains', () => {
    const stream = bybitStream({ UNIFIED: 'unified' }, (id) => id);
    const reachOf = (walletBalance: string, cumRealisedPnl: string, locked: string) => {
      const coin = { coin: 'USDT', equity: walletBalance, walletBalance, cumRealisedPnl, locked };
      const data = [{ accountType: 'UNIFIED', coin: [{ ...coin, spotBorrow: '0' }] }];
      return stream.understand({ topic: 'wallet', creationTime: 1, data });
    };
    expect(reachOf('100', '5', '0')).toMatchObject({ reach: 'key' });
    expect(reachOf('100', '5', '20')).toMatchObject({ reach: 'account' });
    expect(reachOf('98.5', '3.5', '20')).toMatchObject({ reach: 'account' });
    expect(reachOf('97', '3.5', '0')).toMatchObject({ reach: 'key' });
  });
});
