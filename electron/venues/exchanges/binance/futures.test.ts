import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { CLASSIC, read } from './testing/recorded-answers';

describe('futures accounts', () => {
  const asset = (name: string, wallet: string, profit: string, available: string) => ({
    asset: name,
    walletBalance: wallet,
    unrealizedProfit: profit,
    marginBalance: '0',
    availableBalance: available,
    maxWithdrawAmount: available,
  });

  it('linear: equity with unrealised profit and loss; collateral of other coins is not added', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /fapi/v3/account': JSON.stringify({
        totalWalletBalance: '126.7',
        assets: [
          asset('USDT', '23.72469206', '-3.00000001', '10.5'),
          asset('USDC', '5', '0', '99'),
          asset('BNB', '0.00000000', '0.00000000', '0'),
        ],
        positions: [],
      }),
    });
    expect(await read(venue, 'futures')).toEqual({
      USDT: '10.5+10.22469205-0',
      USDC: '5+0-0',
    });
  });

  it('linear: a receipt that was swapped into the account is the coin, which earn no longer has', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /fapi/v3/account': JSON.stringify({
        assets: [asset('USDT', '20', '0', '20'), asset('LDUSDT', '300', '0', '300')],
        positions: [],
      }),
    });
    expect(await read(venue, 'futures')).toEqual({
      USDT: '20+0-0',
      'USDT LDUSDT': '300+0-0',
    });
  });

  it('coin-margined: may be negative', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /dapi/v1/account': JSON.stringify({ assets: [asset('BTC', '0.1', '-0.25', '0')] }),
    });
    expect(await read(venue, 'futures-inverse')).toEqual({ BTC: '0+-0.15-0' });
  });
});
