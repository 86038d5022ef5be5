import { describe, expect, it } from 'vitest';
import { BUILT_IN_CHAINS } from '../../shared/chains/chains';
import type { VenueInfo } from '../../shared/portfolio/venue';
import { venueName } from './names';

describe('the name of a venue', () => {
  it('is known before main told which venues there are, also of a chain and of a generic venue', () => {
    expect(['binance', 'cryptocom', 'okxus', 'bsc', 'cex'].map((id) => venueName(id))).toEqual([
      ...['Binance', 'Crypto.com', 'OKX (US)', 'BNB Chain', 'CEX.IO'],
    ]);
    expect(BUILT_IN_CHAINS.map(({ id }) => venueName(id))).toEqual(
      BUILT_IN_CHAINS.map(({ name }) => name),
    );
  });

  it('is what the list of venues says, once it is there', () => {
    const renamed: VenueInfo = {
      id: 'binance',
      kind: 'exchange',
      name: 'Binance 2',
      credentials: [],
      support: 'full',
      accountTypes: [],
      updates: 'polling',
    };
    expect(venueName('binance', [renamed])).toBe('Binance 2');
  });

  it('is its id of one that is not known, whatever it is called', () => {
    expect(['evm12', 'constructor'].map((id) => venueName(id))).toEqual(['Evm12', 'Constructor']);
  });
});
