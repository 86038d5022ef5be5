import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { RecordedVenue } from '../testing/recorded-venue';
import { failureOf, never } from '../testing/test-gateway';
import { answer, info, wallet, read } from './testing/recorded-answers';

async function accountTypes(status: number): Promise<readonly AccountType[]> {
  const accounts = await new RecordedVenue('bybit', info(status)).session.accounts();
  if (!accounts.ok) throw new Error(accounts.failure.message);
  return accounts.value.map(({ accountType }) => accountType);
}

describe('the accounts of a key', () => {
  it.each([
    [1, ['spot', 'futures', 'funding', 'earn']],
    [3, ['unified', 'futures-inverse', 'funding', 'earn']],
    [4, ['unified', 'futures-inverse', 'funding', 'earn']],
    [5, ['unified', 'funding', 'earn']],
    [6, ['unified', 'funding', 'earn']],
  ])('status %i: %j', async (status, expected) => {
    expect(await accountTypes(status)).toEqual(expected);
  });

  it('a unified account is one wallet, never counted again as spot or futures', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance': wallet('UNIFIED', {
        coin: 'BTC',
        equity: '1',
        walletBalance: '1',
      }),
    });
    expect(await read(venue, 'unified')).toEqual({ BTC: '1+0-0' });
    for (const type of ['spot', 'futures', 'margin'] as const)
      expect((await venue.session.read(type, never)).outcome).toBe('unsupported');
    expect(venue.count('GET /v5/account/wallet-balance')).toBe(1);
  });

  it('an unknown stage is a failure, not a guess', async () => {
    const venue = new RecordedVenue('bybit', info(9));
    expect(failureOf(await venue.session.read('unified', never)).code).toBe('bad-response');
  });

  it('are asked for again after a failure', async () => {
    const venue = new RecordedVenue('bybit', {
      'GET /v5/account/info': { status: 503, body: '' },
      'GET /v5/account/wallet-balance': wallet('UNIFIED'),
    });
    expect(failureOf(await venue.session.read('unified', never)).code).toBe('venue-unavailable');
    venue.now('GET /v5/account/info', info(6)['GET /v5/account/info'] ?? '');
    expect(await read(venue, 'unified')).toEqual({});
  });
});

describe('the unified wallet', () => {
  it('gives equity before debt, what is bound by orders and positions, and debt with interest', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance': wallet(
        'UNIFIED',
        {
          coin: 'USDT',
          equity: '950.5',
          walletBalance: '1000',
          unrealisedPnl: '-49.5',
          locked: '100',
          totalPositionIM: '50',
          totalOrderIM: '',
          spotBorrow: '0',
          borrowAmount: '0',
          accruedInterest: '',
        },
        {
          coin: 'ETH',
          equity: '1',
          walletBalance: '3',
          unrealisedPnl: '0',
          locked: '0',
          spotBorrow: '2',
          borrowAmount: '2',
          accruedInterest: '0.001',
        },
      ),
    });
    expect(await read(venue, 'unified')).toEqual({ USDT: '800.5+150-0', ETH: '3+0-2.001' });
  });

  it('keeps every digit, also of an amount that is a JSON number', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance':
        '{"retCode":0,"retMsg":"OK","result":{"list":[{"accountType":"UNIFIED","coin":[{"coin":"BTC","equity":123456789012.345678901234,"walletBalance":"123456789012.345678901234"}]}]}}',
    });
    expect(await read(venue, 'unified')).toEqual({ BTC: '123456789012.345678901234+0-0' });
  });

  it('counts a debt of derivatives once: a negative wallet balance states it', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance': wallet('UNIFIED', {
        coin: 'USDT',
        equity: '-20',
        walletBalance: '-20',
        unrealisedPnl: '0',
        borrowAmount: '20',
        accruedInterest: '0.5',
      }),
    });
    expect(await read(venue, 'unified')).toEqual({ USDT: '0+-20-0.5' });
  });

  it.each([
    ['another wallet', wallet('SPOT', { coin: 'BTC', equity: '1', walletBalance: '1' })],
    ['no wallet', answer({ list: [] })],
    ['a coin without its equity', wallet('UNIFIED', { coin: 'BTC', walletBalance: '1' })],
    ['coins that are no list', answer({ list: [{ accountType: 'UNIFIED', coin: null }] })],
    ['a web page', '<!DOCTYPE html><html></html>'],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/account/wallet-balance': body,
    });
    expect(failureOf(await venue.session.read('unified', never)).code).toBe('bad-response');
  });
});

describe('classic accounts', () => {
  it('have spot and derivatives wallets of their own', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(1),
      'GET /v5/account/wallet-balance': (params) =>
        params.get('accountType') === 'SPOT'
          ? wallet('SPOT', { coin: 'BTC', walletBalance: '1.5', locked: '0.5', equity: '' })
          : wallet('CONTRACT', {
              coin: 'BTC',
              walletBalance: '2',
              unrealisedPnl: '0.25',
              equity: '2.25',
              totalPositionIM: '1',
            }),
    });
    expect(await read(venue, 'spot')).toEqual({ BTC: '1+0.5-0' });
    expect(await read(venue, 'futures')).toEqual({ BTC: '1.25+1-0' });
  });
});

describe('funding and earn', () => {
  it('funding: what can be transferred is available', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/asset/transfer/query-account-coins-balance': answer({
        memberId: '1',
        accountType: 'FUND',
        balance: [{ coin: 'USDC', transferBalance: '5', walletBalance: '7', bonus: '' }],
      }),
    });
    expect(await read(venue, 'funding')).toEqual({ USDC: '5+2-0' });
  });

  it('earn: savings and on-chain', async () => {
    const venue = new RecordedVenue('bybit', {
      ...info(6),
      'GET /v5/earn/position': (params) =>
        answer({
          list:
            params.get('category') === 'OnChain'
              ? [{ coin: 'ETH', amount: '2', productId: '8' }]
              : [
                  { coin: 'USDT', amount: '10', productId: '4' },
                  { coin: 'USDT', amount: '5', productId: '5' },
                ],
        }),
    });
    expect(await read(venue, 'earn')).toEqual({
      'USDT flexible': '0+15-0',
      'ETH on-chain': '0+2-0',
    });
  });
});
