import { expect, it } from 'vitest';
import { RecordedVenue } from './exchanges/testing/recorded-venue';
import { never } from './exchanges/testing/test-gateway';
import { openEngine } from './history/embedded/engine';
import { applyEntry } from './history/entries/apply-entry';
import { SnapshotEntries } from './history/entries/snapshot-entries';
import { runMigrations } from './history/migrations/run-migrations';
import { LivePortfolio } from './services/live-portfolio';
import { silentLog } from './services/testing/fake-adapters';
import { Decimal } from '../shared/money/decimal';
import { formatFull } from '../shared/money/format';

const INSTALLATION = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const AMOUNT = '123456789.012345678901234';
const DERIBIT = { id: 'one', venue: 'deribit' };

it('keeps 24 digits of a JSON number from the wire to the database and to the screen', async () => {
  const venue = new RecordedVenue('deribit', {
    'GET /api/v2/private/get_account_summaries': `{"jsonrpc":"2.0","id":1,"result":{"id":10,"type":"main","summaries":[{"currency":"BTC","equity":${AMOUNT},"balance":${AMOUNT},"available_withdrawal_funds":${AMOUNT}}]}}`,
    'GET /api/v2/private/get_positions': '{"jsonrpc":"2.0","id":2,"result":[]}',
  });
  const portfolio = new LivePortfolio(() => 1_000, silentLog);
  const accounts = await venue.session.accounts();
  if (!accounts.ok) throw new Error(accounts.failure.message);
  portfolio.setAccounts(DERIBIT, accounts.value);
  const reading = await venue.session.read('unified', never);
  portfolio.applyReading(DERIBIT, 'unified', 0, reading);

  const page = JSON.parse(JSON.stringify(portfolio.state())) as ReturnType<typeof portfolio.state>;
  const [view] = Object.values(page.balances);
  expect(view?.total).toBe(AMOUNT);
  expect(formatFull(new Decimal(view?.total ?? ''))).toBe('123,456,789.012345678901234');

  const engine = await openEngine();
  try {
    await runMigrations(engine);
    const entry = new SnapshotEntries().next({
      portfolio: 'main',
      snapshot: portfolio.snapshot(),
      status: 'complete',
    });
    const journaled = JSON.parse(JSON.stringify(entry)) as typeof entry;
    await engine.transaction(async (sql) => {
      await applyEntry(sql, INSTALLATION, journaled);
    });
    const [row] = await engine.query('select total::text, available::text from balance_point');
    expect(row).toEqual({ total: AMOUNT, available: AMOUNT });
  } finally {
    await engine.close();
  }
});
