import { describe, expect, it } from 'vitest';
import { whatFailed, portfolioReport, reportTable } from './portfolio-report';
import { LivePortfolio } from './live-portfolio';
import { failed, holding, read, silentLog } from './testing/fake-adapters';
import { decimal } from '../../shared/money/decimal';
import { failure } from '../../shared/portfolio/failure';
import type { Connection } from '../../shared/portfolio/venue';

const connection: Connection = {
  id: 'one',
  venue: 'binance',
  label: 'Main',
  enabled: true,
  demo: false,
  createdAt: 0,
  secretStorage: 'keychain',
};

function report() {
  const portfolio = new LivePortfolio(() => 0, silentLog);
  portfolio.setAccounts(connection, [
    { accountType: 'spot', source: 'a', updates: 'stream' },
    { accountType: 'earn', source: 'b', updates: 'polling' },
  ]);
  portfolio.applyReading(
    connection,
    'spot',
    0,
    read(0, holding('spot', 'BTC', '1.5'), holding('spot', 'GEM', '9')),
  );
  portfolio.applyReading(connection, 'earn', 0, failed());
  portfolio.setPrices(
    new Map([
      ['binance:BTC', { kind: 'manual', usd: decimal('100.333'), at: 0 } as const],
      ['binance:GEM', { kind: 'unpriced', reason: 'no-market' } as const],
    ]),
    {},
    false,
  );
  return portfolioReport(portfolio.state(), [connection]);
}

describe('the printed portfolio', () => {
  it('gives amounts as exact text, and null where there is no price', () => {
    const { totalUsd, balances } = report();
    expect(totalUsd).toBe('150.4995');
    expect(balances).toMatchObject([
      { connection: 'Main', asset: 'BTC', total: '1.5', priceUsd: '100.333', valueUsd: '150.4995' },
      {
        asset: 'GEM@binance',
        total: '9',
        priceUsd: null,
        valueUsd: null,
        price: { kind: 'unpriced' },
      },
    ]);
  });

  it('names the accounts and markets that failed', () => {
    expect(whatFailed(report(), { okx: failure('network', 'no route') })).toEqual([
      'Main (binance, earn): simulated venue-unavailable',
      'prices of okx: no route',
    ]);
  });

  it('says in the table what is not in the total', () => {
    const table = reportTable(report(), (usd) => decimal(usd).toFixed(2));
    expect(table).toContain('Total USD 150.50');
    expect(table).toContain('Not in the total, for want of a price: 1 balance.');
  });
});
