import { beforeEach, describe, expect, it } from 'vitest';
import { WITH_ALL_KINDS, started, startRun, type DemoRun } from '../testing/demo-run';
import { decimal } from '../../../shared/base/decimal';
import { fail, succeed } from '../../../shared/base/failure';
import type { Ticker } from '../../../shared/pricing/price';

let run: DemoRun;

beforeEach(async () => {
  run = await startRun(undefined, WITH_ALL_KINDS);
});

describe('wallets and manual accounts of the demo', () => {
  it('are connected beside the keys: wallets by what is public of them, at the demo’s own servers', async () => {
    await started(run);
    expect(run.connections.list().map(({ venue, label, demo }) => [venue, label, demo])).toEqual([
      ['kraken', 'Demo', true],
      ['bitcoin', 'Cold storage', true],
      ['manual', 'Bank', true],
    ]);
    expect(run.prepared).toEqual([
      { venue: 'kraken', endpoint: 'http://127.0.0.1:2' },
      { venue: 'bitcoin', endpoint: 'http://127.0.0.1:3' },
    ]);
    expect(
      run.gateway.opened.map(({ address, credentials }) => ({ ...address, credentials })),
    ).toEqual([
      {
        venue: 'kraken',
        endpoint: 'http://127.0.0.1:2',
        credentials: { apiKey: 'third', secret: 'three' },
      },
      {
        venue: 'bitcoin',
        endpoint: 'http://127.0.0.1:3',
        credentials: { address: 'zpub1' },
      },
    ]);
  });

  it('have what was entered in them from their first outcome on, without a wait', async () => {
    await started(run);
    expect(entered(run)).toEqual(['EUR 200', 'USD 50']);
    expect([...run.history.rows.values()].map(({ domain, body }) => ({ domain, body }))).toEqual(
      WITH_ALL_KINDS.manualAccounts[0]?.holdings.map((one) => ({
        domain: 'manual-holding',
        body: expect.objectContaining(one) as unknown,
      })),
    );
  });

  it('are part of the past, at the prices of other venues', async () => {
    const ticker = (base: string, price: string): Ticker => ({
      venue: 'kraken',
      base,
      quote: 'USD',
      bid: decimal(price),
      ask: decimal(price),
      quoteVolume: decimal('1e9'),
      at: run.clock.now(),
    });
    run.gateway.tickersOf = (venue) =>
      succeed(venue === 'kraken' ? [ticker('BTC', '3'), ticker('EUR', '1.2')] : []);
    await started(run);
    await run.clock.advance(1000);
    // 3 BTC at Kraken, 3 BTC in the wallet, 200 EUR and 50 USD
    expect(run.portfolio.totals().totalUsd.toFixed()).toBe('308');
    expect(
      run.history.recordedTotals.map(({ points }) =>
        points.map(({ totalUsd }) => totalUsd.toFixed()),
      ),
    ).toEqual([['356', '312']]);
  });

  it('are there again in the next run', async () => {
    await started(run);
    run = await startRun(run, WITH_ALL_KINDS);
    run.keychain.secrets.clear();
    expect(await run.demo.resume()).toBeUndefined();
    await run.connections.startAll();
    expect(run.gateway.opened.map(({ credentials }) => credentials)).toEqual([
      { apiKey: 'third', secret: 'three' },
      { address: 'zpub1' },
    ]);
    expect(entered(run)).toEqual(['EUR 200', 'USD 50']);
  });

  it('ask nobody while the demo’s servers do not run', async () => {
    await started(run);
    run = await startRun(run, WITH_ALL_KINDS);
    run.runner.refuse = true;
    expect(await run.demo.resume()).toMatchObject({ code: 'venue-unavailable' });
    await run.connections.startAll();
    expect(run.gateway.opened).toEqual([]);
    expect(entered(run)).toEqual(['EUR 200', 'USD 50']);
  });

  it('go with the demo, with all that was entered', async () => {
    await started(run);
    expect(await run.demo.remove()).toMatchObject({ ok: true });
    expect([
      run.connections.list(),
      run.keychain.secrets.size,
      run.records.current['manual-holding'],
    ]).toEqual([[], 0, []]);
  });

  it('leave no half of a demo when they cannot be stored', async () => {
    const save = run.history.changeRecords;
    run.history.changeRecords = async () => fail('storage', 'The disk is full.');
    expect(await run.demo.start()).toMatchObject({ ok: false, failure: { code: 'storage' } });
    run.history.changeRecords = save;
    expect(run.connections.list().filter(({ venue }) => venue !== 'manual')).toEqual([]);
  });
});

function entered({ portfolio }: DemoRun): string[] {
  return portfolio
    .snapshot()
    .balances.filter(({ accountType }) => accountType === 'manual')
    .map(({ code, total }) => `${code} ${total.toFixed()}`);
}
