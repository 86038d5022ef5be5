import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createStartupCacheFile } from './startup-cache-file';
import { damageFile } from '../store/testing/random-damage';
import { LivePortfolio } from '../engine/portfolio/live-portfolio';
import { holding, read, silentLog } from '../engine/testing/fake-adapters';
import { sampleRecord } from '../engine/testing/sample-records';
import { inRound, randomOf, rounds } from '../testing/rounds';
import { NO_RECORDS } from '../../shared/records/record-domains';
import { DEFAULT_SETTINGS } from '../../shared/settings/settings';

const NAME = 'random damages of the start-up cache';

test(`${NAME}: what is painted is what was left, or nothing is`, async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-cache-damage-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'startup-cache.json');
  const cache = createStartupCacheFile(file);
  const portfolio = new LivePortfolio(() => 5, silentLog);
  const connection = { id: 'one', venue: 'binance' };
  portfolio.setAccounts(connection, [{ accountType: 'spot', source: 'a', updates: 'stream' }]);
  const rows = [holding('spot', 'BTC', '0.123456789'), holding('spot', 'ETH', '77.5')];
  portfolio.applyReading(connection, 'spot', 5, read(5, ...rows));
  const left = {
    settings: DEFAULT_SETTINGS,
    records: { ...NO_RECORDS, 'venue-cap': [sampleRecord('venue-cap', 'a')] },
    connections: [],
    portfolio: portfolio.state(),
  };
  for (let round = 0; round < rounds(50, 2_000); round++)
    await inRound(NAME, round, async () => {
      await cache.write(left as Parameters<typeof cache.write>[0]);
      const random = randomOf(NAME, round);
      const damages: string[] = [];
      for (let more = 0; more <= round % 3; more++)
        damages.push(await damageFile(file, random).catch(() => 'gone'));
      const seen = cache.read();
      // A damage may have changed nothing, as zeroing what is zero.
      if (seen !== undefined) expect(seen, damages.join(', ')).toEqual(left);
    });
});
