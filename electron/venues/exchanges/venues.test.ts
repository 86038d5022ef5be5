import { describe, expect, it } from 'vitest';
import { classifyAnswer } from '../protocol/failures/classify-failure';
import { firstClassVenues, venueDefinitions } from './venues';

describe('the venues with readers of their own', () => {
  it('are the fifteen that traders use, and their regional twins', () => {
    const ids = firstClassVenues.map(({ info }) => info.id);
    expect(ids).toEqual(
      expect.arrayContaining([
        ...['binance', 'bybit', 'okx', 'kraken', 'krakenfutures', 'coinbase', 'kucoin', 'gate'],
        ...['bitget', 'mexc', 'htx', 'bitfinex', 'cryptocom', 'hyperliquid', 'deribit'],
        ...['binanceus', 'okxus', 'myokx', 'bybiteu', 'gateeu'],
      ]),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('stand before all others in the list, as what they are', () => {
    const listed = [...venueDefinitions.values()].map(({ info }) => info);
    expect(listed.slice(0, firstClassVenues.length).every((one) => one.support === 'full')).toBe(
      true,
    );
    expect(listed.slice(firstClassVenues.length).every((one) => one.support === 'generic')).toBe(
      true,
    );
  });

  it.each(firstClassVenues.map(({ info }) => info).filter(({ notSeen }) => notSeen !== undefined))(
    '$id: what is not seen stands at an account that there is',
    ({ accountTypes, notSeen = {} }) => {
      const shown = [...accountTypes, 'earn'];
      expect(Object.keys(notSeen).filter((type) => !shown.includes(type))).toEqual([]);
      expect(Object.values(notSeen).every((products) => products.length > 0)).toBe(true);
    },
  );

  it.each(firstClassVenues.filter(({ errors }) => errors?.resets !== undefined))(
    '$info.id: its own headers tell when a limit starts anew',
    ({ errors }) => {
      const now = Date.UTC(2026, 2, 1);
      for (const { name, unit } of errors?.resets ?? []) {
        const headers = new Headers({ [name]: String(30_000 / unit) });
        const answer = { status: 429, headers, body: '', json: undefined };
        const failure = classifyAnswer(answer, new Error('429'), errors, now, []);
        expect([failure.code, failure.extra.retryAt], name).toEqual(['rate-limited', now + 30_000]);
        const byOthers = classifyAnswer(answer, new Error('429'), undefined, now, []);
        expect(byOthers.extra.retryAt, name).toBeUndefined();
      }
    },
  );

  it('all say what is not seen, but for the spot venue that has nothing else', () => {
    const silent = firstClassVenues.filter(({ info }) => info.notSeen === undefined);
    expect(silent.map(({ info }) => info.id)).toEqual(['binanceus']);
  });

  it('as do all others, of which only the spot account is read', () => {
    const others = [...venueDefinitions.values()].filter(({ info }) => info.support === 'generic');
    expect(others.length).toBeGreaterThan(50);
    for (const { info } of others) expect(info.notSeen?.spot, info.id).toHaveLength(1);
  });

  it.each(firstClassVenues.map(({ info }) => info))(
    '$id: leads to its page for keys, if it has keys',
    ({ credentials, keyPage }) => {
      const needsKey = credentials.some((field) => field !== 'address');
      expect(keyPage?.startsWith('https://') ?? false).toBe(needsKey);
    },
  );
});
