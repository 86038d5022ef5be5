import { beforeEach, describe, expect, it } from 'vitest';
import {
  ALL_KEYS,
  keysIn,
  settlePrices,
  started,
  startRun,
  type DemoRun,
} from '../testing/demo-run';
import { settle } from '../testing/fake-clock';
import { fail } from '../../../shared/base/failure';

let run: DemoRun;

beforeEach(async () => {
  run = await startRun();
});

describe('starting the demo', () => {
  it('connects each of its keys like a real one, marked as simulated', async () => {
    await started(run);
    expect(keysIn(run, run.keychain)).toEqual(ALL_KEYS);
    expect(run.connections.list().every((one) => one.demo && one.enabled)).toBe(true);
    expect([...run.history.saved.values()]).toEqual(run.connections.list());
    expect(JSON.stringify([...run.history.saved.values()])).not.toMatch(/first|"one"/);
  });

  it('is told by the venues where they are, and asks nobody else', async () => {
    expect(run.demo.endpoint('binance')).toBeUndefined();
    await started(run);
    expect(run.demo.endpoint('binance')).toBe('http://127.0.0.1:1');
    expect(run.gateway.opened.map(({ address }) => address.endpoint)).toEqual([
      'http://127.0.0.1:1',
      'http://127.0.0.1:1',
      'http://127.0.0.1:2',
    ]);
  });

  it('has what reads each of its exchanges loaded, once they run', async () => {
    expect(run.prepared).toEqual([]);
    await started(run);
    expect(run.prepared).toEqual([
      { venue: 'binance', endpoint: 'http://127.0.0.1:1' },
      { venue: 'kraken', endpoint: 'http://127.0.0.1:2' },
    ]);
  });

  it('keeps its keys for the run where there is no keychain', async () => {
    run.keychain.available = false;
    await started(run);
    expect(keysIn(run, run.session)).toEqual(ALL_KEYS);
    expect(run.keychain.secrets.size).toBe(0);
    expect(run.connections.list().map(({ secretStorage }) => secretStorage)).toEqual(
      ALL_KEYS.map(() => 'session'),
    );
    expect(run.portfolio.snapshot().balances).toHaveLength(3);
  });

  it('does nothing when it is there already', async () => {
    await started(run);
    await started(run);
    expect([run.runner.starts, run.connections.list().length]).toEqual([1, 3]);
  });

  it('never joins real connections', async () => {
    const real = { venue: 'binance', label: 'Main', credentials: { apiKey: 'k', secret: 's' } };
    await run.connections.add({
      ...real,
      secretStorage: 'keychain',
      acceptWithdrawalKey: false,
      acceptOldRuntime: false,
    });
    expect(await run.demo.start()).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect([run.runner.starts, run.connections.list().length]).toEqual([0, 1]);
  });

  it('says why the venues did not start, and leaves nothing behind', async () => {
    run.runner.refuse = true;
    expect(await run.demo.start()).toMatchObject({
      ok: false,
      failure: { code: 'venue-unavailable' },
    });
    expect([
      run.connections.list().length,
      run.keychain.secrets.size,
      run.history.saved.size,
    ]).toEqual([0, 0, 0]);
  });

  it('reads and records nothing before all of its connections are there', async () => {
    let goOn: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    const { saveConnection } = run.history;
    run.history.saveConnection = async (connection) => {
      if (run.history.saved.size === 2) await gate;
      return saveConnection(connection);
    };
    const starting = run.demo.start();
    await settle();
    settlePrices(run);
    await run.clock.advance(60_000);
    expect([run.portfolio.settled, run.connections.list().length]).toEqual([false, 2]);
    expect([run.gateway.opened, run.gateway.tickerCalls]).toEqual([[], []]);
    expect(run.history.recorded).toEqual([]);
    goOn();
    await starting;
    await settle();
    settlePrices(run);
    await run.clock.advance(0);
    expect(run.history.recorded.map(({ snapshot }) => snapshot.balances.length)).toEqual([3]);
  });

  it('puts a past behind the portfolio once it has settled, apart from the user’s own', async () => {
    await started(run);
    expect(run.history.recordedTotals).toEqual([]);
    settlePrices(run);
    await settle();
    expect(
      run.history.recordedTotals.map(({ portfolio: whose, points }) => [
        whose,
        ...points.map(({ at, totalUsd, status }) => `${at} ${totalUsd.toFixed()} ${status}`),
      ]),
    ).toEqual([['demo', '1 9 reconstructed', '2 18 reconstructed']]);
    expect(run.historyTold).toEqual([2]);
    settlePrices(run);
    await settle();
    expect(run.history.recordedTotals).toHaveLength(1);
  });

  it('puts no past behind a demo that was removed before its past was told', async () => {
    let tell: () => void = () => undefined;
    const told = new Promise<void>((resolve) => (tell = resolve));
    const { priceHistory } = run.runner.venues;
    run.runner.venues = {
      ...run.runner.venues,
      priceHistory: () => told.then(priceHistory),
    };
    await started(run);
    settlePrices(run);
    await run.demo.remove();
    tell();
    await settle();
    expect(run.history.recordedTotals).toEqual([]);
  });
});

