import { describe, expect, it } from 'vitest';
import { unifiedTicker } from './unified-ticker';
import type { ListedMarket, RawTicker } from '../definition/ticker-source';
import { VenueTickers } from './venue-tickers';
import { FakeClock } from '../../../engine/testing/fake-clock';
import type { VenueRuntime } from '../runtime/venue-runtime';
import type { Ticker } from '../../../../shared/pricing/price';
import { mexc } from '../mexc/definition';

function market(symbol: string): ListedMarket {
  const [base = '', quote = ''] = symbol.split('/');
  return { id: symbol, base, quote, baseId: base, quoteId: quote };
}

function tickersOf(
  symbols: readonly string[],
  raw: (id: string) => RawTicker,
  answered: Promise<void> = Promise.resolve(),
  clock = new FakeClock(),
): VenueTickers {
  const runtime: Pick<VenueRuntime, 'anonymousCalls' | 'definition'> = {
    anonymousCalls: () =>
      Promise.resolve({} as Awaited<ReturnType<VenueRuntime['anonymousCalls']>>),
    definition: mexc,
  };
  const source = {
    markets: () => Promise.resolve(symbols.map(market)),
    tickers: () => answered.then(() => symbols.map(raw)),
    marketsPerSubscription: 0,
  };
  return new VenueTickers(runtime as VenueRuntime, source, clock);
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

  it('keep what was pushed since they were asked for, part by part', async () => {
    let answer: () => void = () => undefined;
    const said = { bid: '1', ask: '1.01', last: '1', quoteVolume: '500' };
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const tickers = tickersOf(
      ['GEM/USDT'],
      (marketId) => ({ marketId, ...said, at: 10 }),
      answered,
    );
    const gem = market('GEM/USDT');
    const codes = new Set(['GEM']);
    tickers.pushed({ marketId: gem.id, bid: '7', ask: '7', at: 5 }, gem, 5);
    const reading = tickers.read(codes, new AbortController().signal);
    // The market moved while the answer was under way; of the sides of its book nothing was said.
    tickers.pushed({ marketId: gem.id, last: '2', at: 12 }, gem, 12);
    answer();
    const words = ({ bid, ask, last, quoteVolume, at }: Partial<Ticker> = {}): string =>
      [bid, ask, last, quoteVolume, at].map(String).join(' ');
    expect(words((await reading)[0])).toBe('1 1.01 2 500 12');
    const pushed = tickers.pushed({ marketId: gem.id, bid: '1.9', at: 13 }, gem, 13);
    expect(words(pushed)).toBe('1.9 1.01 2 500 13');
    expect(words((await tickers.read(codes, new AbortController().signal))[0])).toBe(
      '1 1.01 1 500 10',
    );
  });

  it('keep for an hour the price of a day before that only pushes tell, as at Kraken', async () => {
    const clock = new FakeClock();
    let told: Partial<RawTicker> = {};
    const raw = (marketId: string): RawTicker => ({
      marketId,
      last: '2',
      ...(marketId === 'ODD/USDT' ? told : {}),
    });
    const tickers = tickersOf(['GEM/USDT', 'ODD/USDT'], raw, undefined, clock);
    const open = async (): Promise<string[]> => {
      const read = await tickers.read(new Set(['GEM', 'ODD']), new AbortController().signal);
      return read.map(({ open24h }) => String(open24h));
    };
    const gem = market('GEM/USDT');
    tickers.pushed({ marketId: gem.id, last: '1.9', open24h: '1.5' }, gem, clock.now());
    expect(await open()).toEqual(['1.5', 'undefined']);
    await clock.advance(3_500_000);
    expect(await open()).toEqual(['1.5', 'undefined']);
    // It grows old by the time that passes, whatever is done to the wall clock.
    clock.setWallClock(86_400_000);
    expect(await open()).toEqual(['1.5', 'undefined']);
    clock.setWallClock(-86_400_000);
    await clock.advance(200_000);
    expect(await open()).toEqual(['undefined', 'undefined']);
    // Where answers tell it of others, a market without one has none.
    tickers.pushed({ marketId: gem.id, last: '1.9', open24h: '1.6' }, gem, clock.now());
    expect(await open()).toEqual(['1.6', 'undefined']);
    told = { open24h: '3' };
    expect(await open()).toEqual(['undefined', '3']);
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

  describe('that were read a moment ago', () => {
    const clock = new FakeClock();
    let asked = 0;
    const venue = (): VenueTickers => {
      asked = 0;
      const prices = new Map(SYMBOLS.map((symbol) => [symbol, 0]));
      return tickersOf(
        SYMBOLS,
        (marketId) => {
          const price = (prices.get(marketId) ?? 0) + 1;
          prices.set(marketId, price);
          asked = Math.max(asked, price);
          return { marketId, last: String(price) };
        },
        undefined,
        clock,
      );
    };
    const read = async (tickers: VenueTickers, ...codes: string[]): Promise<string[]> =>
      (await tickers.read(new Set(codes), new AbortController().signal)).map(
        ({ base, quote, last }) => `${base}/${quote} ${String(last)}`,
      );

    it('serve whoever asks for more coins', async () => {
      const tickers = venue();
      expect(await read(tickers, 'BORA')).not.toContain('GEM/ODD 1');
      expect(await read(tickers, 'BORA', 'GEM')).toContain('GEM/ODD 1');
      expect(await read(tickers, 'BORA', 'GEM', 'KRWQ')).toContain('KRWQ/USDT 1');
      expect(asked).toBe(1);
    });

    it('serve nobody who asks for the same again', async () => {
      const tickers = venue();
      await read(tickers, 'BORA', 'GEM');
      expect(await read(tickers, 'GEM')).toContain('GEM/ODD 2');
      expect(await read(tickers, 'GEM')).toContain('GEM/ODD 3');
    });

    it('serve nobody after that moment', async () => {
      const tickers = venue();
      await read(tickers, 'BORA');
      await clock.advance(2_000);
      expect(await read(tickers, 'BORA', 'GEM')).toContain('GEM/ODD 2');
    });

    it('are not taken for newer than what was pushed since', async () => {
      const tickers = venue();
      await read(tickers, 'BORA');
      await clock.advance(100);
      tickers.pushed({ marketId: 'GEM/ODD', last: '9' }, market('GEM/ODD'), clock.now());
      tickers.pushed({ marketId: 'BORA/KRW', last: '8' }, market('BORA/KRW'), clock.now());
      const more = await read(tickers, 'BORA', 'GEM');
      expect(more).toEqual(expect.arrayContaining(['GEM/ODD 9', 'BORA/KRW 8', 'BTC/KRW 1']));
    });
  });
});
