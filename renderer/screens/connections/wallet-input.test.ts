import { describe, expect, it } from 'vitest';
import { fail, failure, succeed } from '../../../shared/base/failure';
import type { Connection } from '../../../shared/portfolio/venue';
import { BUILT_IN_CHAINS } from '../../../shared/chains/chains';
import { failuresByCause, isName, walletAction, walletLabel, watchOn } from './wallet-input';

const chain = (id: string) => {
  const found = BUILT_IN_CHAINS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no chain ${id}`);
  return found;
};

describe('what was given for a wallet', () => {
  it.each(['ada.eth', 'wallet.ada.eth', 'ada.sol', 'ada.example.com', 'ädä.eth'])(
    '%s is a name',
    (text) => {
      expect(isName(text, 'evm')).toBe(true);
      expect(isName(text, 'solana')).toBe(true);
      expect(isName(text, 'bitcoin')).toBe(false);
    },
  );

  it.each(['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'ada', 'ada.', '.eth', 'a b.eth', ''])(
    '%j is none',
    (text) => expect(isName(text, 'evm')).toBe(false),
  );

  it('names the chain in the name of an EVM wallet, within what a name may have', () => {
    expect(walletLabel('Hot wallet', chain('base'))).toBe('Hot wallet · Base');
    expect(walletLabel('Cold storage', chain('bitcoin'))).toBe('Cold storage');
    const long = walletLabel('x'.repeat(60), chain('ethereum'));
    expect(long).toHaveLength(60);
    expect(long).toMatch(/x · Ethereum$/);
  });
});

it('watches on the chains that answer, and says which did not', async () => {
  const connection: Connection = {
    id: 'one',
    venue: 'base',
    label: 'Wallet',
    enabled: true,
    demo: false,
    createdAt: 0,
    secretStorage: 'keychain',
  };
  const asked: string[] = [];
  const watched = await watchOn([chain('ethereum'), chain('base')], ({ id }) => {
    asked.push(id);
    return Promise.resolve(
      id === 'base' ? succeed(connection) : fail('network', 'No server answered.'),
    );
  });
  expect(asked).toEqual(['ethereum', 'base']);
  expect(watched.done.map(({ id }) => id)).toEqual(['base']);
  expect(watched.failed).toMatchObject([
    { chain: { id: 'ethereum' }, failure: { code: 'network' } },
  ]);
});

it('says once what several chains failed of', () => {
  const silent = failure('network', 'No server answered.');
  const failed = [
    { chain: chain('ethereum'), failure: silent },
    { chain: chain('base'), failure: failure('timeout', 'Base did not answer.') },
    { chain: chain('polygon'), failure: silent },
  ];
  expect(failuresByCause(failed).map(({ names }) => names)).toEqual([
    ['Ethereum', 'Polygon'],
    ['Base'],
  ]);
});

describe('the button of the form', () => {
  const state = { toFind: false, busy: false, again: false, left: [chain('base')] };
  it.each([
    ['Watch', {}],
    ['Watch on 2 chains', { left: [chain('base'), chain('ethereum')] }],
    ['Try again', { again: true, left: [chain('base'), chain('ethereum')] }],
    ['Find the address', { toFind: true, again: true }],
    ['Looking it up…', { toFind: true, busy: true }],
    ['Reading…', { busy: true, again: true }],
  ])('%s', (text, change) => {
    expect(walletAction({ ...state, ...change })).toBe(text);
  });
});
