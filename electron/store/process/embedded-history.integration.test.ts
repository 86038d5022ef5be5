import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Connection } from '../../../shared/portfolio/venue';
import { decimal } from '../../../shared/base/decimal';
import type { DatabaseStatus } from '../../../shared/contract/status-view';
import { bundleHistoryProcess, type BundledProcess } from '../testing/history-child';
import {
  DAY,
  HOUR,
  MINUTE,
  sampleBalance,
  sampleConnection,
  sampleSnapshot,
  START,
} from '../testing/samples';
import { emptyHistory } from '../testing/empty-history';
import { temporaryFolder } from '../testing/temporary-folder';
import { createEmbeddedHistory, type EmbeddedHistory } from './embedded-history';

/** Engines are made and opened, seconds each, beside busy neighbours. */
vi.setConfig({ testTimeout: 180_000 });

let bundled: BundledProcess;
beforeAll(async () => {
  bundled = await bundleHistoryProcess();
});
afterAll(() => bundled.end());

function openHistory(directory: string): EmbeddedHistory {
  const history = createEmbeddedHistory({
    directory,
    spawn: bundled.spawn,
    log: () => undefined,
    clock: Date.now,
  });
  onTestFinished(() => history.close());
  return history;
}

describe('the embedded history in its own process', () => {
  test('keeps connections, settings and points over a restart of the app', async () => {
    const directory = await temporaryFolder();
    const probed: Connection = sampleConnection('two', {
      demo: true,
      secretStorage: 'session',
      enabled: false,
      createdAt: START + 1,
      probe: {
        at: START,
        permissions: { read: 'yes', trade: 'no', withdraw: 'unknown' },
        ipRestricted: 'no',
        accounts: [{ accountType: 'spot', readable: true }],
        clockSkewMs: -12,
      },
    });
    const decision = { asset: 'eip155:1/erc20:0x1', decision: 'spam' };
    const first = openHistory(directory);
    const states: DatabaseStatus['state'][] = [first.status().state];
    first.onStatus((status) => states.push(status.state));
    // Not awaited one by one: what is asked while the engine opens waits for it.
    const results = await Promise.all([
      first.saveConnection(sampleConnection('one')),
      first.saveConnection(sampleConnection('gone')),
      first.saveConnection(probed),
      first.removeConnection('gone'),
      first.saveSetting('dustBelowUsd', '2.50'),
      first.saveSetting('privacy', true),
      first.changeRecords([
        { domain: 'token-decision', id: decision.asset, body: decision },
        { domain: 'venue-cap', id: 'okx', body: { venue: 'okx', percent: '5' } },
      ]),
      first.changeRecords([{ domain: 'venue-cap', id: 'okx', body: null }], { theme: 'dark' }),
      first.record({
        portfolio: 'main',
        snapshot: sampleSnapshot(START, [sampleBalance('BTC', '1.5')]),
        status: 'carried',
        quarantined: [],
        rates: {},
      }),
    ]);
    expect(results.every(({ ok }) => ok)).toBe(true);
    await first.close();
    expect(states[0]).toBe('opening');
    expect(states).toContain('ready');

    const second = openHistory(directory);
    expect(await second.reads.connections()).toEqual({
      ok: true,
      value: [sampleConnection('one'), probed],
    });
    expect(await second.reads.settings()).toEqual({
      ok: true,
      value: { dustBelowUsd: '2.50', privacy: true, theme: 'dark' },
    });
    expect(await second.reads.records()).toEqual({
      ok: true,
      value: [{ domain: 'token-decision', id: decision.asset, body: decision }],
    });
    expect(await second.reads.firstPointAt({ portfolio: 'main' })).toEqual({
      ok: true,
      value: START,
    });
    expect(await second.reads.firstPointAt({ portfolio: 'demo' })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(
      await second.reads.totals({
        portfolio: 'main',
        from: START - DAY,
        to: START + DAY,
        maxPoints: 100,
      }),
    ).toEqual({
      ok: true,
      value: {
        from: START - DAY,
        to: START + DAY,
        bucketMs: 0,
        points: [{ at: START, totalUsd: '1.5', lowUsd: '1.5', highUsd: '1.5', status: 'carried' }],
        currency: 'USD',
        steps: [],
        recordedSince: START,
        scope: { basis: expect.any(String) as string, missing: [] },
      },
    });
    expect(second.status()).toMatchObject({ state: 'ready', waiting: 0 });
  });

  test('restarts a process that was killed and answers what was asked meanwhile', async () => {
    const history = openHistory(await emptyHistory());
    const at = (minute: number) => START + minute * MINUTE;
    const record = (minute: number) =>
      history.recordTotals('main', [
        { at: at(minute), totalUsd: decimal(String(minute)), status: 'complete' },
      ]);
    expect(await record(1)).toEqual({ ok: true, value: undefined });
    const inFlight = [record(2), record(3)];
    bundled.children.at(-1)?.kill('SIGKILL');
    expect(await Promise.all(inFlight)).toEqual([
      { ok: true, value: undefined },
      { ok: true, value: undefined },
    ]);
    const series = await history.reads.totals({
      portfolio: 'main',
      from: START,
      to: at(10),
      maxPoints: 10,
    });
    expect(series.ok && series.value.points.map((point) => point.totalUsd)).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  test('gives up a process that keeps ending, and says so', async () => {
    const directory = await emptyHistory();
    const history = createEmbeddedHistory({
      directory,
      spawn: () => {
        const started = bundled.spawn();
        started.kill();
        return started;
      },
      log: () => undefined,
      clock: Date.now,
    });
    const answer = await history.reads.connections();
    expect(answer).toMatchObject({ ok: false, failure: { code: 'storage' } });
    expect(history.status().state).toBe('failed');
    await history.close();
  });

  test('records a year of minutes in bulk and draws it with its extremes', async () => {
    const history = openHistory(await emptyHistory());
    const points = Array.from({ length: 60_000 }, (_, minute) => ({
      at: START + minute * MINUTE,
      totalUsd: decimal(minute === 31_234 ? '999999.123456789' : '1000'),
      status: 'reconstructed' as const,
    }));
    expect(await history.recordTotals('main', points)).toEqual({ ok: true, value: undefined });
    const series = await history.reads.totals({
      portfolio: 'main',
      from: START,
      to: START + 60_000 * MINUTE,
      maxPoints: 500,
    });
    if (!series.ok) throw new Error(series.failure.message);
    expect(series.value.bucketMs).toBe(2 * HOUR);
    expect(series.value.points.length).toBeLessThanOrEqual(500);
    expect(series.value.points.map((point) => point.highUsd)).toContain('999999.123456789');
  });
});
