import { beforeEach, describe, expect, it } from 'vitest';
import { CapWatch } from './cap-watch';
import { LivePortfolio } from '../portfolio/live-portfolio';
import { holding, read, silentLog } from '../testing/fake-adapters';
import { FakeClock } from '../testing/fake-clock';
import { decimal } from '../../../shared/base/decimal';

const account = { accountType: 'spot', source: 'GET /account', updates: 'polling' } as const;
const one = { id: 'one', venue: 'binance' };
const other = { id: 'other', venue: 'kraken' };

let clock: FakeClock;
let portfolio: LivePortfolio;
let crossed: string[];

const hold = async (connection: typeof one, usd: string): Promise<void> => {
  portfolio.applyReading(connection, 'spot', 0, read(0, holding('spot', 'USD', usd)));
  await clock.advance(1_000);
};

beforeEach(() => {
  clock = new FakeClock();
  portfolio = new LivePortfolio(clock.now, silentLog);
  crossed = [];
  const watch = new CapWatch({
    portfolio,
    clock,
    onCrossed: ({ venue, percent }) => crossed.push(`${venue} ${percent.toFixed(1)}`),
  });
  watch.setCaps([{ venue: 'binance', percent: '50' }]);
  for (const connection of [one, other]) portfolio.setAccounts(connection, [account]);
  const dollar = { kind: 'manual', usd: decimal('1'), at: 0 } as const;
  portfolio.setPrices(
    new Map([
      ['binance:USD', dollar],
      ['kraken:USD', dollar],
    ]),
    {},
    false,
  );
});

describe('a counterparty cap', () => {
  it('says nothing while venues are still being read', async () => {
    await hold(one, '60');
    expect(crossed).toEqual([]);
    await hold(other, '60');
    expect(crossed).toEqual([]);
  });

  it('says once that it is crossed, and again only after it was kept', async () => {
    await hold(other, '40');
    await hold(one, '60');
    await hold(one, '61');
    expect(crossed).toEqual(['binance 60.0']);
    await hold(one, '30');
    await hold(one, '60');
    expect(crossed).toEqual(['binance 60.0', 'binance 60.0']);
  });
});
