import { describe, expect, it } from 'vitest';
import { understandRecord, type KeptRecord } from './stored-record';
import { lacksRecords, totalBasis, whatTotalMayLack, type TotalParts } from './total-basis';

const TOKEN = 'eip155:1/erc20:0x00000000000000000000000000000000000000aa';
const OTHER_TOKEN = 'eip155:10/erc20:0x00000000000000000000000000000000000000bb';

const parts: TotalParts = {
  connections: [
    { id: 'exchange', venue: 'kraken', enabled: true },
    { id: 'bank', venue: 'manual', enabled: true },
    { id: 'vault', venue: 'ethereum', enabled: true },
    { id: 'old', venue: 'polygon', enabled: false },
  ],
  balances: [
    { asset: 'BTC', code: 'BTC' },
    { asset: 'GEM@kraken', code: 'GEM' },
  ],
  prices: [
    {
      kind: 'market',
      path: [
        { from: 'GEM', to: 'USDT' },
        { from: 'USDT', to: 'USD' },
      ],
    },
    { kind: 'unpriced' },
  ],
  quarantine: [{ asset: TOKEN }],
};

function kept(domain: string, id: string, body: unknown): KeptRecord {
  const what = understandRecord({ domain, id, body });
  if (what.understood) throw new Error('this row is of this version');
  return what.kept;
}
const mayChange = (domain: string, id: string, body: unknown): boolean =>
  whatTotalMayLack([kept(domain, id, body)], totalBasis(parts)).length === 1;

describe('a row of a newer version may change the total', () => {
  it.each([
    ['manual-holding', 'bank:1', { connectionId: 'bank', until: 2030 }],
    ['price-override', 'BTC', { asset: 'BTC', usd: '1', since: 5 }],
    ['price-override', 'X', { asset: 'X@okx', also: ['GEM@kraken'], usd: '1' }],
    ['price-override', 'X', { asset: 'X@okx', byAsset: { BTC: '1' } }],
    ['token-decision', TOKEN, { asset: TOKEN, decision: 'half' }],
    ['token-decision', TOKEN.toUpperCase(), { asset: TOKEN.toUpperCase(), decision: 'half' }],
    // It may have been accepted: then it would be looked for in the watched wallet.
    ['token-decision', 'eip155:1/erc20:0xcc', { asset: 'eip155:1/erc20:0xcc', decision: 'half' }],
    ['added-token', 'ethereum/0xcc', { venue: 'ethereum', contract: '0xcc', as: 'X' }],
    ['asset-override', 'kraken/GEM', { venue: 'kraken', code: 'GEM', asset: 'X', until: 1 }],
    // Another venue's code that is to be what is held would price it.
    ['asset-override', 'okx/G', { venue: 'okx', code: 'G', asset: 'GEM@kraken', until: 1 }],
    ['asset-override', 'kraken/USDT', { venue: 'kraken', code: 'USDT', asset: 'X', until: 1 }],
    ['asset-override', `ethereum/${TOKEN}`, { venue: 'ethereum', code: TOKEN, asset: 'X', n: 1 }],
  ])('that is about what is held: %s %s', (domain, id, body) => {
    expect(mayChange(domain, id, body)).toBe(true);
  });

  it.each([
    ['manual-holding', 'bank:1', { account: 'bank' }],
    ['price-override', 'X', ['X@okx', '1']],
    ['token-decision', OTHER_TOKEN, { token: OTHER_TOKEN }],
    ['added-token', 'polygon/0xcc', { chain: 'polygon' }],
    ['asset-override', 'okx/X', { venue: 'okx', codes: ['X'] }],
    ['price-override', 'X', { asset: 'X', of: Array.from({ length: 200 }, (_, n) => `X${n}`) }],
    ['loan', '1', { asset: 'X' }],
  ])('that does not tell what it is about: %s %s', (domain, id, body) => {
    expect(mayChange(domain, id, body)).toBe(true);
  });

  it('does not, being about what is not held', () => {
    for (const [domain, id, body] of [
      ['manual-holding', 'gone:1', { connectionId: 'gone', until: 2030 }],
      ['manual-holding', 'old:1', { connectionId: 'old', until: 2030 }],
      ['price-override', 'X@okx', { asset: 'X@okx', usd: '1', since: 5, note: 'my BTC hedge' }],
      // In quarantine it is in no total, whatever its price.
      ['price-override', TOKEN, { asset: TOKEN, usd: '1', since: 5 }],
      ['token-decision', OTHER_TOKEN, { asset: OTHER_TOKEN, decision: 'half' }],
      ['added-token', 'polygon/0xcc', { venue: 'polygon', contract: '0xcc', as: 'X' }],
      ['asset-override', 'okx/X', { venue: 'okx', code: 'X', asset: 'Y@okx', until: 1 }],
    ] as const)
      expect([domain, id, mayChange(domain, id, body)]).toEqual([domain, id, false]);
  });

  it.each(['venue-cap', 'target-set', 'rebalance-ticket', 'drift-alert', 'chain-endpoint'])(
    'never as a %s: no total rests on it',
    (domain) => {
      expect(mayChange(domain, 'BTC', { asset: 'BTC', venue: 'kraken' })).toBe(false);
    },
  );
});

it('knows that something is lacking while the rows are not known, and asks nothing else then', () => {
  const basis = (): never => {
    throw new Error('not asked');
  };
  expect(lacksRecords({ state: 'unknown', kept: [] }, basis)).toBe(true);
  expect(lacksRecords({ state: 'known', kept: [] }, basis)).toBe(false);
  const row = kept('price-override', 'BTC', { asset: 'BTC', usd: '1', since: 5 });
  expect(lacksRecords({ state: 'known', kept: [row] }, () => totalBasis(parts))).toBe(true);
});

it('takes hostile rows: deep, large and strange ones are such as cannot be told', () => {
  const deep = Array.from({ length: 5000 }).reduce<unknown>((inner) => [inner], 'BTC');
  for (const body of [{ asset: 'X', deep }, null, 7, 'BTC', { ['__proto__']: { asset: 'BTC' } }])
    expect(mayChange('price-override', 'X', body)).toBe(true);
});
