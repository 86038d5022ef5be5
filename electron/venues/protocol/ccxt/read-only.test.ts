import { describe, expect, it, vi } from 'vitest';
import { askServer, type AskServer } from '../http/ask-server';
import { VenueFailure } from '../../reading/venue-failure';
import { RateBudget } from '../limits/rate-budget';
import { systemClock } from '../../exchanges/testing/test-gateway';
import { binance } from '../../exchanges/binance/definition';
import type { VenueDefinition } from '../../exchanges/definition/venue-definition';
import { firstClassVenues } from '../../exchanges/venues';
import type { CcxtExchange } from './ccxt-exchange';
import { KeyState, VenueClock } from './key-state';
import { openExchange } from './open-exchange';
import { actingMethods, checkSocketMessage, onlyThese, readingOnly } from './read-only';

const credentials = { apiKey: 'key', secret: 'c2VjcmV0', password: 'word' };

function open(definition: VenueDefinition, ask: AskServer = askServer): Promise<CcxtExchange> {
  return openExchange({
    definition,
    address: { venue: definition.info.id },
    credentials,
    clock: systemClock,
    venueClock: new VenueClock(systemClock),
    key: new KeyState(new RateBudget(definition.limits), false, systemClock),
    ask,
  });
}

/** Calls whatever it is and gives what it fails with. */
async function outcome(call: () => unknown): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    return error;
  }
}

describe.each([...firstClassVenues])('$info.id', (definition) => {
  it('has no endpoint that is not on the read list', async () => {
    const exchange = await open(definition);
    const acting =
      /^(?!has|create)\w*(Post|Put|Delete|Patch)[A-Z]\w*(Order|Withdraw|Transfer|Borrow|Repay|Redeem)/;
    const endpoints = Object.getOwnPropertyNames(exchange).filter((name) => acting.test(name));
    expect(endpoints).toEqual([]);
  });

  it('refuses every method that acts, before anything is sent', async () => {
    const sent = vi.fn(() => Promise.reject(new Error('sent')));
    const exchange = await open(definition, sent);
    const names = actingMethods(exchange);
    expect(names.length).toBeGreaterThan(50);
    for (const name of names) {
      const result = await outcome(() => Reflect.apply(Reflect.get(exchange, name), exchange, []));
      expect(result, name).toBeInstanceOf(VenueFailure);
      expect(result).toMatchObject({ code: 'refused' });
    }
    expect(sent).not.toHaveBeenCalled();
  });

  it('lists what ccxt says it can do to an account', async () => {
    const exchange = await open(definition);
    const acts = /^(create|edit|cancel|withdraw|transfer|borrow|repay|setLeverage|addMargin|close)/;
    const harmless = /^(createSubAccount|closeAllPositions)$/;
    const able = Object.keys(exchange.has).filter(
      (name) =>
        acts.test(name) &&
        !harmless.test(name) &&
        typeof Reflect.get(exchange, name) === 'function',
    );
    const refused = new Set(actingMethods(exchange));
    expect(able.filter((name) => !refused.has(name))).toEqual([]);
  });

  it('lets no other request out, however it is made', async () => {
    const sent = vi.fn(() => Promise.reject(new Error('sent')));
    const exchange = await open(definition, sent);
    const [host = ''] = hostsOf(exchange.urls.api);
    for (const [method, path] of [
      ['POST', '/api/v3/order'],
      ['POST', '/sapi/v1/capital/withdraw/apply'],
      ['DELETE', '/api/v3/account'],
      ['POST', '/api/v5/asset/withdrawal'],
      ['GET', '/v5/order/create'],
      ['POST', '/0/private/Withdraw'],
    ] as const)
      expect(await outcome(() => exchange.fetch(`${host}${path}`, method))).toMatchObject({
        code: 'refused',
      });
    expect(sent).not.toHaveBeenCalled();
  });
});

describe('a redirected exchange', () => {
  it('sends nothing to any host but the local server', async () => {
    const sent = vi.fn(() => Promise.reject(new Error('sent')));
    const exchange = await openExchange({
      definition: binance,
      address: { venue: 'binance', endpoint: 'http://127.0.0.1:9/binance' },
      credentials,
      clock: systemClock,
      venueClock: new VenueClock(systemClock),
      key: new KeyState(new RateBudget(binance.limits), false, systemClock),
      ask: sent,
    });
    const real = 'https://api.binance.com/api/v3/account';
    expect(await outcome(() => exchange.fetch(real))).toMatchObject({ code: 'refused' });
    expect(sent).not.toHaveBeenCalled();
    for (const url of hostsOf(exchange.urls.api))
      expect(url).toMatch(/^(http|ws):\/\/127\.0\.0\.1:9\/binance\/[a-z.0-9:-]+(\/|$)/);
  });
});

