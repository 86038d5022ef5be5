import { describe, expect, it } from 'vitest';
import { createExchangeGateway } from './exchange-gateway';
import { TestLog, never, systemClock, marketsAt } from '../testing/test-gateway';

const gateway = createExchangeGateway({
  log: new TestLog(),
  clock: systemClock,
  random: () => 0,
});
const credentials = { apiKey: 'key', secret: 'secret' };

describe('the gateway', () => {
  it('lists venues with readers of their own first, then all others by name, each once', () => {
    const venues = gateway.venues();
    expect(venues.slice(0, 4).map(({ id }) => id)).toEqual(['binance', 'bybit', 'okx', 'kraken']);
    expect(new Set(venues.map(({ id }) => id)).size).toBe(venues.length);
    expect(venues.length).toBeGreaterThan(80);
    for (const venue of venues) {
      expect(venue.credentials.length).toBeGreaterThan(0);
      if (venue.support === 'generic') expect(venue.accountTypes).toEqual(['spot']);
    }
  });

  it('asks OKX for a passphrase and others not', () => {
    const asked = new Map(gateway.venues().map((venue) => [venue.id, venue.credentials]));
    expect(asked.get('okx')).toEqual(['apiKey', 'secret', 'password']);
    expect(asked.get('binance')).toEqual(['apiKey', 'secret']);
  });

  it('refuses a venue it does not know', () => {
    expect(gateway.open('c', { venue: 'mtgox' }, credentials)).toMatchObject({
      failure: { code: 'unsupported' },
    });
  });

  it('asks nobody when a venue is prepared, known or not', async () => {
    const asked: string[] = [];
    const prepared = createExchangeGateway({
      log: new TestLog(),
      clock: systemClock,
      random: () => 0,
      ask: async ({ url }) => {
        asked.push(url);
        throw new Error('asked');
      },
    });
    await prepared.prepare({ venue: 'binance' });
    await prepared.prepare({ venue: 'mtgox' });
    await prepared.prepare({ venue: 'binance', endpoint: 'https://example.com/binance' });
    expect(asked).toEqual([]);
  });

  it('refuses an endpoint that is not on this machine', async () => {
    const address = { venue: 'binance', endpoint: 'https://example.com/binance' };
    const refused = { ok: false, failure: { code: 'refused' } };
    expect(gateway.open('c', address, credentials)).toMatchObject(refused);
    expect(await marketsAt(gateway, address).tickers(new Set(['BTC']), never)).toMatchObject(
      refused,
    );
  });

  it.each([{}, { apiKey: 'key' }, { apiKey: 'key', secret: ' ' }])(
    'refuses %j, which is no whole key',
    (part) => {
      expect(gateway.open('c', { venue: 'binance' }, part)).toMatchObject({
        failure: { code: 'invalid-input', retry: { kind: 'user-action' } },
      });
    },
  );

  it('streams no prices of venues without a stream, and says so by doing nothing', async () => {
    const stop = marketsAt(gateway, { venue: 'mercado' }).watch(new Set(['BTC']), () => undefined);
    await stop();
    await stop();
  });
});