describe('the next run', () => {
  it('starts the venues again and gives each connection a key of theirs', async () => {
    await started(run);
    run = await startRun(run);
    expect(await run.demo.resume()).toBeUndefined();
    expect(run.runner.running).toBe(true);
    expect(run.demo.endpoint('kraken')).toBe('http://127.0.0.1:2');
    expect(keysIn(run, run.keychain)).toEqual(ALL_KEYS);
  });

  it('has keys again where there was no keychain', async () => {
    run.keychain.available = false;
    await started(run);
    run = await startRun(run);
    expect(run.session.secrets.size).toBe(0);
    expect(await run.demo.resume()).toBeUndefined();
    expect(keysIn(run, run.session)).toEqual(ALL_KEYS);
  });

  it('starts no venues where no demo was left', async () => {
    expect(await run.demo.resume()).toBeUndefined();
    expect(run.runner.starts).toBe(0);
  });

  it('says why the venues did not start, and keeps the connections', async () => {
    await started(run);
    run = await startRun(run);
    run.runner.refuse = true;
    expect(await run.demo.resume()).toMatchObject({ code: 'venue-unavailable' });
    expect(run.connections.list()).toHaveLength(3);
  });

  it('says when the keychain it had is gone', async () => {
    await started(run);
    run = await startRun(run);
    run.keychain.available = false;
    expect(await run.demo.resume()).toMatchObject({ code: 'keychain-unavailable' });
  });
});

describe('removing the demo', () => {
  it.each([true, false])('forgets all of it (with a keychain: %s)', async (available) => {
    run.keychain.available = available;
    await started(run);
    expect(await run.demo.remove()).toMatchObject({ ok: true });
    expect([
      run.connections.list().length,
      run.keychain.secrets.size,
      run.session.secrets.size,
      run.history.saved.size,
      run.portfolio.snapshot().balances.length,
    ]).toEqual([0, 0, 0, 0, 0]);
    expect(run.history.removedPortfolios).toEqual(['demo']);
    expect(run.runner.running).toBe(false);
    expect(run.demo.endpoint('binance')).toBeUndefined();
  });

  it('adds no past to what is not there any more', async () => {
    await started(run);
    await run.demo.remove();
    settlePrices(run);
    expect(run.history.recordedTotals).toEqual([]);
  });

  it('removes it although a key cannot be forgotten now, and forgets that later', async () => {
    await started(run);
    run.keychain.available = false;
    expect(await run.demo.remove()).toMatchObject({ ok: true });
    expect([run.connections.hasDemo, run.runner.running]).toEqual([false, false]);
    expect(run.history.removedPortfolios).toEqual(['demo']);
    expect(run.keychain.secrets.size).toBe(3);
    run.keychain.available = true;
    await run.connections.sweep();
    expect(run.keychain.secrets.size).toBe(0);
  });

  it('says when the database does not let a connection go, and still has the demo', async () => {
    await started(run);
    run.history.removeConnection = async () => fail('storage', 'The disk is full.');
    expect(await run.demo.remove()).toMatchObject({ ok: false, failure: { code: 'storage' } });
    expect([run.connections.hasDemo, run.runner.running]).toEqual([true, true]);
    expect(run.history.removedPortfolios).toEqual([]);
  });

  it('leaves room for another one', async () => {
    await started(run);
    await run.demo.remove();
    await started(run);
    expect(run.connections.list()).toHaveLength(3);
  });
});

it('stops the venues when the app quits, and keeps the connections for the next run', async () => {
  await started(run);
  await run.demo.close();
  expect(run.runner.running).toBe(false);
  expect(run.connections.list()).toHaveLength(3);
});