describe('a policy whose paths have places for names', () => {
  const weight = (amount: number) => ({ limit: 'calls', weight: amount });
  const policy = onlyThese({
    'GET /v4/futures/{settle}/accounts': weight(1),
    'GET /v4/futures/btc/accounts': weight(2),
    'GET /v1/a.c/{id}': weight(3),
    'GET /v1/plain': weight(4),
  });

  it.each([
    ['/v4/futures/usdt/accounts', 1],
    ['/v4/futures/btc/accounts', 2],
    ['/v1/a.c/41', 3],
    ['/v1/a.c/BTC-USDT_20261225', 3],
    ['/v1/plain', 4],
  ])('allows GET %s', (path, amount) => {
    expect(policy.weightOf('GET', path)).toEqual(weight(amount));
  });

  it.each([
    ['another method', 'POST', '/v4/futures/usdt/accounts'],
    ['no name', 'GET', '/v4/futures//accounts'],
    ['two names', 'GET', '/v4/futures/usdt/orders/accounts'],
    ['a way up', 'GET', '/v4/futures/../accounts'],
    ['the place itself', 'GET', '/v4/futures/./accounts'],
    ['an encoded way up', 'GET', '/v4/futures/%2e%2e/accounts'],
    ['an encoded slash', 'GET', '/v4/futures/usdt%2Forders/accounts'],
    ['a backslash', 'GET', '/v4/futures/usdt\\orders/accounts'],
    ['a query', 'GET', '/v4/futures/usdt?a=/accounts'],
    ['a line end', 'GET', '/v1/a.c/41\n'],
    ['the place as it is written', 'GET', '/v4/futures/{settle}/accounts'],
    ['what comes before', 'GET', '/x/v4/futures/usdt/accounts'],
    ['what comes after', 'GET', '/v4/futures/usdt/accounts/close'],
    ['more below', 'GET', '/v1/a.c/41/cancel'],
    ['a dot for any sign', 'GET', '/v1/abc/41'],
    ['no segment at all', 'GET', '/v1/a.c'],
    ['an empty segment', 'GET', '/v1/a.c/'],
  ])('refuses %s', (_what, method, path) => {
    expect(policy.weightOf(method, path)).toBeUndefined();
  });

  it('keeps what ccxt defines with names of its own for the places, and no more', () => {
    expect(policy.keeps('GET', '{settle}/accounts')).toBe(true);
    expect(policy.keeps('GET', 'v4/futures/{currency}/accounts')).toBe(true);
    expect(policy.keeps('GET', 'a.c/{account-id}')).toBe(true);
    expect(policy.keeps('POST', '{settle}/accounts')).toBe(false);
    expect(policy.keeps('GET', '{settle}/orders')).toBe(false);
    expect(policy.keeps('GET', '{settle}/{contract}/accounts')).toBe(false);
    expect(policy.keeps('GET', 'plain/{id}')).toBe(false);
  });
});

describe('the policy of other venues', () => {
  const policy = readingOnly({ limit: 'calls', weight: 1 });
  const allows = (request: string): boolean => {
    const [method = '', path = ''] = request.split(' ');
    return policy.weightOf(method, path) !== undefined;
  };

  it.each([
    'GET /api/v1/accounts',
    'POST /account/getBalances',
    'POST /tapi',
    'GET /v1/public/orderbook',
    'POST /api/v2/auth/r/wallets',
    'GET /exchange/info',
  ])('allows %s', (request) => expect(allows(request)).toBe(true));

  it.each([
    'POST /api/v1/orders',
    'POST /order',
    'POST /v1/withdraw',
    'GET /v1/withdrawals/new',
    'POST /account/transfer',
    'POST /wallet/transfers',
    'DELETE /v1/anything',
    'PUT /v1/balance',
    'POST /v2/order/new_order',
    'POST /cancel_order',
    'POST /trade/place-order',
    'POST /margin/borrow',
    'POST /api/spot/rest/do_deposit_funds_from_wallet',
    'POST /my/coin/deposit',
  ])('refuses %s', (request) => expect(allows(request)).toBe(false));
});

describe('messages to a stream', () => {
  it.each([
    { id: '1', method: 'userDataStream.subscribe.signature' },
    { op: 'auth', args: [] },
    { op: 'subscribe', args: ['wallet'] },
    'ping',
    '{"method":"ping"}',
  ])('lets %j pass', (message) => expect(() => checkSocketMessage(message)).not.toThrow());

  it.each([
    { id: '1', method: 'order.place' },
    { op: 'order.create' },
    { op: 'batch-orders' },
    { method: 'add_order' },
    '{"op":"cancel-order"}',
  ])('refuses %j', (message) => expect(() => checkSocketMessage(message)).toThrow(VenueFailure));
});

function hostsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Object.values((value ?? {}) as object).flatMap(hostsOf);
}
