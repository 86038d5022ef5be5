import { beforeEach, describe, expect, it } from 'vitest';
import { AssetIdentity } from '../assets/asset-identity';
import { DriftWatch, driftWords } from './drift-watch';
import { LivePortfolio } from '../portfolio/live-portfolio';
import { failed, holding, read, silentLog } from '../testing/fake-adapters';
import { FakeClock } from '../testing/fake-clock';
import { decimal } from '../../../shared/base/decimal';
import { emptyTargetSet } from '../../../shared/rebalancing/targets';
import { NO_RECORDS, type Records } from '../../../shared/records/record-domains';
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/settings/settings';

const account = { accountType: 'spot', source: 'GET /account', updates: 'polling' } as const;
const connection = { id: 'one', venue: 'binance' };
const HOUR = 3_600_000;

let clock: FakeClock;
let portfolio: LivePortfolio;
let settings: Settings;
let records: Records;
let told: string[];
let isStored: boolean;
let watch: DriftWatch;

function start(): void {
  const identity = new AssetIdentity();
  portfolio = new LivePortfolio(clock.now, silentLog, identity);
  watch = new DriftWatch({
    portfolio,
    identity,
    clock,
    settings: () => settings,
    records: () => records,
    remember: (log) => {
      if (isStored) records = { ...records, 'drift-alert': log };
    },
    onDrift: (rows) => told.push(driftWords(rows)),
  });
  portfolio.setAccounts(connection, [account]);
  portfolio.setPrices(
    new Map(
      ['BTC', 'USDT'].map((code) => [
        `binance:${code}`,
        { kind: 'manual', usd: decimal('1'), at: 0 } as const,
      ]),
    ),
    {},
    false,
  );
}

const hold = async (btc: string): Promise<void> => {
  const usdt = decimal('100').minus(btc).toFixed();
  const reading = read(0, holding('spot', 'BTC', btc), holding('spot', 'USDT', usdt));
  portfolio.applyReading(connection, 'spot', 0, reading);
  await clock.advance(5_000);
};

beforeEach(() => {
  clock = new FakeClock();
  told = [];
  isStored = true;
  settings = {
    ...DEFAULT_SETTINGS,
    activeTargetSet: 'set',
  };
  records = {
    ...NO_RECORDS,
    'target-set': [
      {
        ...emptyTargetSet('set', 'Mine'),
        targets: [{ kind: 'asset', asset: 'BTC', percent: '50' }],
      },
    ],
  };
  start();
});

describe('a class that leaves its band', () => {
  it('is told of once, in words', async () => {
    await hold('51');
    expect(told).toEqual([]);
    await hold('56.2');
    await hold('57');
    expect(told).toEqual([
      'BTC is 6.2 points over its target: 56.2 % instead of 50 %. See Rebalance.',
    ]);
  });

  it('is not told of again after a restart', async () => {
    await hold('56.2');
    watch.close();
    start();
    await hold('56.2');
    expect(told).toHaveLength(1);
  });

  it('is told of at most once a day', async () => {
    await hold('56.2');
    await hold('50');
    await hold('56');
    expect(told).toHaveLength(1);
    await hold('50');
    await clock.advance(24 * HOUR);
    await hold('44');
    expect(told.at(-1)).toContain('6.0 points under');
  });

  it('is told of once also while nothing can be stored', async () => {
    isStored = false;
    await hold('56.2');
    await hold('57');
    expect(told).toHaveLength(1);
  });

  it('is not told of while alerts are off', async () => {
    settings = { ...settings, driftAlerts: false };
    await hold('56.2');
    expect(told).toEqual([]);
  });

  it('is not told of before everything was read', async () => {
    const other = { id: 'other', venue: 'kraken' };
    portfolio.expect(other);
    await hold('100');
    expect(told).toEqual([]);
    portfolio.failConnection(other, 'spot', failedReading());
    await clock.advance(5_000);
    expect(told).toHaveLength(1);
  });
});

function failedReading() {
  const reading = failed();
  if (reading.outcome !== 'failed') throw new Error('it did not fail');
  return reading.failure;
}
