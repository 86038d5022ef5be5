import { getAddress, isAddress } from 'viem';
import { describe, expect, it } from 'vitest';
import { evmChainId, tokenId } from '../chain';
import { customEvmChain, EVM_CHAINS } from '../evm-chains';
import { listedTokenAssets, listedTokens } from './listed-tokens';

const rows = EVM_CHAINS.flatMap((chain) =>
  listedTokens(chain).map((token) => [`${chain.id} ${token.words.symbol}`, chain, token] as const),
);

function listed(venue: string, symbol: string) {
  const chain = EVM_CHAINS.find(({ id }) => id === venue);
  return chain && listedTokens(chain).filter(({ words }) => words.symbol === symbol);
}

describe('the lists of tokens', () => {
  it.each(rows)('%s has a checksummed contract and decimals that a token has', (_, __, token) => {
    expect(isAddress(token.contract, { strict: true })).toBe(true);
    expect(token.contract).toBe(getAddress(token.contract));
    expect(token.decimals).toBeGreaterThanOrEqual(2);
    expect(token.decimals).toBeLessThanOrEqual(18);
    expect(token.code ?? 'A').toMatch(/^[A-Z0-9]+$/);
  });

  it.each(EVM_CHAINS)('of $name name no contract twice', (chain) => {
    const contracts = listedTokens(chain).map(({ contract }) => contract);
    expect(new Set(contracts).size).toBe(contracts.length);
    expect(contracts.length).toBeGreaterThanOrEqual(8);
  });

  it('know the largest by the contracts that their issuers publish', () => {
    // https://developers.circle.com/stablecoins/usdc-contract-addresses
    const usdc = {
      ethereum: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
      arbitrum: '0xaf88d065e77c8cC2239327C5EDb3A432268e5831',
      optimism: '0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85',
      base: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
      polygon: '0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359',
      avalanche: '0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E',
    };
    for (const [venue, contract] of Object.entries(usdc))
      expect(listed(venue, 'USDC')).toEqual([
        { contract, decimals: 6, code: 'USDC', words: { symbol: 'USDC', name: 'USDC' } },
      ]);
    // https://tether.to/en/supported-protocols
    expect(listed('ethereum', 'USDT')?.[0]?.contract).toBe(
      '0xdAC17F958D2ee523a2206206994597C13D831ec7',
    );
  });

  it('keep a bridged copy apart from the coin, and do not let it pass for unlisted', () => {
    const bridged = 'eip155:42161/erc20:0xff970a61a04b1ca14834a43f5de4533ebddb5cc8';
    expect(listed('arbitrum', 'USDC.e')?.[0]?.code).toBeUndefined();
    expect(listedTokenAssets().get(bridged)).toBe(bridged);
    expect(
      listedTokenAssets().get('eip155:42161/erc20:0xaf88d065e77c8cc2239327c5edb3a432268e5831'),
    ).toBe('USDC');
    // Solana's contracts are their own case: https://developers.circle.com/stablecoins/usdc-contract-addresses
    expect(
      listedTokenAssets().get(
        'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/token:EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v',
      ),
    ).toBe('USDC');
  });

  it('give tokens of BNB Chain the 18 decimals that they have there', () => {
    expect(listed('bsc', 'USDT')?.[0]?.decimals).toBe(18);
    expect(listed('bsc', 'USDC')?.[0]?.decimals).toBe(18);
  });
});

describe('EVM chains', () => {
  it('have the ids of the registry and two servers of two operators', () => {
    const ids = Object.fromEntries(EVM_CHAINS.map((chain) => [chain.id, evmChainId(chain)]));
    // https://github.com/ethereum-lists/chains
    expect(ids).toEqual({
      ethereum: 1,
      arbitrum: 42161,
      optimism: 10,
      base: 8453,
      polygon: 137,
      bsc: 56,
      avalanche: 43114,
    });
    for (const { publicEndpoints } of EVM_CHAINS)
      expect(new Set(publicEndpoints.map(({ operator }) => operator)).size).toBeGreaterThanOrEqual(
        2,
      );
  });

  it('can be described by the user', () => {
    const chain = customEvmChain({
      id: 'evm100',
      name: 'Gnosis',
      chainId: 100,
      nativeCode: 'XDAI',
      endpoints: ['https://rpc.gnosischain.com'],
    });
    expect(chain).toMatchObject({ id: 'evm100', caip2: 'eip155:100', family: 'evm' });
    expect(tokenId(chain, '0xDDAfbb505ad214D7b80b1f830fcCc89B60fb7A83')).toBe(
      'eip155:100/erc20:0xddafbb505ad214d7b80b1f830fccc89b60fb7a83',
    );
  });
});
