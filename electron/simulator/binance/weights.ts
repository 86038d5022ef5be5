/** What a request costs against the limit per address and minute. Source: Binance API documentation. */
const weights: Readonly<Record<string, number>> = {
  'GET /api/v3/exchangeInfo': 20,
  'GET /api/v3/account': 20,
  'GET /api/v3/depth': 5,
  'GET /api/v3/ticker/24hr': 80,
  'GET /api/v3/ticker/bookTicker': 4,
  'GET /api/v3/ticker/price': 4,
  'GET /api/v3/klines': 2,
  'GET /api/v3/myTrades': 20,
  'GET /fapi/v1/ticker/24hr': 40,
  'GET /dapi/v1/ticker/24hr': 40,
  'GET /fapi/v3/account': 5,
  'GET /fapi/v2/account': 5,
  'GET /fapi/v3/balance': 5,
  'GET /fapi/v2/balance': 5,
  'GET /dapi/v1/account': 5,
  'GET /sapi/v1/asset/wallet/balance': 60,
  'GET /sapi/v1/capital/config/getall': 10,
  'GET /sapi/v1/margin/account': 10,
  'GET /sapi/v1/margin/isolated/account': 10,
  'GET /sapi/v1/simple-earn/flexible/position': 150,
  'GET /sapi/v1/simple-earn/locked/position': 150,
  'GET /sapi/v2/eth-staking/account': 150,
  'GET /sapi/v1/sol-staking/account': 150,
};

/** Adds up weights by the minute and says so in the headers that Binance uses for it. */
export class WeightMeter {
  private minute = 0;
  private readonly used = new Map<string, number>();

  headers(route: string, path: string, now: number): Record<string, string> {
    const minute = Math.floor(now / 60_000);
    if (minute !== this.minute) this.used.clear();
    this.minute = minute;
    const family = path.split('/')[1] ?? '';
    const used = (this.used.get(family) ?? 0) + (weights[route] ?? 1);
    this.used.set(family, used);
    if (family === 'sapi') return { 'x-sapi-used-ip-weight-1m': String(used) };
    return { 'x-mbx-used-weight': String(used), 'x-mbx-used-weight-1m': String(used) };
  }
}
