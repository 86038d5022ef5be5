import { beforeEach, describe, expect, it } from 'vitest';
import { MANUAL_VENUE } from './manual-venue';
import type { AccountReading } from '../ports/exchanges';
import { holding, read } from '../testing/fake-adapters';
import { startRun, type DemoRun } from '../testing/demo-run';
import { settle } from '../testing/fake-clock';
import { decimal } from '../../../shared/base/decimal';
import { succeed } from '../../../shared/base/failure';
import type { ManualHolding } from '../../../shared/records/record-bodies';

const KEY = {
  credentials: { apiKey: 'key', secret: 'hush' },
  secretStorage: 'keychain',
  acceptWithdrawalKey: false,
  acceptOldRuntime: false,
} as const;

let run: DemoRun;

beforeEach(async () => {
  run = await startRun();
  // Dollars for bitcoin, and nothing else: what has no market still has to be asked for.
  run.gateway.tickersOf = (venue) => {
    const price = decimal('10');
    return succeed([
      {
        venue,
        base: 'BTC',
        quote: 'USD',
        bid: price,
        ask: price,
        last: price,
        quoteVolume: decimal('1e9'),
        at: 0,
      },
    ]);
  };
  await added('binance', 'Exchange');
  await run.clock.advance(60_000);
  expect(points()).toEqual(['30 complete']);
});

/** Adds a connection; resolves as the call of the page does. */
async function added(venue: string, label: string): Promise<string> {
  const answer = await run.connections.add({ ...KEY, venue, label });
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value.id;
}

async function bank(...holdings: readonly ManualHolding[]): Promise<string> {
  const id = await added(MANUAL_VENUE.id, 'Bank');
  expect(await run.userRecords.setManualHoldings(id, holdings)).toMatchObject({ ok: true });
  return id;
}

const points = (): string[] =>
  run.history.recorded.map(({ snapshot, status }) => `${snapshot.totalUsd.toFixed()} ${status}`);

/** Quits the moment a call was answered; answers the last point that was recorded. */
async function quitAtOnce(): Promise<string | undefined> {
  const flushed = run.writer.flush(5_000);
  await run.clock.advance(4_999);
  await flushed;
  return points().at(-1);
}

const total = (): string => run.portfolio.totals().totalUsd.toFixed();

describe('what is entered by hand', () => {
  it('counts before the call that stored it is answered', async () => {
    const id = await bank({ code: 'USD', amount: '100000' });
    expect(total()).toBe('100030');
    await run.userRecords.setManualHoldings(id, [{ code: 'USD', amount: '250000.5' }]);
    expect(total()).toBe('250030.5');
    await run.userRecords.setManualHoldings(id, [{ code: 'BTC', amount: '-1' }]);
    expect(total()).toBe('20');
    await run.userRecords.setManualHoldings(id, []);
    expect(total()).toBe('30');
    expect(run.portfolio.settled).toBe(true);
  });

  it.each<[string, ManualHolding[], string]>([
    ['whose price is known', [{ code: 'USD', amount: '100000' }], '100030 complete'],
    [
      'in thousands of lines',
      Array.from({ length: 2_000 }, (_, index) => ({ code: 'USD', amount: `0.${index + 1}` })),
      `${Array.from({ length: 2_000 }, (_, index) => decimal(`0.${index + 1}`))
        .reduce((sum, one) => sum.plus(one))
        .plus(30)
        .toFixed()} complete`,
    ],
    ['that no market prices', [{ code: 'LAND', amount: '1' }], '30 complete'],
  ])('is in the point of a quit right after it: %s', async (_name, holdings, point) => {
    await bank(...holdings);
    expect(await quitAtOnce()).toBe(point);
    const recorded = run.history.recorded.at(-1)?.snapshot.balances.map(({ code }) => code);
    expect(recorded).toEqual(['BTC', holdings[0]?.code]);
  });

  it('is in that point however often and fast it is changed', async () => {
    const id = await bank();
    for (let change = 1; change <= 20; change += 1) {
      await run.userRecords.setManualHoldings(id, [{ code: 'USD', amount: String(change) }]);
      expect(total()).toBe(String(30 + change));
    }
    expect(await quitAtOnce()).toBe('50 complete');
  });

  it('is in no point any more once it, or its connection, is gone', async () => {
    const id = await bank({ code: 'USD', amount: '100000' });
    await run.connections.setEnabled(id, false);
    expect(total()).toBe('30');
    await run.connections.setEnabled(id, true);
    expect(total()).toBe('100030');
    await run.connections.rename(id, 'Other bank');
    expect(total()).toBe('100030');
    await run.connections.remove(id);
    expect(await quitAtOnce()).toBe('30 complete');
  });

  it('is not undone by a reading that had begun before it', async () => {
    const id = await bank({ code: 'USD', amount: '1' });
    await run.clock.advance(59_000);
    // The minute's refresh and the change at the same time.
    const change = run.userRecords.setManualHoldings(id, [{ code: 'USD', amount: '2' }]);
    await run.clock.advance(1_000);
    await change;
    expect(total()).toBe('32');
  });
});

describe('a venue that was just connected or enabled', () => {
  const slow = (): ((reading: AccountReading) => void) => {
    const waiting: ((reading: AccountReading) => void)[] = [];
    run.gateway.session.answer = () => new Promise((resolve) => waiting.push(resolve));
    return (reading) => {
      for (const resolve of waiting.splice(0)) resolve(reading);
    };
  };

  it('is in the point of a quit right after it, or there is no such point', async () => {
    const answer = slow();
    await run.connections.add({
      ...KEY,
      credentials: { apiKey: 'other', secret: 'hush' },
      venue: 'binance',
      label: 'Second',
    });
    expect(run.portfolio.settled).toBe(false);
    const flushed = run.writer.flush(5_000);
    await settle();
    answer(read(run.clock.now(), holding('spot', 'BTC', '4')));
    await flushed;
    expect(points()).toEqual(['30 complete', '70 complete']);
  });

  it('leaves no point without it when it does not answer before the quit is over', async () => {
    const [first] = run.connections.list();
    await run.connections.setEnabled(first?.id ?? '', false);
    slow();
    await run.connections.setEnabled(first?.id ?? '', true);
    const flushed = run.writer.flush(5_000);
    await run.clock.advance(5_000);
    await flushed;
    expect(points()).toEqual(['30 complete']);
  });
});
