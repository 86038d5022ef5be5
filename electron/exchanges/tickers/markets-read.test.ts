import { describe, expect, it } from 'vitest';
import { unifiedTicker } from './unified-ticker';
import type { ListedMarket, RawTicker } from './ticker-source';
import { VenueTickers } from './venue-tickers';
import { FakeClock } from '../../services/testing/fake-clock';
import type { VenueRuntime } from '../venue-runtime';
import { mexc } from '../venues/mexc/mexc';

function market(symbol: string): ListedMarket {
  const [base = '', quote = ''] = symbol.split('/');
  return { id: symbol, base, quote, baseId: base, quoteId: quote };
}

function tickersOf(symbols: readonly string[], raw: (id: string) => RawTicker): VenueTickers {
  const runtime: Pick<VenueRuntime, 'anonymousCalls' | 'definition'> = {
    anonymousCalls: () =>
      Promise.resolve({} as Awaited<ReturnType<VenueRuntime['anonymousCalls']>>),
    definition: {
      ...mexc,
      tickers: {
        markets: () => Promise.resolve(symbols.map(market)),
        tickers: () => Promise.resolve(symbols.map(raw)),
        marketsPerSubscription: 0,
      },
    },
  };
  return new VenueTickers(runtime as VenueRuntime, new FakeClock());
}

const SYMBOLS = ['BORA/KRW', 'USDT/KRW', 'BTC/KRW', 'KRWQ/USDT', 'ODD/USDT', 'GEM/ODD', 'KRW/USD'];

describe('the tickers of a venue', () => {
  it('are of what is held, in whatever money, and of all that such money is priced by', async () => {
    const tickers = tickersOf(SYMBOLS, (marketId) => ({ marketId, last: '1' }));
    const read = await tickers.read(new Set(['BORA']), new AbortController().signal);
    expect(read.map(({ base, quote }) => `${base}/${quote}`)).toEqual([
      'BORA/KRW',
      'USDT/KRW',
      'BTC/KRW',
      'ODD/USDT',
      'KRW/USD',
    ]);
  });

  it('have a volume in the quote where the venue tells that of the base alone', async () => {
    const unified = (fields: object) => (marketId: string) => unifiedTicker(fields, marketId);
    const read = async (fields: object): Promise<string> => {
      const tickers = tickersOf(['BORA/KRW'], unified(fields));
      const [only] = await tickers.read(new Set(['BORA']), new AbortController().signal);
      return [only?.quoteVolume, only?.baseVolume].map(String).join(' ');
    };
    expect(await read({ last: '145', baseVolume: '20000' })).toBe('2900000 20000');
    expect(await read({ last: '145', baseVolume: '20000', quoteVolume: '7' })).toBe('7 undefined');
    expect(await read({ bid: '144', ask: '146', baseVolume: '20000' })).toBe('undefined undefined');
    expect(await read({ last: '145' })).toBe('undefined undefined');
  });
});
