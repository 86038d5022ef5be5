import { describe, expect, it } from 'vitest';
import { decimal } from '../../../shared/base/decimal';
import { rebalance } from '../../../shared/rebalancing/rebalance';
import type { RebalanceMode } from '../../../shared/rebalancing/rebalance-input';
import {
  holding,
  market,
  rebalanceInput,
} from '../../../shared/rebalancing/testing/rebalance-builder';
import { leftWords, shownSuggestions } from './shown-suggestions';

const shownFor = (mode: RebalanceMode) => {
  const { board, plan } = rebalance(
    rebalanceInput({
      holdings: [
        holding('kraken/spot/BTC', '0.7'),
        holding('kraken/spot/ETH', '2.5'),
        holding('kraken/spot/USD', '20000'),
      ],
      targets: { BTC: '50', ETH: '30', SOL: '5' },
      markets: [market('kraken BTC/USD'), market('kraken ETH/USD'), market('kraken SOL/USD')],
      mode,
    }),
  );
  const { shown, left } = shownSuggestions(plan?.suggestions ?? [], board.rows, mode);
  return { shown: shown.map(({ name, action }) => `${action} ${name}`), left };
};

describe('what is listed of a plan', () => {
  it('is every class that should move', () => {
    expect(shownFor({ kind: 'full' })).toEqual({
      shown: ['sell BTC', 'buy ETH', 'buy SOL'],
      left: 0,
    });
  });

  it('is only what money buys, and how many classes that leaves', () => {
    const invest = {
      kind: 'invest',
      asset: 'USD',
      connectionId: 'kraken',
      arrived: true,
      amount: decimal('1000'),
    } as const;
    expect(shownFor(invest)).toEqual({ shown: ['buy ETH', 'buy SOL'], left: 1 });
  });

  it('is only what is sold to take money out', () => {
    const { shown, left } = shownFor({ kind: 'raise', usd: decimal('21000') });
    expect([shown, left]).toEqual([['sell BTC'], 2]);
  });
});

describe('what is left', () => {
  it('is said in a sentence', () => {
    expect([1, 4].map(leftWords)).toEqual([
      '1 class is left as it is.',
      '4 classes are left as they are.',
    ]);
  });
});
