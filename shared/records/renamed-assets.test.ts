import { describe, expect, it } from 'vitest';
import { renamedRows } from './renamed-assets';
import { emptyTargetSet, type TargetSet } from '../rebalancing/targets';

const set = (parts: Partial<TargetSet>): TargetSet => ({
  ...emptyTargetSet('a', 'Plan'),
  ...parts,
});
const rows = (parts: Partial<Parameters<typeof renamedRows>[0]>) =>
  renamedRows({ 'asset-override': [], 'price-override': [], 'target-set': [], ...parts });

describe('what the user decided about a code that is known by now', () => {
  it('is about what the code is called now', () => {
    expect(rows({ 'price-override': [{ asset: 'KRW@upbit', usd: '0.0007' }] })).toEqual([
      {
        domain: 'price-override',
        body: { asset: 'KRW', usd: '0.0007' },
        instead: 'KRW@upbit',
      },
    ]);
    expect(
      rows({ 'asset-override': [{ venue: 'bithumb', code: 'WON', asset: 'KRW@upbit' }] }),
    ).toEqual([
      { domain: 'asset-override', body: { venue: 'bithumb', code: 'WON', asset: 'KRW' } },
    ]);
    const plan = set({
      targets: [
        { kind: 'asset', asset: 'PLN@zonda', percent: '10' },
        { kind: 'group', name: 'Won', assets: ['KRW@upbit', 'KRW@bithumb'], percent: '10' },
      ],
      excluded: ['SGD@coinbase', 'GEM@kraken', 'SGD'],
    });
    expect(rows({ 'target-set': [plan] })).toEqual([
      {
        domain: 'target-set',
        body: {
          ...plan,
          targets: [
            { kind: 'asset', asset: 'PLN', percent: '10' },
            { kind: 'group', name: 'Won', assets: ['KRW'], percent: '10' },
          ],
          excluded: ['SGD', 'GEM@kraken'],
        },
      },
    ]);
  });

  it('stays as it is where the code is still kept apart', () => {
    const usd = '1';
    const same = ['GEM@kraken', 'BTC', 'SCR@kraken', 'eip155:1/erc20:0xa@b', '@upbit', 'KRW'];
    expect(rows({ 'price-override': same.map((asset) => ({ asset, usd })) })).toEqual([]);
    // The user said that it is something of its own.
    const word = { venue: 'upbit', code: 'KRW', asset: 'KRW@upbit' };
    const priced = [{ asset: 'KRW@upbit', usd }];
    expect(rows({ 'asset-override': [word], 'price-override': priced })).toEqual([]);
  });

  it('gives way to what was decided about it under its present name', () => {
    const [usd, other] = ['1', '2'];
    expect(
      rows({
        'price-override': [
          { asset: 'KRW@upbit', usd },
          { asset: 'KRW', usd: other },
        ],
      }),
    ).toEqual([]);
    expect(
      rows({
        'price-override': [
          { asset: 'KRW@upbit', usd },
          { asset: 'KRW@bithumb', usd: other },
        ],
      }),
    ).toEqual([{ domain: 'price-override', body: { asset: 'KRW', usd }, instead: 'KRW@upbit' }]);
    const targets = ['KRW@upbit', 'KRW'].map((asset) => ({
      ...{ kind: 'asset' as const, percent: '10' },
      asset,
    }));
    expect(rows({ 'target-set': [set({ targets })] })).toEqual([]);
  });
});
