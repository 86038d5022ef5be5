import { describe, expect, it } from 'vitest';
import {
  balancesOf,
  failureOf,
  never,
  positionsOf,
  table,
  unreadOf,
  marketsAt,
} from '../testing/test-gateway';
import {
  ACCOUNTS,
  AUTH,
  POSITIONS,
  PRODUCTS,
  SUMMARY,
  account,
  accounts,
  coinbaseWith,
  denied,
  gateway,
  read,
  reading,
  usd,
} from './answers';

describe('futures', () => {
  const summary = JSON.stringify({
    balance_summary: {
      futures_buying_power: usd('3737.92'),
      total_usd_balance: usd('499.98'),
      cbi_usd_balance: usd('431.31'),
      cfm_usd_balance: usd('68.67'),
      total_open_orders_hold_amount: usd('10'),
      unrealized_pnl: usd('-2.35'),
      daily_realized_pnl: usd('0'),
      initial_margin: usd('20'),
      available_margin: usd('100'),
    },
  });

  it('are the dollars of the futures account with unrealised loss, not those of spot again', async () => {
    const venue = coinbaseWith({
      [ACCOUNTS]: accounts(account('USD', '431.31', '0', { type: 'ACCOUNT_TYPE_FIAT' })),
      [SUMMARY]: summary,
    });
    expect(await read(venue, 'spot')).toEqual({ USD: '431.31+0-0' });
    // 68.67 - 2.35 = 66.32, of which 20 + 10 are bound.
    expect(await read(venue, 'futures')).toEqual({ USD: '36.32+30-0' });
  });

  it('are empty for who has no futures account, which the venue says', async () => {
    expect(await read(coinbaseWith({}), 'futures')).toEqual({});
  });

  it('fail where the venue does not say', async () => {
    const venue = coinbaseWith({ [SUMMARY]: '{}' });
    expect(failureOf(await reading(venue, 'futures')).code).toBe('bad-response');
  });

  it('are read at the gateway, too, where collateral is held for those outside the country', async () => {
    const held = accounts(account('USDC', '9', '0', { platform: 'ACCOUNT_PLATFORM_INTX' }));
    const venue = coinbaseWith({ ...gateway, [ACCOUNTS]: held });
    expect(await read(venue, 'spot')).toEqual({});
    expect(await read(venue, 'futures')).toEqual({ 'USDC international': '800+420.5-0' });
    const refused = await reading(coinbaseWith({ [ACCOUNTS]: held, [AUTH]: denied }), 'futures');
    expect(unreadOf(refused)).toEqual({
      'derivatives outside the United States': 'authentication',
    });
  });

  it('of the United States are read where the accounts are refused, and the other way round', async () => {
    const refused = { status: 503, body: '{}' };
    const some = await reading(
      coinbaseWith({ [SUMMARY]: summary, [ACCOUNTS]: refused }),
      'futures',
    );
    expect(table(balancesOf(some))).toEqual({ USD: '36.32+30-0' });
    expect(unreadOf(some)).toEqual({
      'derivatives outside the United States': 'venue-unavailable',
    });
    const held = accounts(account('USDC', '9', '0', { platform: 'ACCOUNT_PLATFORM_INTX' }));
    const others = coinbaseWith({ ...gateway, [SUMMARY]: refused, [ACCOUNTS]: held });
    expect(unreadOf(await reading(others, 'futures'))).toEqual({
      'US derivatives': 'venue-unavailable',
    });
    const none = coinbaseWith({ [SUMMARY]: refused });
    expect(failureOf(await reading(none, 'futures')).code).toBe('venue-unavailable');
  });

  const product = (product_id: string, details: object) => ({
    product_id,
    product_type: 'FUTURE',
    future_product_details: { venue: 'cde', contract_expiry_type: 'EXPIRING', ...details },
  });
  const held = (product_id: string, side: string, number_of_contracts: string) => ({
    product_id,
    expiration_time: '2026-12-26T00:00:00Z',
    side,
    number_of_contracts,
    current_price: '27000.50',
    avg_entry_price: '26500.00',
    unrealized_pnl: '500.00',
  });

  it('have positions in coins: contracts by their size, short ones negative, none that is closed', async () => {
    const venue = coinbaseWith({
      [POSITIONS]: JSON.stringify({
        positions: [
          held('BIT-26DEC26-CDE', 'LONG', '10'),
          held('ETP-20DEC30-CDE', 'FUTURES_POSITION_SIDE_SHORT', '3'),
          held('SLR-29DEC26-CDE', 'SHORT', '2'),
          held('SHB-26DEC26-CDE', 'LONG', '2'),
          held('SOL-26DEC26-CDE', 'LONG', '0'),
        ],
      }),
      [PRODUCTS]: JSON.stringify({
        products: [
          product('BIT-26DEC26-CDE', { contract_size: '0.01', contract_root_unit: 'BTC' }),
          product('ETP-20DEC30-CDE', {
            contract_size: '0.1',
            contract_root_unit: 'ETH',
            contract_expiry_type: 'PERPETUAL',
          }),
          product('SHB-26DEC26-CDE', { contract_size: '10', contract_root_unit: '1000SHIB' }),
          product('SLR-29DEC26-CDE', {
            contract_size: '50',
            contract_root_unit: 'SLR',
            non_crypto: true,
          }),
        ],
      }),
    });
    const answer = await reading(venue, 'futures');
    expect(positionsOf(answer)).toEqual({
      'BIT-26DEC26-CDE': 'BTC 0.1',
      'ETP-20DEC30-CDE': 'ETH -0.3',
      'SHB-26DEC26-CDE': 'SHIB 20000',
      'SLR-29DEC26-CDE': 'SLR-29DEC26-CDE -100',
    });
    await reading(venue, 'futures');
    expect(venue.count(PRODUCTS)).toBe(1);
  });

  it('of a contract that is not listed fail, and say nothing against the balances', async () => {
    const venue = coinbaseWith({
      [SUMMARY]: summary,
      [POSITIONS]: JSON.stringify({ positions: [held('BIT-26DEC26-CDE', 'LONG', '10')] }),
      [PRODUCTS]: '{"products":[]}',
    });
    const answer = await reading(venue, 'futures');
    expect(table(balancesOf(answer))).toEqual({ USD: '36.32+30-0' });
    expect(answer).toMatchObject({ positions: { ok: false, failure: { code: 'bad-response' } } });
  });
});

it('prices its spot products by their last price and what was traded', async () => {
  const product = (id: string, fields: object) => ({
    product_id: id,
    base_currency_id: id.split('-')[0],
    quote_currency_id: id.split('-')[1],
    price: '67060',
    volume_24h: '10',
    price_percentage_change_24h: '-2.5',
    is_disabled: false,
    trading_disabled: false,
    product_type: 'SPOT',
    ...fields,
  });
  const { gateway } = coinbaseWith({
    [PRODUCTS]: JSON.stringify({
      products: [
        product('BTC-USD', { price: '39000' }),
        product('BTC-EUR', { trading_disabled: true }),
      ],
    }),
  });
  const answer = await marketsAt(gateway, { venue: 'coinbase' }).tickers(new Set(['BTC']), never);
  if (!answer.ok) throw new Error(answer.failure.message);
  const prices = answer.value.map(({ base, quote, last, quoteVolume, open24h }) =>
    [base, quote, last, quoteVolume, open24h].map(String),
  );
  expect(prices).toEqual([['BTC', 'USD', '39000', '390000', '40000']]);
});
