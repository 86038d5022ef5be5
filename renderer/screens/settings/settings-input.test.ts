import { describe, expect, it } from 'vitest';
import { BUILT_IN_CHAINS } from '../../../shared/chains/chains';
import { customChainFrom } from './custom-chain-input';
import { contractError } from './token-contract';

const gnosis = { name: 'Gnosis', chainId: '100', nativeCode: 'xdai', url: 'https://rpc.example' };

describe('a chain of the user’s own', () => {
  it('is taken with its coin in capitals', () => {
    expect(customChainFrom(gnosis, BUILT_IN_CHAINS)).toEqual({
      ok: true,
      chain: {
        name: 'Gnosis',
        chainId: 100,
        nativeCode: 'XDAI',
        endpoints: ['https://rpc.example'],
      },
    });
  });

  it('is not one that is known', () => {
    expect(customChainFrom({ ...gnosis, chainId: '8453' }, BUILT_IN_CHAINS)).toEqual({
      ok: false,
      errors: { chainId: 'This is Base, which is there already.' },
    });
  });

  it('says what is wrong, field by field', () => {
    const typed = { name: ' ', chainId: '1e3', nativeCode: '$', url: 'http://rpc.example' };
    expect(customChainFrom(typed, BUILT_IN_CHAINS)).toEqual({
      ok: false,
      errors: {
        name: 'Give the chain a name.',
        chainId: 'Give the chain’s number, such as 100.',
        nativeCode: 'Give the code of its coin, such as ETH.',
        url: 'Use https, or http for a server on this machine or in your own network.',
      },
    });
  });
});

describe('the contract of a token', () => {
  it('looks as its chain has it', () => {
    const evm = '0x6982508145454ce325ddbe47a25d4ec3d2311933';
    const mint = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';
    expect(contractError(evm, 'evm')).toBeUndefined();
    expect(contractError(mint, 'solana')).toBeUndefined();
    expect(contractError(mint, 'evm')).toMatch(/0x and 40 digits/);
    expect(contractError(evm, 'solana')).toMatch(/mint/);
    expect(contractError('', 'evm')).toMatch(/0x/);
  });
});
