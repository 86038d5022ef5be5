import { describe, expect, it } from 'vitest';
import { whatFailed, portfolioReport, reportTable, reportWarnings } from './portfolio-report';
import { priceNotes } from './price-notes';
import { LivePortfolio } from './live-portfolio';
import { failed, holding, read, silentLog } from '../testing/fake-adapters';
import type { BalanceView, PositionView } from '../../../shared/contract/portfolio-view';
import { decimal } from '../../../shared/base/decimal';
import { failure } from '../../../shared/base/failure';
import type { Connection } from '../../../shared/portfolio/venue';

const aBalance: Omit<BalanceView, 'price'> = {
  ...{ key: '', connectionId: 'one', venue: 'okx', accountType: 'spot', asset: 'A', code: 'A' },
  ...{ available: '1', locked: '0', total: '1', borrowed: '0' },
};

const connection: Connection = {
  id: 'one',
  venue: 'binance',
  label: 'Main',
  enabled: true,
  demo: false,
  createdAt: 0,
  secretStorage: 'keychain',
};

function heldPortfolio(): LivePortfolio {
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
  return portfolio;
}

const report = (warnings?: readonly string[]) =>
  portfolioReport(heldPortfolio().state(), [connection], warnings);

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

  it('has what every figure of the screens is made of', () => {
    const portfolio = heldPortfolio();
    const rates = { EUR: { usd: '1.1', usd24hAgo: '1.08' } };
    portfolio.setPrices(new Map(), rates, false);
    const printed = portfolioReport(portfolio.state(), [connection]);
    expect(printed.quoteRates).toEqual(rates);
    expect(printed).toMatchObject({ settled: true, positions: [], crossChecks: [] });
    expect(printed.accounts).toMatchObject({ accounts: 2, read: 1, notRead: 1, awaited: 0 });
    expect(printed.assets['BTC']).toMatchObject({ code: 'BTC', name: 'Bitcoin' });
    expect(printed.balances).toMatchObject([
      { asset: 'BTC', code: 'BTC', marks: ['manual'] },
      { asset: 'GEM@binance', code: 'GEM', marks: [] },
    ]);
  });

  it('has the price of each position: its coin need not be held at its venue', () => {
    const state = heldPortfolio().state();
    const position = (code: string): PositionView => ({
      ...{ key: code, connectionId: 'one', venue: 'binance', accountType: 'futures', code },
      ...{ market: `${code}USDT`, kind: 'perpetual', asset: code, delta: '-2' },
      price: `binance:${code}`,
    });
    const positions = ['BTC', 'SOL'].map(position);
    expect(portfolioReport({ ...state, positions }, [connection]).positions).toEqual([
      {
        ...{ connectionId: 'one', connection: 'Main', venue: 'binance', accountType: 'futures' },
        ...{ market: 'BTCUSDT', kind: 'perpetual', asset: 'BTC', code: 'BTC', delta: '-2' },
        ...{ priceUsd: '100.333', price: { kind: 'manual', usd: '100.333', at: 0 } },
      },
      expect.objectContaining({ market: 'SOLUSDT', priceUsd: null }),
    ]);
  });

  it('says every mark of a balance and of the total, in JSON and in the table', () => {
    const portfolio = heldPortfolio();
    portfolio.applyReading(connection, 'spot', 1, failed());
    const peg = { kind: 'peg-assumed', usd: decimal('2'), peg: 'USDT', path: [], at: 0 } as const;
    portfolio.setPrices(new Map([['binance:BTC', { ...peg, staleSince: 0 }]]), {}, false);
    const printed = portfolioReport(portfolio.state(), [connection]);
    expect(printed.balances[0]?.marks).toEqual(['carried', 'stale-price', 'peg-assumed']);
    expect(reportTable(printed, (usd) => decimal(usd).toFixed(2))).toContain(
      'Total USD 3.00\n1 account not read.\n  carried on                  3.00, of it 3.00 at old prices, of it 3.00 at an assumed peg\n',
    );
  });

  it('says in the table how far it was read', () => {
    const portfolio = heldPortfolio();
    portfolio.setAccounts(connection, [
      ...(['spot', 'earn', 'margin'] as const).map((accountType) => ({
        ...{ accountType, source: 'a', updates: 'stream' as const },
      })),
    ]);
    const table = reportTable(portfolioReport(portfolio.state(), [connection]), String);
    expect(table).toContain('1 of 3 accounts read, 1 account not read.');
  });

  it('names the accounts and markets that failed', () => {
    expect(whatFailed(report(), { okx: failure('network', 'no route') })).toEqual([
      'Main (binance, earn): simulated venue-unavailable.',
      'prices of okx: no route.',
    ]);
  });

  it('warns as a window does: first of the clock, then of what was told, each once', () => {
    const clock = { reason: 'The clock is wrong. Nothing is recorded.', hint: 'Set it.' };
    const notice = (level: 'info' | 'warning' | 'error', text: string) => ({
      id: text,
      level,
      text,
    });
    const warnings = reportWarnings({ clock }, [
      notice('info', 'A backup was made.'),
      notice('error', 'Entries are missing.'),
      notice('warning', 'A price jumped.'),
      notice('error', 'Entries are missing.'),
    ]);
    expect(warnings).toEqual([
      'The clock is wrong. Nothing is recorded. Set it.',
      'Entries are missing.',
      'A price jumped.',
    ]);
    expect(report(warnings).warnings).toEqual(warnings);
    expect(reportTable(report(warnings), String)).toContain(
      'Warning: The clock is wrong. Nothing is recorded. Set it.\nWarning: Entries are missing.\n',
    );
    expect(reportWarnings({}, [])).toEqual([]);
    expect(reportTable(report(), String)).not.toContain('Warning');
  });

  it('says of prices that are not simply what a market says which one counts meanwhile', () => {
    const hop = (from: string, to: string, basis: 'mid' | 'wrapped' | 'protocol') => ({
      ...{ venue: 'kraken', market: `${from}/${to}`, from, to, rate: '1.5', basis, at: 0 },
    });
    const market = { kind: 'market', usd: '10', at: 0, path: [hop('A', 'USD', 'mid')] } as const;
    const since = Date.UTC(2026, 10, 28, 14, 5);
    const prices = {
      'okx:PLAIN': market,
      'okx:JUMPED': { ...market, jump: { usd: '60', since, countsAt: since + 300_000 } },
      'okx:THIN': { ...market, jump: { usd: '60', since } },
      'okx:FROZEN': { ...market, setAside: { usd: '30', venues: 3 } },
      'okx:SPLIT': { kind: 'unpriced', reason: 'disputed', claim: { usd: '30', at: 0 } },
      'okx:LOST': { kind: 'unpriced', reason: 'no-market', claim: { usd: '7', at: 0 } },
      'okx:NEVER': { kind: 'unpriced', reason: 'no-market' },
      'okx:WETH': { ...market, path: [hop('WETH', 'ETH', 'wrapped')] },
      'okx:RETH': { ...market, path: [hop('RETH', 'ETH', 'protocol')] },
      'okx:GONE': { ...market, setAside: { usd: '30', venues: 3 } },
      'okx:OLD': { ...market, staleSince: since },
      'okx:PEGGED': { ...market, kind: 'peg-assumed', peg: 'USDT', staleSince: since },
    } as const;
    const balances = Object.fromEntries(
      Object.keys(prices)
        .filter((key) => key !== 'okx:GONE')
        .map((key) => [key, { ...aBalance, price: key }]),
    );
    expect(priceNotes({ prices, balances })).toEqual([
      'FROZEN at okx: its own market says 30 USD, far from 3 other venues. Their median of 10 USD counts.',
      'JUMPED at okx: its market jumped to 60 USD on 2026-11-28 14:05 UTC. 10 USD counts until 2026-11-28 14:10 UTC, if it stays there.',
      'LOST at okx: its last price was 7 USD on 1970-01-01 00:00 UTC. It is in no total.',
      'OLD at okx: 10 USD of 2026-11-28 14:05 UTC counts: no market has made it since.',
      'PEGGED at okx: 10 USD of 2026-11-28 14:05 UTC counts: no market has made it since.',
      'PEGGED at okx: 10 USD, for USDT is taken at its peg: no market for it is in reach.',
      'RETH at okx: 10 USD, as 1.5 ETH at the rate of its protocol.',
      'SPLIT at okx: its market and the only other one are far apart. It is in no total.',
      'THIN at okx: its market jumped to 60 USD on 2026-11-28 14:05 UTC. 10 USD counts until two other venues say the same or you accept it.',
      'WETH at okx: 10 USD, as 1.5 ETH at a fixed rate.',
    ]);
    const told = { ...report(), priceNotes: ['One note.', 'Another.'] };
    expect(reportTable(told, String)).toContain('\nPrices\n  One note.\n  Another.\n');
    expect(reportTable(report(), String)).not.toContain('Prices');
  });

  it('says in the table what is not in the total', () => {
    const table = reportTable(report(), (usd) => decimal(usd).toFixed(2));
    expect(table).toContain('Total USD 150.50');
    expect(table).toContain('Not in the total, for want of a price: 1 balance.');
  });
});
