import { expect, it } from 'vitest';
import { RecordedVenue } from '../venues/exchanges/testing/recorded-venue';
import { never } from '../venues/exchanges/testing/test-gateway';
import { SnapshotEntries } from '../store/entries/snapshot-entries';
import { emptyEngine } from '../store/testing/empty-engine';
import { LivePortfolio } from '../engine/portfolio/live-portfolio';
import { silentLog } from '../engine/testing/fake-adapters';
import { Decimal } from '../../shared/base/decimal';
import { formatFull } from '../../shared/assets/format';

const AMOUNT = '123456789.012345678901234';
const DERIBIT = { id: 'one', venue: 'deribit' };
const { engine, apply } = emptyEngine();

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

  const entry = new SnapshotEntries().next({
    portfolio: 'main',
    snapshot: portfolio.snapshot(),
    status: 'complete',
    quarantined: [],
    rates: {},
  });
  await apply(JSON.parse(JSON.stringify(entry)) as typeof entry);
  const [row] = await engine.query('select total::text, available::text from balance_point');
  expect(row).toEqual({ total: AMOUNT, available: AMOUNT });
});
