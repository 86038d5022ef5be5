import { describe, expect, it } from 'vitest';
import type { CustomChain } from '../../shared/chains/chain-records';
import type { Chain } from '../../shared/chains/chain';
import { chainsWith, joinNames, ownServers, whoLearns } from './chains';

const gnosis: CustomChain = {
  id: 'evm100',
  name: 'Gnosis',
  chainId: 100,
  nativeCode: 'XDAI',
  endpoints: ['https://rpc.example'],
};
const chain = (id: string, operators: readonly string[]): Chain => ({
  id,
  name: id,
  family: 'evm',
  caip2: 'eip155:1',
  nativeCode: 'ETH',
  publicEndpoints: operators.map((operator) => ({ url: 'https://x.example', operator })),
});
const none = { 'chain-endpoint': [], 'custom-chain': [] };

describe('who learns of a wallet', () => {
  it('names each operator once', () => {
    const chains = [chain('one', ['Ada', 'Bob']), chain('two', ['Bob'])];
    expect(whoLearns(chains, none)).toBe(
      'Ada and Bob learn which addresses you watch and the network address you ask from.',
    );
  });

  it('is nobody new where every chain has servers of the user’s own', () => {
    const settings = {
      ...none,
      'chain-endpoint': [{ venue: 'one', urls: ['https://mine.example'] }],
    };
    expect(whoLearns([chain('one', ['Ada'])], settings)).toBe(
      'Only the servers that you named are asked.',
    );
    expect(whoLearns([chain('one', ['Ada']), chain('two', ['Bob'])], settings)).toMatch(
      /^Bob learns .*; elsewhere only the servers that you named are asked\.$/,
    );
  });

  it('counts the servers of a chain of the user’s own as named', () => {
    const custom = { ...none, 'custom-chain': [gnosis] };
    const [added] = chainsWith([gnosis]).slice(-1);
    expect(added).toMatchObject({ id: 'evm100', family: 'evm' });
    expect(ownServers({ id: 'evm100' }, custom)).toEqual(['https://rpc.example']);
    expect(whoLearns(added === undefined ? [] : [added], custom)).toMatch(/^Only the servers/);
  });
});

it('lists names as a sentence does', () => {
  expect([[], ['A'], ['A', 'B'], ['A', 'B', 'C']].map(joinNames)).toEqual([
    '',
    'A',
    'A and B',
    'A, B and C',
  ]);
});
